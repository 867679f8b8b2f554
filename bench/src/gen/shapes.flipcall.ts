// Made from ../shapes.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  Kind,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writable,
  type Writer,
  deeperIn,
  deeperOut,
  defineService,
  firstLength,
  isData,
  isObject,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readBoolean,
  readBytes,
  readCount,
  readDate,
  readLiteral,
  readMember,
  readMismatch,
  readNull,
  readNumber,
  readPlaces,
  readPresence,
  readRecord,
  readShortString,
  readString,
  readUndefined,
  readUnknown,
  writeBoolean,
  writeBytes,
  writeDate,
  writeMember,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writePresence,
  writeRecord,
  writeShortString,
  writeString,
  writeValue,
  writeWhole,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import type { Address, Shapes as ShapesSource, Tree, UiEvent, User } from '../shapes.js';

/** Messages of many shapes: each method gives back what it gets. */
export type Shapes = ShapesSource;

/**
 * A client of Shapes: its methods as promises.
 *
 * Messages of many shapes: each method gives back what it gets.
 */
export interface ShapesClient {
  record(user: User, options?: CallOptions): Promise<User>;
  records(users: User[], options?: CallOptions): Promise<User[]>;
  events(events: UiEvent[], options?: CallOptions): Promise<UiEvent[]>;
  tree(tree: Tree, options?: CallOptions): Promise<Tree>;
  dictionary(
    entries: Record<string, number>,
    options?: CallOptions,
  ): Promise<Record<string, number>>;
  numbers(numbers: number[], options?: CallOptions): Promise<number[]>;
  text(text: string, options?: CallOptions): Promise<string>;
  date(date: Date, options?: CallOptions): Promise<Date>;
  unknown(value: unknown, options?: CallOptions): Promise<unknown>;
  bytes(bytes: Uint8Array, options?: CallOptions): Promise<Uint8Array>;
}

/**
 * A client of Shapes: its methods by calls that block the calling thread.
 *
 * Messages of many shapes: each method gives back what it gets.
 */
export interface ShapesSyncClient {
  record(user: User, options?: CallOptions): User;
  records(users: User[], options?: CallOptions): User[];
  events(events: UiEvent[], options?: CallOptions): UiEvent[];
  tree(tree: Tree, options?: CallOptions): Tree;
  dictionary(entries: Record<string, number>, options?: CallOptions): Record<string, number>;
  numbers(numbers: number[], options?: CallOptions): number[];
  text(text: string, options?: CallOptions): string;
  date(date: Date, options?: CallOptions): Date;
  unknown(value: unknown, options?: CallOptions): unknown;
  bytes(bytes: Uint8Array, options?: CallOptions): Uint8Array;
}

/**
 * What a server of Shapes implements.
 *
 * Messages of many shapes: each method gives back what it gets.
 */
export interface ShapesHandlers {
  record(user: User, context: CallContext): User | Promise<User>;
  records(users: User[], context: CallContext): User[] | Promise<User[]>;
  events(events: UiEvent[], context: CallContext): UiEvent[] | Promise<UiEvent[]>;
  tree(tree: Tree, context: CallContext): Tree | Promise<Tree>;
  dictionary(
    entries: Record<string, number>,
    context: CallContext,
  ): Record<string, number> | Promise<Record<string, number>>;
  numbers(numbers: number[], context: CallContext): number[] | Promise<number[]>;
  text(text: string, context: CallContext): string | Promise<string>;
  date(date: Date, context: CallContext): Date | Promise<Date>;
  unknown(value: unknown, context: CallContext): unknown | Promise<unknown>;
  bytes(bytes: Uint8Array, context: CallContext): Uint8Array | Promise<Uint8Array>;
}

