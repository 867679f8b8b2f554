// Made from ../own.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type Descriptor,
  type Reader,
  type RemoteSpec,
  type RpcSession,
  type ServiceDescriptor,
  type Writer,
  defineRemote,
  defineService,
  descriptor,
  firstLength,
  openBlockingCaller,
  openCaller,
  readChecked,
  readCount,
  readMismatch,
  readNumber,
  readPlaces,
  readString,
  remote,
  writeMismatch,
  writeNumber,
  writeString,
  writeValue,
  z,
} from '@flipcall/rpc/codegen-v1';
import type { Counter, Own as OwnSource } from '../own.js';

/** What gRPC has no word for. Both sides of a session serve it. */
export type Own = OwnSource;

/**
 * A client of Own: its methods as promises.
 *
 * What gRPC has no word for. Both sides of a session serve it.
 */
export interface OwnClient {
  greet(name: string, options?: CallOptions): Promise<string>;
  /** Ends after so many milliseconds. */
  sleep(milliseconds: number, options?: CallOptions): Promise<void>;
  /** Has the caller greet, and gives back what it said. */
  greetBack(name: string, options?: CallOptions): Promise<string>;
  /** Calls a function of the caller so often, each time with what it returned the last time. */
  repeat(
    times: number,
    start: number,
    step: (value: number) => Promise<number>,
    options?: CallOptions,
  ): Promise<number>;
  /** A live object. */
  open(start: number, options?: CallOptions): Promise<Counter>;
  /** Reads a file that the caller opened. */
  read(file: Descriptor, options?: CallOptions): Promise<string>;
  /** Ends its process, or thread, without a word. */
  die(options?: CallOptions): Promise<void>;
  /** @oneway */
  note(text: string, options?: CallOptions): void;
  notes(options?: CallOptions): Promise<string[]>;
}

/**
 * A client of Own: its methods by calls that block the calling thread.
 *
 * What gRPC has no word for. Both sides of a session serve it.
 */
export interface OwnSyncClient {
  greet(name: string, options?: CallOptions): string;
  /** Ends after so many milliseconds. */
  sleep(milliseconds: number, options?: CallOptions): void;
  /** Has the caller greet, and gives back what it said. */
  greetBack(name: string, options?: CallOptions): string;
  /** Calls a function of the caller so often, each time with what it returned the last time. */
  repeat(
    times: number,
    start: number,
    step: (value: number) => Promise<number>,
    options?: CallOptions,
  ): number;
  /** A live object. */
  open(start: number, options?: CallOptions): Counter;
  /** Reads a file that the caller opened. */
  read(file: Descriptor, options?: CallOptions): string;
  /** Ends its process, or thread, without a word. */
  die(options?: CallOptions): void;
  /** @oneway */
  note(text: string, options?: CallOptions): void;
  notes(options?: CallOptions): string[];
}

/**
 * What a server of Own implements.
 *
 * What gRPC has no word for. Both sides of a session serve it.
 */
export interface OwnHandlers {
  greet(name: string, context: CallContext): string | Promise<string>;
  /** Ends after so many milliseconds. */
  sleep(milliseconds: number, context: CallContext): void | Promise<void>;
  /** Has the caller greet, and gives back what it said. */
  greetBack(name: string, context: CallContext): string | Promise<string>;
  /** Calls a function of the caller so often, each time with what it returned the last time. */
  repeat(
    times: number,
    start: number,
    step: (value: number) => Promise<number>,
    context: CallContext,
  ): number | Promise<number>;
  /** A live object. */
  open(start: number, context: CallContext): Counter | Promise<Counter>;
  /** Reads a file that the caller opened. */
  read(file: Descriptor, context: CallContext): string | Promise<string>;
  /** Ends its process, or thread, without a word. */
  die(context: CallContext): void | Promise<void>;
  /** @oneway */
  note(text: string, context: CallContext): void | Promise<void>;
  notes(context: CallContext): string[] | Promise<string[]>;
}

