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
  readShortString,
  readString,
  writeBytes,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writeShortString,
  writeString,
  writeWhole,
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

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeEchoArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeMessage(writer, args[0] as Message);
}

function readEchoArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readMessage(reader)];
}

function readMessage(reader: Reader): Message {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x93) at++;
  else if (readPlaces(reader, 3)) at = reader.position;
  else return readMismatch(reader);
  let a: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { a = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { a = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; a = readNumber(reader); at = reader.position; }
  let name = readShortString(bytes, view, at, end);
  if (name !== undefined) at += 1 + name.length;
  else { reader.position = at; name = readString(reader); at = reader.position; }
  reader.position = at;
  const v = readNumberArray(reader);
  return { name, a, v };
}

function writeMessage(writer: Writer, value: Message): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.a;
  if (!isData(value)) return writeNoObject(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x93;
  else { writer.arrayHeader(3); ({ position: at, bytes, view, end } = writer); }
  if (typeof first === 'number' && end - at > 8) {
    if (Math.floor(first) !== first) { bytes[at] = 0xcb; view.setFloat64(at + 1, first); at += 9; }
    else if ((first & 0x7f) === first && !Object.is(first, -0)) bytes[at++] = first;
    else at = writeWhole(bytes, view, at, first);
  } else { writer.position = at; writeNumber(writer, first); ({ position: at, bytes, view, end } = writer); }
  const name = value.name;
  if ((next = writeShortString(bytes, at, end, name)) > 0) at = next;
  else { writer.position = at; writeString(writer, name); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
  writeNumberArray(writer, value.v);
}

function writeItemsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumber(writer, args[0] as number);
}

function readItemsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeLaterArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeMessage(writer, args[0] as Message);
}

function readLaterArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readMessage(reader)];
}

function writeTakeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
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
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  for (let index = 0; index < count; index++) {
    let item: number;
    if (at < end && (tag = bytes[at] as number) < 0x80) { item = tag; at++; }
    else if (tag === 0xcb && end - at > 8) { item = view.getFloat64(at + 1); at += 9; }
    else { reader.position = at; item = readNumber(reader); at = reader.position; }
    items[index] = item;
  }
  reader.position = at;
  return items;
}

function writeNumberArray(writer: Writer, value: number[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  let { position: at, bytes, view, end } = writer;
  if (count < 16 && at < end) bytes[at++] = 0x90 | count;
  else { writer.arrayHeader(count); ({ position: at, bytes, view, end } = writer); }
  for (let index = 0; index < count; index++) {
    const item = value[index] as number;
    if (typeof item === 'number' && end - at > 8) {
      if (Math.floor(item) !== item) { bytes[at] = 0xcb; view.setFloat64(at + 1, item); at += 9; }
      else if ((item & 0x7f) === item && !Object.is(item, -0)) bytes[at++] = item;
      else at = writeWhole(bytes, view, at, item);
    } else { writer.position = at; writeNumber(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
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
