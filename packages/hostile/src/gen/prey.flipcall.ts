// Made from ../prey.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  Kind,
  type Reader,
  type RemoteSpec,
  type RpcSession,
  type ServiceDescriptor,
  type Writable,
  type Writer,
  deeperIn,
  deeperOut,
  defineRemote,
  defineService,
  firstLength,
  isData,
  isObject,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readBytes,
  readCount,
  readDate,
  readMap,
  readMismatch,
  readNull,
  readNumber,
  readPlaces,
  readPresence,
  readString,
  remote,
  writeBytes,
  writeDate,
  writeMap,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writePresence,
  writeString,
  writeValue,
} from '@flipcall/rpc/codegen-v1';
import * as z from 'zod';
import type { Prey as PreySource, Shape } from '../prey.js';

/** A service with a method of every kind, for hostile peers to call, and honest ones beside them. */
export type Prey = PreySource;

/**
 * A client of Prey: its methods as promises.
 *
 * A service with a method of every kind, for hostile peers to call, and honest ones beside them.
 */
export interface PreyClient {
  /** Gives back what it got. */
  echo(value: Shape, options?: CallOptions): Promise<Shape>;
  /** Ends after that many milliseconds. */
  later(milliseconds: number, options?: CallOptions): Promise<void>;
  /** Fails, and its text must stay on this side. */
  fail(secret: string, options?: CallOptions): Promise<void>;
  /** Counts up to a number. */
  count(to: number, options?: CallOptions): AsyncIterable<number>;
  /** Adds up what it is sent. */
  sum(numbers: AsyncIterable<number> | Iterable<number>, options?: CallOptions): Promise<number>;
  /** Gives back the items that it gets. */
  repeat(
    items: AsyncIterable<string> | Iterable<string>,
    options?: CallOptions,
  ): AsyncIterable<string>;
  /** Calls back with each number up to one. */
  tell(
    to: number,
    listener: (value: number) => Promise<void>,
    options?: CallOptions,
  ): Promise<void>;
  /** @oneway */
  note(text: string, options?: CallOptions): void;
}

/**
 * A client of Prey: its methods by calls that block the calling thread. Without what streams both ways: repeat.
 *
 * A service with a method of every kind, for hostile peers to call, and honest ones beside them.
 */
export interface PreySyncClient {
  /** Gives back what it got. */
  echo(value: Shape, options?: CallOptions): Shape;
  /** Ends after that many milliseconds. */
  later(milliseconds: number, options?: CallOptions): void;
  /** Fails, and its text must stay on this side. */
  fail(secret: string, options?: CallOptions): void;
  /** Counts up to a number. */
  count(to: number, options?: CallOptions): Iterable<number>;
  /** Adds up what it is sent. */
  sum(numbers: Iterable<number>, options?: CallOptions): number;
  /** Calls back with each number up to one. */
  tell(to: number, listener: (value: number) => Promise<void>, options?: CallOptions): void;
  /** @oneway */
  note(text: string, options?: CallOptions): void;
}

/**
 * What a server of Prey implements.
 *
 * A service with a method of every kind, for hostile peers to call, and honest ones beside them.
 */
export interface PreyHandlers {
  /** Gives back what it got. */
  echo(value: Shape, context: CallContext): Shape | Promise<Shape>;
  /** Ends after that many milliseconds. */
  later(milliseconds: number, context: CallContext): void | Promise<void>;
  /** Fails, and its text must stay on this side. */
  fail(secret: string, context: CallContext): void | Promise<void>;
  /** Counts up to a number. */
  count(
    to: number,
    context: CallContext,
  ): AsyncIterable<number> | Iterable<number> | Promise<AsyncIterable<number> | Iterable<number>>;
  /** Adds up what it is sent. */
  sum(numbers: AsyncIterable<number>, context: CallContext): number | Promise<number>;
  /** Gives back the items that it gets. */
  repeat(
    items: AsyncIterable<string>,
    context: CallContext,
  ): AsyncIterable<string> | Iterable<string> | Promise<AsyncIterable<string> | Iterable<string>>;
  /** Calls back with each number up to one. */
  tell(
    to: number,
    listener: (value: number) => Promise<void>,
    context: CallContext,
  ): void | Promise<void>;
  /** @oneway */
  note(text: string, context: CallContext): void | Promise<void>;
}

