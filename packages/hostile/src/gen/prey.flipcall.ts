// Made from ../prey.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type Descriptor,
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
  descriptor,
  firstLength,
  isData,
  isObject,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readBigInt,
  readBytes,
  readChecked,
  readCount,
  readCountWithin,
  readDate,
  readInstance,
  readLiteral,
  readMap,
  readMember,
  readMismatch,
  readNull,
  readNumber,
  readPlaces,
  readPresence,
  readRecord,
  readSet,
  readShortString,
  readString,
  readUnknown,
  remote,
  writeBigInt,
  writeBytes,
  writeDate,
  writeMap,
  writeMember,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writePresence,
  writeRecord,
  writeSet,
  writeShortString,
  writeString,
  writeValue,
  writeWhole,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import type { Counter, Mixture, Prey as PreySource, Shape } from '../prey.js';

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
  /** Gives back what it got. */
  mix(value: Mixture, options?: CallOptions): Promise<Mixture>;
  /** Gives back the descriptor that it got. */
  pass(file: Descriptor, options?: CallOptions): Promise<Descriptor>;
  /** Closes the descriptors that it got, and says how many there were. */
  drop(files: Descriptor[], options?: CallOptions): Promise<number>;
  /** Something alive. */
  open(start: number, options?: CallOptions): Promise<Counter>;
  /** Asks something alive, of either side, for its next number. */
  ask(counter: Counter, options?: CallOptions): Promise<number>;
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
  /** Gives back what it got. */
  mix(value: Mixture, options?: CallOptions): Mixture;
  /** Gives back the descriptor that it got. */
  pass(file: Descriptor, options?: CallOptions): Descriptor;
  /** Closes the descriptors that it got, and says how many there were. */
  drop(files: Descriptor[], options?: CallOptions): number;
  /** Something alive. */
  open(start: number, options?: CallOptions): Counter;
  /** Asks something alive, of either side, for its next number. */
  ask(counter: Counter, options?: CallOptions): number;
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
  /** Gives back what it got. */
  mix(value: Mixture, context: CallContext): Mixture | Promise<Mixture>;
  /** Gives back the descriptor that it got. */
  pass(file: Descriptor, context: CallContext): Descriptor | Promise<Descriptor>;
  /** Closes the descriptors that it got, and says how many there were. */
  drop(files: Descriptor[], context: CallContext): number | Promise<number>;
  /** Something alive. */
  open(start: number, context: CallContext): Counter | Promise<Counter>;
  /** Asks something alive, of either side, for its next number. */
  ask(counter: Counter, context: CallContext): number | Promise<number>;
  /** @oneway */
  note(text: string, context: CallContext): void | Promise<void>;
}

