// Made from ../echo.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writer,
  defineService,
  firstLength,
  isData,
  isObject,
  openBlockingCaller,
  openCaller,
  readBytes,
  readCount,
  readMismatch,
  readNumber,
  readPlaces,
  readString,
  writeBytes,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writeString,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import type { Echo as EchoSource, Message } from '../echo.js';

/** The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers. */
export type Echo = EchoSource;

/**
 * A client of Echo: its methods as promises.
 *
 * The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers.
 */
export interface EchoClient {
  /** Gives back what it gets. */
  echo(message: Message, options?: CallOptions): Promise<Message>;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message, options?: CallOptions): Promise<Message>;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array, options?: CallOptions): Promise<number>;
  /** The message of the benchmark, so many times. */
  items(count: number, options?: CallOptions): AsyncIterable<Message>;
}

/**
 * A client of Echo: its methods by calls that block the calling thread.
 *
 * The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers.
 */
export interface EchoSyncClient {
  /** Gives back what it gets. */
  echo(message: Message, options?: CallOptions): Message;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message, options?: CallOptions): Message;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array, options?: CallOptions): number;
  /** The message of the benchmark, so many times. */
  items(count: number, options?: CallOptions): Iterable<Message>;
}

/**
 * What a server of Echo implements.
 *
 * The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers.
 */
export interface EchoHandlers {
  /** Gives back what it gets. */
  echo(message: Message, context: CallContext): Message | Promise<Message>;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message, context: CallContext): Message | Promise<Message>;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array, context: CallContext): number | Promise<number>;
  /** The message of the benchmark, so many times. */
  items(
    count: number,
    context: CallContext,
  ):
    | AsyncIterable<Message>
    | Iterable<Message>
    | Promise<AsyncIterable<Message> | Iterable<Message>>;
}

/** The service Echo: names, kinds and schemas of its methods. */
export const Echo: ServiceDescriptor<EchoHandlers> = /* @__PURE__ */ defineService<EchoHandlers>({
  name: 'Echo',
  contractHash: '579cd1dc5df55d1c420fcfeceb2d259b',
  methods: [
    {
      name: 'echo',
      kind: 'unary',
      params: ['message'],
      args: () => z.tuple([messageSchema()]),
      result: () => messageSchema(),
      compact: {
        args: { write: writeEchoArgs, read: readEchoArgs },
        result: { write: writeMessage, read: readMessage },
      },
    },
    {
      name: 'items',
      kind: 'serverStream',
      params: ['count'],
      args: () => z.tuple([anyNumber()]),
      item: () => messageSchema(),
      compact: {
        args: { write: writeItemsArgs, read: readItemsArgs },
        item: { write: writeMessage, read: readMessage },
      },
    },
    {
      name: 'later',
      kind: 'unary',
      params: ['message'],
      args: () => z.tuple([messageSchema()]),
      result: () => messageSchema(),
      compact: {
        args: { write: writeLaterArgs, read: readLaterArgs },
        result: { write: writeMessage, read: readMessage },
      },
    },
    {
      name: 'take',
      kind: 'unary',
      params: ['bytes'],
      args: () => z.tuple([
        z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected Uint8Array'),
      ]),
      result: () => anyNumber(),
      compact: {
        args: { write: writeTakeArgs, read: readTakeArgs },
        result: { write: writeNumber, read: readNumber },
      },
    },
  ],
});

/** A client of Echo on a session: its methods as promises. */
export function createEchoClient(session: RpcSession, options?: ClientOptions): EchoClient {
  const caller = openCaller(session, Echo, options);
  return {
    echo: (message, options) => caller.call(0, [message], options),
    items: (count, options) => caller.serverStream(1, [count], options),
    later: (message, options) => caller.call(2, [message], options),
    take: (bytes, options) => caller.call(3, [bytes], options),
  };
}

/** A client of Echo on a session: its methods by calls that block the calling thread. */
export function createEchoSyncClient(session: RpcSession, options?: ClientOptions): EchoSyncClient {
  const caller = openBlockingCaller(session, Echo, options);
  return {
    echo: (message, options) => caller.call(0, [message], options),
    items: (count, options) => caller.serverStream(1, [count], options),
    later: (message, options) => caller.call(2, [message], options),
    take: (bytes, options) => caller.call(3, [bytes], options),
  };
}

function writeEchoArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeMessage(writer, args[0] as Message);
}

function readEchoArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readMessage(reader)];
}

function readMessage(reader: Reader): Message {
  if (!readPlaces(reader, 3)) return readMismatch(reader);
  const a = readNumber(reader);
  const name = readString(reader);
  const v = readNumberArray(reader);
  return { name, a, v };
}

function writeMessage(writer: Writer, value: Message): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.a;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(3);
  writeNumber(writer, first);
  writeString(writer, value.name);
  writeNumberArray(writer, value.v);
}

function writeItemsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeNumber(writer, args[0] as number);
}

function readItemsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeLaterArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeMessage(writer, args[0] as Message);
}

function readLaterArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readMessage(reader)];
}

function writeTakeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeBytes(writer, args[0] as Uint8Array);
}

function readTakeArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readBytes(reader)];
}

function readNumberArray(reader: Reader): number[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<number>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readNumber(reader);
  }
  return items;
}

function writeNumberArray(writer: Writer, value: number[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeNumber(writer, value[index] as number);
  }
}

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const messageSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  a: anyNumber(),
  v: z.array(anyNumber()),
}) satisfies zod.ZodType<Message>);