/** The service Prey: names, kinds and schemas of its methods. */
export const Prey: ServiceDescriptor<PreyHandlers> = /* @__PURE__ */ defineService<PreyHandlers>({
  name: 'Prey',
  contractHash: 'af4ee38a7dddea048aeb93e2140bc9a6',
  methods: [
    {
      name: 'count',
      kind: 'serverStream',
      params: ['to'],
      args: () => z.tuple([anyNumber()]),
      item: () => anyNumber(),
      compact: {
        args: { write: writeCountArgs, read: readCountArgs },
        item: { write: writeNumber, read: readNumber },
      },
    },
    {
      name: 'echo',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([shapeSchema()]),
      result: () => shapeSchema(),
      compact: {
        args: { write: writeEchoArgs, read: readEchoArgs },
        result: { write: writeShape, read: readShape },
      },
    },
    {
      name: 'fail',
      kind: 'unary',
      params: ['secret'],
      args: () => z.tuple([z.string()]),
      compact: { args: { write: writeFailArgs, read: readFailArgs } },
    },
    {
      name: 'later',
      kind: 'unary',
      params: ['milliseconds'],
      args: () => z.tuple([anyNumber()]),
      compact: { args: { write: writeLaterArgs, read: readLaterArgs } },
    },
    {
      name: 'note',
      kind: 'oneway',
      params: ['text'],
      args: () => z.tuple([z.string()]),
      compact: { args: { write: writeNoteArgs, read: readNoteArgs } },
    },
    {
      name: 'repeat',
      kind: 'bidiStream',
      params: [],
      args: () => z.tuple([]),
      item: () => z.string(),
      upload: { param: 0, item: () => z.string() },
      compact: {
        args: { write: writeRepeatArgs, read: readRepeatArgs },
        item: { write: writeString, read: readString },
        upload: { write: writeString, read: readString },
      },
    },
    {
      name: 'sum',
      kind: 'clientStream',
      params: [],
      args: () => z.tuple([]),
      result: () => anyNumber(),
      upload: { param: 0, item: () => anyNumber() },
      compact: {
        args: { write: writeSumArgs, read: readSumArgs },
        result: { write: writeNumber, read: readNumber },
        upload: { write: writeNumber, read: readNumber },
      },
    },
    {
      name: 'tell',
      kind: 'unary',
      params: ['to', 'listener'],
      args: () => z.tuple([
        anyNumber(),
        remote<(value: number) => Promise<void>>(preyTellListenerRemote),
      ]),
    },
  ],
});

/** A client of Prey on a session: its methods as promises. */
export function createPreyClient(session: RpcSession, options?: ClientOptions): PreyClient {
  const caller = openCaller(session, Prey, options);
  return {
    count: (to, options) => caller.serverStream(0, [to], options),
    echo: (value, options) => caller.call(1, [value], options),
    fail: (secret, options) => caller.call(2, [secret], options),
    later: (milliseconds, options) => caller.call(3, [milliseconds], options),
    note: (text, options) => caller.notify(4, [text], options),
    repeat: (items, options) => caller.bidiStream(5, [], items, options),
    sum: (numbers, options) => caller.clientStream(6, [], numbers, options),
    tell: (to, listener, options) => caller.call(7, [to, listener], options),
  };
}