/** The service Prey: names, kinds and schemas of its methods. */
export const Prey: ServiceDescriptor<PreyHandlers> = /* @__PURE__ */ defineService<PreyHandlers>({
  name: 'Prey',
  contractHash: '858252acf3c762040c36b320c897f711',
  methods: [
    {
      name: 'ask',
      kind: 'unary',
      params: ['counter'],
      args: () => z.tuple([counterSchema()]),
      result: () => anyNumber(),
      compact: { result: { write: writeNumber, read: readNumber } },
    },
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
      name: 'drop',
      kind: 'unary',
      params: ['files'],
      args: () => z.tuple([z.array(descriptor())]),
      result: () => anyNumber(),
      compact: {
        args: { write: writeDropArgs, read: readDropArgs },
        result: { write: writeNumber, read: readNumber },
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
      name: 'mix',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([mixtureSchema()]),
      result: () => mixtureSchema(),
      compact: {
        args: { write: writeMixArgs, read: readMixArgs },
        result: { write: writeMixture, read: readMixture },
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
      name: 'open',
      kind: 'unary',
      params: ['start'],
      args: () => z.tuple([anyNumber()]),
      result: () => counterSchema(),
      compact: { args: { write: writeOpenArgs, read: readOpenArgs } },
    },
    {
      name: 'pass',
      kind: 'unary',
      params: ['file'],
      args: () => z.tuple([descriptor()]),
      result: () => descriptor(),
      compact: {
        args: { write: writePassArgs, read: readPassArgs },
        result: { write: writeValue, read: readPassResult },
      },
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
    ask: (counter, options) => caller.call(0, [counter], options),
    count: (to, options) => caller.serverStream(1, [to], options),
    drop: (files, options) => caller.call(2, [files], options),
    echo: (value, options) => caller.call(3, [value], options),
    fail: (secret, options) => caller.call(4, [secret], options),
    later: (milliseconds, options) => caller.call(5, [milliseconds], options),
    mix: (value, options) => caller.call(6, [value], options),
    note: (text, options) => caller.notify(7, [text], options),
    open: (start, options) => caller.call(8, [start], options),
    pass: (file, options) => caller.call(9, [file], options),
    repeat: (items, options) => caller.bidiStream(10, [], items, options),
    sum: (numbers, options) => caller.clientStream(11, [], numbers, options),
    tell: (to, listener, options) => caller.call(12, [to, listener], options),
  };
}

/** A client of Prey on a session: its methods by calls that block the calling thread. */
export function createPreySyncClient(session: RpcSession, options?: ClientOptions): PreySyncClient {
  const caller = openBlockingCaller(session, Prey, options);
  return {
    ask: (counter, options) => caller.call(0, [counter], options),
    count: (to, options) => caller.serverStream(1, [to], options),
    drop: (files, options) => caller.call(2, [files], options),
    echo: (value, options) => caller.call(3, [value], options),
    fail: (secret, options) => caller.call(4, [secret], options),
    later: (milliseconds, options) => caller.call(5, [milliseconds], options),
    mix: (value, options) => caller.call(6, [value], options),
    note: (text, options) => caller.notify(7, [text], options),
    open: (start, options) => caller.call(8, [start], options),
    pass: (file, options) => caller.call(9, [file], options),
    sum: (numbers, options) => caller.clientStream(11, [], numbers, options),
    tell: (to, listener, options) => caller.call(12, [to, listener], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeCountArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumber(writer, args[0] as number);
}

function readCountArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeDropArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeDropArgsFiles(writer, args[0] as Descriptor[]);
}

function readDropArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readDropArgsFiles(reader)];
}

function writeEchoArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
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
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readFailArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeLaterArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumber(writer, args[0] as number);
}

function readLaterArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writeMixArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeMixture(writer, args[0] as Mixture);
}

function readMixArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readMixture(reader)];
}

function readMixture(reader: Reader, depth: number = reader.maxDepth): Mixture {
  const inside = deeperIn(reader, depth);
  const presence = readPresence(reader, 7, 5);
  if (presence < 0) return readMismatch(reader);
  const byName = readRecordOfStringShape(reader, inside);
  const either = readMixtureEither(reader);
  const figure = readMixtureFigure(reader);
  const large = readBigInt(reader);
  const level = readMixtureLevel(reader);
  const pair = readMixturePair(reader);
  const set = readStringSet(reader);
  const value: Writable<Mixture> = { figure, either, pair, byName, set, large, level };
  if (presence & 1) value.address = readURL(reader);
  if (presence & 2) value.anything = readUnknown(reader);
  if (presence & 4) value.error = readError(reader);
  if (presence & 8) value.floats = readFloat32Array(reader);
  if (presence & 16) value.pattern = readRegExp(reader);
  return value;
}