/** The service Own: names, kinds and schemas of its methods. */
export const Own: ServiceDescriptor<OwnHandlers> = /* @__PURE__ */ defineService<OwnHandlers>({
  name: 'Own',
  contractHash: '3ff23d0a882fcd52b747e9e16a91ef62',
  methods: [
    {
      name: 'die',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      compact: { args: { write: writeDieArgs, read: readDieArgs } },
    },
    {
      name: 'greet',
      kind: 'unary',
      params: ['name'],
      args: () => z.tuple([z.string()]),
      result: () => z.string(),
      compact: {
        args: { write: writeGreetArgs, read: readGreetArgs },
        result: { write: writeString, read: readString },
      },
    },
    {
      name: 'greetBack',
      kind: 'unary',
      params: ['name'],
      args: () => z.tuple([z.string()]),
      result: () => z.string(),
      compact: {
        args: { write: writeGreetBackArgs, read: readGreetBackArgs },
        result: { write: writeString, read: readString },
      },
    },
    {
      name: 'note',
      kind: 'oneway',
      params: ['text'],
      args: () => z.tuple([z.string()]),
      compact: { args: { write: writeNoteArgs, read: readNoteArgs } },
    },
    {
      name: 'notes',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => z.array(z.string()),
      compact: {
        args: { write: writeNotesArgs, read: readNotesArgs },
        result: { write: writeStringArray, read: readStringArray },
      },
    },
    {
      name: 'open',
      kind: 'unary',
      params: ['start'],
      args: () => z.tuple([anyNumber()]),
      result: () => counterSchema(),
      compact: { args: { write: writeOpenArgs, read: readOpenArgs } },
    },
    {
      name: 'read',
      kind: 'unary',
      params: ['file'],
      args: () => z.tuple([descriptor()]),
      result: () => z.string(),
      compact: {
        args: { write: writeReadArgs, read: readReadArgs },
        result: { write: writeString, read: readString },
      },
    },
    {
      name: 'repeat',
      kind: 'unary',
      params: ['times', 'start', 'step'],
      args: () => z.tuple([
        anyNumber(),
        anyNumber(),
        remote<(value: number) => Promise<number>>(ownRepeatStepRemote),
      ]),
      result: () => anyNumber(),
      compact: { result: { write: writeNumber, read: readNumber } },
    },
    {
      name: 'sleep',
      kind: 'unary',
      params: ['milliseconds'],
      args: () => z.tuple([anyNumber()]),
      compact: { args: { write: writeSleepArgs, read: readSleepArgs } },
    },
  ],
});

/** A client of Own on a session: its methods as promises. */
export function createOwnClient(session: RpcSession, options?: ClientOptions): OwnClient {
  const caller = openCaller(session, Own, options);
  return {
    die: (options) => caller.call(0, [], options),
    greet: (name, options) => caller.call(1, [name], options),
    greetBack: (name, options) => caller.call(2, [name], options),
    note: (text, options) => caller.notify(3, [text], options),
    notes: (options) => caller.call(4, [], options),
    open: (start, options) => caller.call(5, [start], options),
    read: (file, options) => caller.call(6, [file], options),
    repeat: (times, start, step, options) => caller.call(7, [times, start, step], options),
    sleep: (milliseconds, options) => caller.call(8, [milliseconds], options),
  };
}

/** A client of Own on a session: its methods by calls that block the calling thread. */
export function createOwnSyncClient(session: RpcSession, options?: ClientOptions): OwnSyncClient {
  const caller = openBlockingCaller(session, Own, options);
  return {
    die: (options) => caller.call(0, [], options),
    greet: (name, options) => caller.call(1, [name], options),
    greetBack: (name, options) => caller.call(2, [name], options),
    note: (text, options) => caller.notify(3, [text], options),
    notes: (options) => caller.call(4, [], options),
    open: (start, options) => caller.call(5, [start], options),
    read: (file, options) => caller.call(6, [file], options),
    repeat: (times, start, step, options) => caller.call(7, [times, start, step], options),
    sleep: (milliseconds, options) => caller.call(8, [milliseconds], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeDieArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readDieArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeGreetArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readGreetArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeGreetBackArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readGreetBackArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeNoteArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readNoteArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeNotesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readNotesArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readStringArray(reader: Reader): string[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<string>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readString(reader);
  }
  return items;
}

function writeStringArray(writer: Writer, value: string[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeString(writer, value[index] as string);
  }
}

function writeOpenArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumber(writer, args[0] as number);
}

function readOpenArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeReadArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeValue(writer, args[0] as Descriptor);
}

function readReadArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readReadArgsFile(reader)];
}

function writeSleepArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumber(writer, args[0] as number);
}

function readSleepArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function readReadArgsFile(reader: Reader): Descriptor {
  return readChecked(reader, readArgsFileSchema);
}

const readArgsFileSchema = /* @__PURE__ */ once(() => descriptor());

const ownRepeatStepRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Own.repeat(step)',
  kind: 'function',
  contractHash: 'cc68c001ddd5c739346867b0c3c5f63d',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([anyNumber()]),
      result: () => anyNumber(),
    },
  ],
});

const counterRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Counter',
  kind: 'object',
  contractHash: 'f1c1ad23988f7b4e59991095de63bdbd',
  methods: () => [
    {
      name: 'add',
      kind: 'unary',
      params: ['amount'],
      args: () => z.tuple([anyNumber()]),
      result: () => anyNumber(),
    },
  ],
});

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const counterSchema = /* @__PURE__ */ once(() => remote<Counter>(counterRemote));