/** The service Shapes: names, kinds and schemas of its methods. */
export const Shapes: ServiceDescriptor<ShapesHandlers> = /* @__PURE__ */ defineService<ShapesHandlers>({
  name: 'Shapes',
  contractHash: '79ab26c9284bb7884e5ec7db02fecf2c',
  methods: [
    {
      name: 'bytes',
      kind: 'unary',
      params: ['bytes'],
      args: () => z.tuple([
        z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected Uint8Array'),
      ]),
      result: () => z.custom<Uint8Array>(
        (value) => value instanceof Uint8Array,
        'expected Uint8Array',
      ),
      compact: {
        args: { write: writeBytesArgs, read: readBytesArgs },
        result: { write: writeBytes, read: readBytes },
      },
    },
    {
      name: 'date',
      kind: 'unary',
      params: ['date'],
      args: () => z.tuple([z.date()]),
      result: () => z.date(),
      compact: {
        args: { write: writeDateArgs, read: readDateArgs },
        result: { write: writeDate, read: readDate },
      },
    },
    {
      name: 'dictionary',
      kind: 'unary',
      params: ['entries'],
      args: () => z.tuple([z.record(z.string(), anyNumber())]),
      result: () => z.record(z.string(), anyNumber()),
      compact: {
        args: { write: writeDictionaryArgs, read: readDictionaryArgs },
        result: { write: writeRecordOfStringNumber, read: readRecordOfStringNumber },
      },
    },
    {
      name: 'events',
      kind: 'unary',
      params: ['events'],
      args: () => z.tuple([z.array(uiEventSchema())]),
      result: () => z.array(uiEventSchema()),
      compact: {
        args: { write: writeEventsArgs, read: readEventsArgs },
        result: { write: writeUiEventArray, read: readUiEventArray },
      },
    },
    {
      name: 'numbers',
      kind: 'unary',
      params: ['numbers'],
      args: () => z.tuple([z.array(anyNumber())]),
      result: () => z.array(anyNumber()),
      compact: {
        args: { write: writeNumbersArgs, read: readNumbersArgs },
        result: { write: writeNumberArray, read: readNumberArray },
      },
    },
    {
      name: 'record',
      kind: 'unary',
      params: ['user'],
      args: () => z.tuple([userSchema()]),
      result: () => userSchema(),
      compact: {
        args: { write: writeRecordArgs, read: readRecordArgs },
        result: { write: writeUser, read: readUser },
      },
    },
    {
      name: 'records',
      kind: 'unary',
      params: ['users'],
      args: () => z.tuple([z.array(userSchema())]),
      result: () => z.array(userSchema()),
      compact: {
        args: { write: writeRecordsArgs, read: readRecordsArgs },
        result: { write: writeUserArray, read: readUserArray },
      },
    },
    {
      name: 'text',
      kind: 'unary',
      params: ['text'],
      args: () => z.tuple([z.string()]),
      result: () => z.string(),
      compact: {
        args: { write: writeTextArgs, read: readTextArgs },
        result: { write: writeString, read: readString },
      },
    },
    {
      name: 'tree',
      kind: 'unary',
      params: ['tree'],
      args: () => z.tuple([treeSchema()]),
      result: () => treeSchema(),
      compact: {
        args: { write: writeTreeArgs, read: readTreeArgs },
        result: { write: writeTree, read: readTree },
      },
    },
    {
      name: 'unknown',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([z.unknown()]),
      result: () => z.unknown(),
      compact: {
        args: { write: writeUnknownArgs, read: readUnknownArgs },
        result: { write: writeValue, read: readUnknown },
      },
    },
  ],
});

/** A client of Shapes on a session: its methods as promises. */
export function createShapesClient(session: RpcSession, options?: ClientOptions): ShapesClient {
  const caller = openCaller(session, Shapes, options);
  return {
    bytes: (bytes, options) => caller.call(0, [bytes], options),
    date: (date, options) => caller.call(1, [date], options),
    dictionary: (entries, options) => caller.call(2, [entries], options),
    events: (events, options) => caller.call(3, [events], options),
    numbers: (numbers, options) => caller.call(4, [numbers], options),
    record: (user, options) => caller.call(5, [user], options),
    records: (users, options) => caller.call(6, [users], options),
    text: (text, options) => caller.call(7, [text], options),
    tree: (tree, options) => caller.call(8, [tree], options),
    unknown: (value, options) => caller.call(9, [value], options),
  };
}

/** A client of Shapes on a session: its methods by calls that block the calling thread. */
export function createShapesSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): ShapesSyncClient {
  const caller = openBlockingCaller(session, Shapes, options);
  return {
    bytes: (bytes, options) => caller.call(0, [bytes], options),
    date: (date, options) => caller.call(1, [date], options),
    dictionary: (entries, options) => caller.call(2, [entries], options),
    events: (events, options) => caller.call(3, [events], options),
    numbers: (numbers, options) => caller.call(4, [numbers], options),
    record: (user, options) => caller.call(5, [user], options),
    records: (users, options) => caller.call(6, [users], options),
    text: (text, options) => caller.call(7, [text], options),
    tree: (tree, options) => caller.call(8, [tree], options),
    unknown: (value, options) => caller.call(9, [value], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeBytesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeBytes(writer, args[0] as Uint8Array);
}

function readBytesArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readBytes(reader)];
}

function writeDateArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeDate(writer, args[0] as Date);
}

function readDateArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readDate(reader)];
}

function writeDictionaryArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeRecordOfStringNumber(writer, args[0] as Record<string, number>);
}

function readDictionaryArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readRecordOfStringNumber(reader)];
}

function readRecordOfStringNumber(reader: Reader): Record<string, number> {
  return readRecord(reader, readNumber);
}

function writeRecordOfStringNumber(writer: Writer, value: Record<string, number>): void {
  writeRecord(writer, value, writeNumber);
}

function writeEventsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeUiEventArray(writer, args[0] as UiEvent[]);
}

function readEventsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readUiEventArray(reader)];
}

function readUiEventArray(reader: Reader): UiEvent[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<UiEvent>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readUiEvent(reader);
  }
  return items;
}

function writeUiEventArray(writer: Writer, value: UiEvent[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeUiEvent(writer, value[index] as UiEvent);
  }
}

function writeNumbersArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeNumberArray(writer, args[0] as number[]);
}

function readNumbersArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readNumberArray(reader)];
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

function writeRecordArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeUser(writer, args[0] as User);
}

function readRecordArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readUser(reader)];
}

function readUser(reader: Reader): User {
  const presence = readPresence(reader, 9, 1);
  if (presence < 0) return readMismatch(reader);
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  let active: boolean;
  if (at < end && ((tag = bytes[at] as number) | 1) === 0xc3) { active = tag === 0xc3; at++; }
  else { reader.position = at; active = readBoolean(reader); at = reader.position; }
  reader.position = at;
  const address = readAddress(reader);
  const createdAt = readDate(reader);
  const email = readStringOrNull(reader);
  at = reader.position;
  let id: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { id = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { id = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; id = readNumber(reader); at = reader.position; }
  let name = readShortString(bytes, view, at, end);
  if (name !== undefined) at += 1 + name.length;
  else { reader.position = at; name = readString(reader); at = reader.position; }
  reader.position = at;
  const role = readUserRole(reader);
  const score = readNumberOrUndefined(reader);
  const tags = readStringArray(reader);
  const value: Writable<User> = { id, name, email, active, role, address, tags, score, createdAt };
  at = reader.position;
  if (presence & 1) {
    let item = readShortString(bytes, view, at, end);
    if (item !== undefined) at += 1 + item.length;
    else { reader.position = at; item = readString(reader); at = reader.position; }
    value.nickname = item;
  }
  reader.position = at;
  return value;
}

function writeUser(writer: Writer, value: User): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.active;
  if (!isData(value)) return writeNoObject(writer, value);
  if (value.score === undefined && !('score' in value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.nickname !== undefined || 'nickname' in value) presence |= 1;
  writePresence(writer, 9, presence);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (typeof first === 'boolean' && at < end) bytes[at++] = first ? 0xc3 : 0xc2;
  else { writer.position = at; writeBoolean(writer, first); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
  writeAddress(writer, value.address);
  writeDate(writer, value.createdAt);
  writeStringOrNull(writer, value.email);
  ({ position: at, bytes, view, end } = writer);
  const id = value.id;
  if (typeof id === 'number' && end - at > 8) {
    if (Math.floor(id) !== id) { bytes[at] = 0xcb; view.setFloat64(at + 1, id); at += 9; }
    else if ((id & 0x7f) === id && !Object.is(id, -0)) bytes[at++] = id;
    else at = writeWhole(bytes, view, at, id);
  } else { writer.position = at; writeNumber(writer, id); ({ position: at, bytes, view, end } = writer); }
  const name = value.name;
  if ((next = writeShortString(bytes, at, end, name)) > 0) at = next;
  else { writer.position = at; writeString(writer, name); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
  writeValue(writer, value.role);
  writeNumberOrUndefined(writer, value.score);
  writeStringArray(writer, value.tags);
  ({ position: at, bytes, view, end } = writer);
  if (presence & 1) {
    const item = value.nickname as string;
    if ((next = writeShortString(bytes, at, end, item)) > 0) at = next;
    else { writer.position = at; writeString(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
}

function writeRecordsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeUserArray(writer, args[0] as User[]);
}

function readRecordsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readUserArray(reader)];
}

function readUserArray(reader: Reader): User[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<User>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readUser(reader);
  }
  return items;
}

function writeUserArray(writer: Writer, value: User[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeUser(writer, value[index] as User);
  }
}

function writeTextArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readTextArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeTreeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeTree(writer, args[0] as Tree);
}

function readTreeArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readTree(reader)];
}