function writeMixture(writer: Writer, value: Mixture, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.byName;
  if (!isData(value)) return writeNoObject(writer, value);
  if (value.either === undefined && !('either' in value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.address !== undefined || 'address' in value) presence |= 1;
  if (value.anything !== undefined || 'anything' in value) presence |= 2;
  if (value.error !== undefined || 'error' in value) presence |= 4;
  if (value.floats !== undefined || 'floats' in value) presence |= 8;
  if (value.pattern !== undefined || 'pattern' in value) presence |= 16;
  writePresence(writer, 7, presence);
  writeRecordOfStringShape(writer, first, inside);
  writeValue(writer, value.either);
  writeMixtureFigure(writer, value.figure);
  writeBigInt(writer, value.large);
  writeValue(writer, value.level);
  writeMixturePair(writer, value.pair);
  writeStringSet(writer, value.set);
  if (presence & 1) writeValue(writer, value.address as URL);
  if (presence & 2) writeValue(writer, value.anything as unknown);
  if (presence & 4) writeValue(writer, value.error as Error);
  if (presence & 8) writeValue(writer, value.floats as Float32Array);
  if (presence & 16) writeValue(writer, value.pattern as RegExp);
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

function writeOpenArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumber(writer, args[0] as number);
}

function readOpenArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumber(reader)];
}

function writePassArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeValue(writer, args[0] as Descriptor);
}

function readPassArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readPassResult(reader)];
}

function readPassResult(reader: Reader): Descriptor {
  return readChecked(reader, passResultSchema);
}

function writeRepeatArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readRepeatArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeSumArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readSumArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readDropArgsFiles(reader: Reader): Descriptor[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Descriptor>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readPassResult(reader);
  }
  return items;
}