/** A client of Prey on a session: its methods by calls that block the calling thread. */
export function createPreySyncClient(session: RpcSession, options?: ClientOptions): PreySyncClient {
  const caller = openBlockingCaller(session, Prey, options);
  return {
    count: (to, options) => caller.serverStream(0, [to], options),
    echo: (value, options) => caller.call(1, [value], options),
    fail: (secret, options) => caller.call(2, [secret], options),
    later: (milliseconds, options) => caller.call(3, [milliseconds], options),
    note: (text, options) => caller.notify(4, [text], options),
    sum: (numbers, options) => caller.clientStream(6, [], numbers, options),
    tell: (to, listener, options) => caller.call(7, [to, listener], options),
  };
}

function writeCountArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeNumber(writer, args[0] as number);
}

function readCountArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeEchoArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeShape(writer, args[0] as Shape);
}

function readEchoArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readShape(reader)];
}

function readShape(reader: Reader, depth: number = reader.maxDepth): Shape {
  const inside = deeperIn(reader, depth);
  const presence = readPresence(reader, 2, 4);
  if (presence < 0) return readMismatch(reader);
  const list = readStringOrNumberOrNullArray(reader);
  const name = readString(reader);
  const value: Writable<Shape> = { name, list };
  if (presence & 1) value.bytes = readBytes(reader);
  if (presence & 2) value.map = readStringToNumberMap(reader);
  if (presence & 4) value.next = readShape(reader, inside);
  if (presence & 8) value.when = readDate(reader);
  return value;
}

function writeShape(writer: Writer, value: Shape, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.list;
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.bytes !== undefined || 'bytes' in value) presence |= 1;
  if (value.map !== undefined || 'map' in value) presence |= 2;
  if (value.next !== undefined || 'next' in value) presence |= 4;
  if (value.when !== undefined || 'when' in value) presence |= 8;
  writePresence(writer, 2, presence);
  writeStringOrNumberOrNullArray(writer, first);
  writeString(writer, value.name);
  if (presence & 1) writeBytes(writer, value.bytes as Uint8Array);
  if (presence & 2) writeStringToNumberMap(writer, value.map as Map<string, number>);
  if (presence & 4) writeShape(writer, value.next as Shape, inside);
  if (presence & 8) writeDate(writer, value.when as Date);
}

function writeFailArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeString(writer, args[0] as string);
}

function readFailArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeLaterArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeNumber(writer, args[0] as number);
}

function readLaterArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeNoteArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeString(writer, args[0] as string);
}

function readNoteArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeRepeatArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
}

function readRepeatArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeSumArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
}

function readSumArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readStringOrNumberOrNullArray(reader: Reader): (string | number | null)[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<string | number | null>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readStringOrNumberOrNull(reader);
  }
  return items;
}

function writeStringOrNumberOrNullArray(writer: Writer, value: (string | number | null)[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeStringOrNumberOrNull(writer, value[index] as string | number | null);
  }
}

function readStringToNumberMap(reader: Reader): Map<string, number> {
  return readMap(reader, { key: readString, value: readNumber });
}

function writeStringToNumberMap(writer: Writer, value: Map<string, number>): void {
  writeMap(writer, value, { key: writeString, value: writeNumber });
}

function readStringOrNumberOrNull(reader: Reader): string | number | null {
  switch (kindAt(reader)) {
    case Kind.Number:
      return readNumber(reader);
    case Kind.Null:
      return readNull(reader);
    case Kind.String:
      return readString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeStringOrNumberOrNull(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Number:
      return writeNumber(writer, value);
    case Kind.Null:
      return writeValue(writer, value);
    case Kind.String:
      return writeString(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

const preyTellListenerRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Prey.tell(listener)',
  kind: 'function',
  contractHash: '482ada15b0070d1c36dc10b8617c908a',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([anyNumber()]),
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

const shapeSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  bytes: z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array,
    'expected Uint8Array',
  ).exactOptional(),
  list: z.array(z.union([z.string(), anyNumber(), z.null()])),
  map: z.map(z.string(), anyNumber()).exactOptional(),
  when: z.date().exactOptional(),
  get next(): z.ZodExactOptional<z.ZodType<Shape>> { return shapeSchema().exactOptional(); },
}) satisfies z.ZodType<Shape>);