function readTree(reader: Reader, depth: number = reader.maxDepth): Tree {
  const inside = deeperIn(reader, depth);
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const children = readTreeArray(reader, inside);
  const place1 = readNumber(reader);
  return { value: place1, children };
}

function writeTree(writer: Writer, value: Tree, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.children;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeTreeArray(writer, first, inside);
  writeNumber(writer, value.value);
}

function writeUnknownArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeValue(writer, args[0] as unknown);
}

function readUnknownArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readUnknown(reader)];
}

function readUiEvent(reader: Reader): UiEvent {
  const start = reader.position;
  switch (readMember(reader)) {
    case 0:
      return readUiEventClick(reader);
    case 1:
      return readUiEventKey(reader);
    case 2:
      return readUiEventScroll(reader);
    default:
      reader.position = start;
      return readMismatch(reader);
  }
}

function writeUiEvent(writer: Writer, value: unknown): void {
  switch (isObject(value) ? (value as { readonly type?: unknown }).type : undefined) {
    case 'click':
      writeMember(writer, 0);
      return writeUiEventClick(
        writer,
        value as { type: 'click'; x: number; y: number; target: string },
      );
    case 'key':
      writeMember(writer, 1);
      return writeUiEventKey(writer, value as { type: 'key'; key: string; shift: boolean });
    case 'scroll':
      writeMember(writer, 2);
      return writeUiEventScroll(writer, value as { type: 'scroll'; by: number });
    default:
      return writeNoObject(writer, value);
  }
}

function readAddress(reader: Reader): Address {
  if (!readPlaces(reader, 4)) return readMismatch(reader);
  const city = readString(reader);
  const country = readAddressCountry(reader);
  const street = readString(reader);
  const zip = readStringOrNull(reader);
  return { street, city, zip, country };
}

function writeAddress(writer: Writer, value: Address): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.city;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(4);
  writeString(writer, first);
  writeValue(writer, value.country);
  writeString(writer, value.street);
  writeStringOrNull(writer, value.zip);
}

function readStringOrNull(reader: Reader): string | null {
  switch (kindAt(reader)) {
    case Kind.Null:
      return readNull(reader);
    case Kind.String:
      return readString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeStringOrNull(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Null:
      return writeValue(writer, value);
    case Kind.String:
      return writeString(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function readUserRole(reader: Reader): 'admin' | 'editor' | 'viewer' {
  return readLiteral(reader, userRoleValues);
}

function readNumberOrUndefined(reader: Reader): number | undefined {
  switch (kindAt(reader)) {
    case Kind.Number:
      return readNumber(reader);
    case Kind.Undefined:
      return readUndefined(reader);
    default:
      return readMismatch(reader);
  }
}

function writeNumberOrUndefined(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Number:
      return writeNumber(writer, value);
    case Kind.Undefined:
      return writeValue(writer, value);
    default:
      return writeMismatch(writer, value);
  }
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

function readTreeArray(reader: Reader, depth: number = reader.maxDepth): Tree[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Tree>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readTree(reader, depth);
  }
  return items;
}

function writeTreeArray(writer: Writer, value: Tree[], depth: number = writer.maxDepth): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeTree(writer, value[index] as Tree, depth);
  }
}

function readUiEventClick(reader: Reader): { type: 'click'; x: number; y: number; target: string } {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x93) at++;
  else if (readPlaces(reader, 3)) at = reader.position;
  else return readMismatch(reader);
  let target = readShortString(bytes, view, at, end);
  if (target !== undefined) at += 1 + target.length;
  else { reader.position = at; target = readString(reader); at = reader.position; }
  let x: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { x = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { x = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; x = readNumber(reader); at = reader.position; }
  let y: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { y = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { y = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; y = readNumber(reader); at = reader.position; }
  reader.position = at;
  return { type: 'click', x, y, target };
}

function writeUiEventClick(
  writer: Writer,
  value: { type: 'click'; x: number; y: number; target: string },
): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.target;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.type as unknown) !== 'click') return writeNoObject(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x93;
  else { writer.arrayHeader(3); ({ position: at, bytes, view, end } = writer); }
  if ((next = writeShortString(bytes, at, end, first)) > 0) at = next;
  else { writer.position = at; writeString(writer, first); ({ position: at, bytes, view, end } = writer); }
  const x = value.x;
  if (typeof x === 'number' && end - at > 8) {
    if (Math.floor(x) !== x) { bytes[at] = 0xcb; view.setFloat64(at + 1, x); at += 9; }
    else if ((x & 0x7f) === x && !Object.is(x, -0)) bytes[at++] = x;
    else at = writeWhole(bytes, view, at, x);
  } else { writer.position = at; writeNumber(writer, x); ({ position: at, bytes, view, end } = writer); }
  const y = value.y;
  if (typeof y === 'number' && end - at > 8) {
    if (Math.floor(y) !== y) { bytes[at] = 0xcb; view.setFloat64(at + 1, y); at += 9; }
    else if ((y & 0x7f) === y && !Object.is(y, -0)) bytes[at++] = y;
    else at = writeWhole(bytes, view, at, y);
  } else { writer.position = at; writeNumber(writer, y); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
}

function readUiEventKey(reader: Reader): { type: 'key'; key: string; shift: boolean } {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x92) at++;
  else if (readPlaces(reader, 2)) at = reader.position;
  else return readMismatch(reader);
  let key = readShortString(bytes, view, at, end);
  if (key !== undefined) at += 1 + key.length;
  else { reader.position = at; key = readString(reader); at = reader.position; }
  let shift: boolean;
  if (at < end && ((tag = bytes[at] as number) | 1) === 0xc3) { shift = tag === 0xc3; at++; }
  else { reader.position = at; shift = readBoolean(reader); at = reader.position; }
  reader.position = at;
  return { type: 'key', key, shift };
}