function writeDropArgsFiles(writer: Writer, value: Descriptor[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeValue(writer, value[index] as Descriptor);
  }
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

function readRecordOfStringShape(
  reader: Reader,
  depth: number = reader.maxDepth,
): Record<string, Shape> {
  return readRecord(reader, readShape, depth);
}

function writeRecordOfStringShape(
  writer: Writer,
  value: Record<string, Shape>,
  depth: number = writer.maxDepth,
): void {
  writeRecord(writer, value, writeShape, depth);
}

function readMixtureEither(reader: Reader): string | number[] | { deep: Mixture } | null {
  return readChecked(reader, mixtureEitherSchema);
}

function readMixtureFigure(
  reader: Reader,
): { kind: 'circle'; radius: number } | { kind: 'square'; side: number } {
  const start = reader.position;
  switch (readMember(reader)) {
    case 0:
      return readMixtureFigureCircle(reader);
    case 1:
      return readMixtureFigureSquare(reader);
    default:
      reader.position = start;
      return readMismatch(reader);
  }
}

function writeMixtureFigure(writer: Writer, value: unknown): void {
  switch (isObject(value) ? (value as { readonly kind?: unknown }).kind : undefined) {
    case 'circle':
      writeMember(writer, 0);
      return writeMixtureFigureCircle(writer, value as { kind: 'circle'; radius: number });
    case 'square':
      writeMember(writer, 1);
      return writeMixtureFigureSquare(writer, value as { kind: 'square'; side: number });
    default:
      return writeNoObject(writer, value);
  }
}

function readMixtureLevel(reader: Reader): 'high' | 'low' {
  return readLiteral(reader, mixtureLevelValues);
}

function readMixturePair(reader: Reader): [id: number, name?: string] {
  const count = readCountWithin(reader, 1, 2);
  if (count < 0) return readMismatch(reader);
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  let item0: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { item0 = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { item0 = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; item0 = readNumber(reader); at = reader.position; }
  const items: unknown[] = [item0];
  if (count > 1) {
    let item = readShortString(bytes, view, at, end);
    if (item !== undefined) at += 1 + item.length;
    else { reader.position = at; item = readString(reader); at = reader.position; }
    items.push(item);
  }
  reader.position = at;
  return items as unknown as [id: number, name?: string];
}

function writeMixturePair(writer: Writer, value: [id: number, name?: string]): void {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return writeMismatch(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (value.length < 16 && at < end) bytes[at++] = 0x90 | value.length;
  else { writer.arrayHeader(value.length); ({ position: at, bytes, view, end } = writer); }
  const item0 = (value as readonly unknown[])[0] as number;
  if (typeof item0 === 'number' && end - at > 8) {
    if (Math.floor(item0) !== item0) { bytes[at] = 0xcb; view.setFloat64(at + 1, item0); at += 9; }
    else if ((item0 & 0x7f) === item0 && !Object.is(item0, -0)) bytes[at++] = item0;
    else at = writeWhole(bytes, view, at, item0);
  } else { writer.position = at; writeNumber(writer, item0); ({ position: at, bytes, view, end } = writer); }
  if (value.length > 1) {
    const item = (value as readonly unknown[])[1] as string;
    if ((next = writeShortString(bytes, at, end, item)) > 0) at = next;
    else { writer.position = at; writeString(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
}

function readStringSet(reader: Reader): Set<string> {
  return readSet(reader, readString);
}

function writeStringSet(writer: Writer, value: Set<string>): void {
  writeSet(writer, value, writeString);
}

function readURL(reader: Reader): URL {
  return readInstance(reader, URL);
}

function readError(reader: Reader): Error {
  return readInstance(reader, Error);
}

function readFloat32Array(reader: Reader): Float32Array {
  return readInstance(reader, Float32Array);
}

function readRegExp(reader: Reader): RegExp {
  return readInstance(reader, RegExp);
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

function readMixtureFigureCircle(reader: Reader): { kind: 'circle'; radius: number } {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const radius = readNumber(reader);
  return { kind: 'circle', radius };
}

function writeMixtureFigureCircle(writer: Writer, value: { kind: 'circle'; radius: number }): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.radius;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.kind as unknown) !== 'circle') return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

function readMixtureFigureSquare(reader: Reader): { kind: 'square'; side: number } {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const side = readNumber(reader);
  return { kind: 'square', side };
}

function writeMixtureFigureSquare(writer: Writer, value: { kind: 'square'; side: number }): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.side;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.kind as unknown) !== 'square') return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

const passResultSchema = /* @__PURE__ */ once(() => descriptor());

const mixtureEitherSchema = /* @__PURE__ */ once(() => z.union([
  z.string(),
  z.array(anyNumber()),
  z.object({ deep: mixtureSchema() }),
  z.null(),
]));

const mixtureLevelValues = /* @__PURE__ */ new Set<unknown>(['high', 'low']);

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

const counterRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Counter',
  kind: 'object',
  contractHash: 'd4cde25cf942fa616f779ad1dd343d6e',
  methods: () => [
    {
      name: 'next',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
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

const shapeSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  bytes: z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array,
    'expected Uint8Array',
  ).exactOptional(),
  list: z.array(z.union([z.string(), anyNumber(), z.null()])),
  map: z.map(z.string(), anyNumber()).exactOptional(),
  when: z.date().exactOptional(),
  get next(): zod.ZodExactOptional<zod.ZodType<Shape>> { return shapeSchema().exactOptional(); },
}) satisfies zod.ZodType<Shape>);

const mixtureSchema = /* @__PURE__ */ once(() => z.object({
  figure: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('circle'), radius: anyNumber() }),
    z.object({ kind: z.literal('square'), side: anyNumber() }),
  ]),
  get either(): zod.ZodType<
    | string
    | number[]
    | { deep: Mixture }
    | null> { return z.union([
    z.string(),
    z.array(anyNumber()),
    z.object({ deep: mixtureSchema() }),
    z.null(),
  ]); },
  pair: z.tuple([anyNumber(), z.string().exactOptional()]),
  byName: z.record(z.string(), shapeSchema()),
  set: z.set(z.string()),
  large: z.bigint(),
  level: z.literal(['high', 'low']),
  anything: z.unknown().exactOptional(),
  error: z.custom<Error>((value) => value instanceof Error, 'expected Error').exactOptional(),
  pattern: z.custom<RegExp>((value) => value instanceof RegExp, 'expected RegExp').exactOptional(),
  address: z.custom<URL>((value) => value instanceof URL, 'expected URL').exactOptional(),
  floats: z.custom<Float32Array>(
    (value) => value instanceof Float32Array,
    'expected Float32Array',
  ).exactOptional(),
}) satisfies zod.ZodType<Mixture>);

const counterSchema = /* @__PURE__ */ once(() => remote<Counter>(counterRemote));