function writeUiEventKey(
  writer: Writer,
  value: { type: 'key'; key: string; shift: boolean },
): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.key;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.type as unknown) !== 'key') return writeNoObject(writer, value);
  let { position: at, bytes, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x92;
  else { writer.arrayHeader(2); ({ position: at, bytes, end } = writer); }
  if ((next = writeShortString(bytes, at, end, first)) > 0) at = next;
  else { writer.position = at; writeString(writer, first); ({ position: at, bytes, end } = writer); }
  const shift = value.shift;
  if (typeof shift === 'boolean' && at < end) bytes[at++] = shift ? 0xc3 : 0xc2;
  else { writer.position = at; writeBoolean(writer, shift); ({ position: at, bytes, end } = writer); }
  writer.position = at;
}

function readUiEventScroll(reader: Reader): { type: 'scroll'; by: number } {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const by = readNumber(reader);
  return { type: 'scroll', by };
}

function writeUiEventScroll(writer: Writer, value: { type: 'scroll'; by: number }): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.by;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.type as unknown) !== 'scroll') return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

function readAddressCountry(reader: Reader): 'DE' | 'FR' | 'US' {
  return readLiteral(reader, addressCountryValues);
}

const userRoleValues = /* @__PURE__ */ new Set<unknown>(['viewer', 'editor', 'admin']);

const addressCountryValues = /* @__PURE__ */ new Set<unknown>(['DE', 'US', 'FR']);

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const addressSchema = /* @__PURE__ */ once(() => z.object({
  street: z.string(),
  city: z.string(),
  zip: z.string().nullable(),
  country: z.literal(['DE', 'FR', 'US']),
}) satisfies zod.ZodType<Address>);

const userSchema = /* @__PURE__ */ once(() => z.object({
  id: anyNumber(),
  name: z.string(),
  email: z.string().nullable(),
  nickname: z.string().exactOptional(),
  active: z.boolean(),
  role: z.literal(['admin', 'editor', 'viewer']),
  address: addressSchema(),
  tags: z.array(z.string()),
  score: z.union([anyNumber(), z.undefined()]),
  createdAt: z.date(),
}) satisfies zod.ZodType<User>);

const uiEventSchema = /* @__PURE__ */ once(() => z.discriminatedUnion('type', [
  z.object({ type: z.literal('click'), x: anyNumber(), y: anyNumber(), target: z.string() }),
  z.object({ type: z.literal('key'), key: z.string(), shift: z.boolean() }),
  z.object({ type: z.literal('scroll'), by: anyNumber() }),
]) satisfies zod.ZodType<UiEvent>);

const treeSchema = /* @__PURE__ */ once(() => z.object({
  value: anyNumber(),
  get children(): zod.ZodType<Tree[]> { return z.array(treeSchema()); },
}) satisfies zod.ZodType<Tree>);
