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
  readBigInt,
  readBoolean,
  readBytes,
  readChecked,
  readCount,
  readCountWithin,
  readDate,
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
  readUndefined,
  writeBigInt,
  writeBoolean,
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
import type { Address, Coordinates } from '../address.js';
import type {
  Circle,
  Everything as EverythingSource,
  Json,
  Mood,
  Page,
  Person,
  Shape,
  Square,
} from '../shapes.js';

type Group = { kind: 'group'; members: Shape[] };

type City = { name: string; at: Coordinates };

/** Takes and returns one of everything. */
export type Everything = EverythingSource;

/**
 * A client of Everything: its methods as promises.
 *
 * Takes and returns one of everything.
 */
export interface EverythingClient {
  primitives(
    text: string,
    number: number,
    flag: boolean,
    big: bigint,
    nothing: null,
    options?: CallOptions,
  ): Promise<bigint>;
  literals(
    word: 'off' | 'on',
    one: 1,
    yes: true,
    mixed: 8 | 'auto' | 16n | false,
    options?: CallOptions,
  ): Promise<'done'>;
  arrays(
    list: string[],
    fixed: readonly number[],
    nested: (string | number)[][],
    options?: CallOptions,
  ): Promise<string[]>;
  tuples(
    pair: [string, number],
    named: readonly [x: number, y?: number],
    open: [string, ...number[]],
    options?: CallOptions,
  ): Promise<void>;
  objects(
    point: { readonly x: number; y?: number; z: number | undefined },
    options?: CallOptions,
  ): Promise<Person>;
  records(
    counts: Record<string, number>,
    byId: { readonly [key: number]: Person },
    options?: CallOptions,
  ): Promise<Record<'a' | 'b', string>>;
  collections(
    map: Map<string, Date>,
    set: ReadonlySet<number>,
    deep: ReadonlyMap<string, Set<Mood>>,
    options?: CallOptions,
  ): Promise<void>;
  bytes(data: Uint8Array, options?: CallOptions): Promise<Uint8Array>;
  discriminated(shape: Shape, options?: CallOptions): Promise<Shape[]>;
  recursive(json: Json, options?: CallOptions): Promise<Json>;
  generic(
    people: Page<Person>,
    words: Page<string>,
    options?: CallOptions,
  ): Promise<Partial<Address>>;
  maybe(mood?: Mood, size?: number, options?: CallOptions): Promise<Mood | undefined>;
  names(
    options: string,
    context: string,
    caller: string,
    session: string,
    callOptions?: CallOptions,
  ): Promise<void>;
  property(value: string | null, options?: CallOptions): Promise<string | null>;
}

/**
 * A client of Everything: its methods by calls that block the calling thread.
 *
 * Takes and returns one of everything.
 */
export interface EverythingSyncClient {
  primitives(
    text: string,
    number: number,
    flag: boolean,
    big: bigint,
    nothing: null,
    options?: CallOptions,
  ): bigint;
  literals(
    word: 'off' | 'on',
    one: 1,
    yes: true,
    mixed: 8 | 'auto' | 16n | false,
    options?: CallOptions,
  ): 'done';
  arrays(
    list: string[],
    fixed: readonly number[],
    nested: (string | number)[][],
    options?: CallOptions,
  ): string[];
  tuples(
    pair: [string, number],
    named: readonly [x: number, y?: number],
    open: [string, ...number[]],
    options?: CallOptions,
  ): void;
  objects(
    point: { readonly x: number; y?: number; z: number | undefined },
    options?: CallOptions,
  ): Person;
  records(
    counts: Record<string, number>,
    byId: { readonly [key: number]: Person },
    options?: CallOptions,
  ): Record<'a' | 'b', string>;
  collections(
    map: Map<string, Date>,
    set: ReadonlySet<number>,
    deep: ReadonlyMap<string, Set<Mood>>,
    options?: CallOptions,
  ): void;
  bytes(data: Uint8Array, options?: CallOptions): Uint8Array;
  discriminated(shape: Shape, options?: CallOptions): Shape[];
  recursive(json: Json, options?: CallOptions): Json;
  generic(people: Page<Person>, words: Page<string>, options?: CallOptions): Partial<Address>;
  maybe(mood?: Mood, size?: number, options?: CallOptions): Mood | undefined;
  names(
    options: string,
    context: string,
    caller: string,
    session: string,
    callOptions?: CallOptions,
  ): void;
  property(value: string | null, options?: CallOptions): string | null;
}

/**
 * What a server of Everything implements.
 *
 * Takes and returns one of everything.
 */
export interface EverythingHandlers {
  primitives(
    text: string,
    number: number,
    flag: boolean,
    big: bigint,
    nothing: null,
    context: CallContext,
  ): bigint | Promise<bigint>;
  literals(
    word: 'off' | 'on',
    one: 1,
    yes: true,
    mixed: 8 | 'auto' | 16n | false,
    context: CallContext,
  ): 'done' | Promise<'done'>;
  arrays(
    list: string[],
    fixed: readonly number[],
    nested: (string | number)[][],
    context: CallContext,
  ): string[] | Promise<string[]>;
  tuples(
    pair: [string, number],
    named: readonly [x: number, y?: number],
    open: [string, ...number[]],
    context: CallContext,
  ): void | Promise<void>;
  objects(
    point: { readonly x: number; y?: number; z: number | undefined },
    context: CallContext,
  ): Person | Promise<Person>;
  records(
    counts: Record<string, number>,
    byId: { readonly [key: number]: Person },
    context: CallContext,
  ): Record<'a' | 'b', string> | Promise<Record<'a' | 'b', string>>;
  collections(
    map: Map<string, Date>,
    set: ReadonlySet<number>,
    deep: ReadonlyMap<string, Set<Mood>>,
    context: CallContext,
  ): void | Promise<void>;
  bytes(data: Uint8Array, context: CallContext): Uint8Array | Promise<Uint8Array>;
  discriminated(shape: Shape, context: CallContext): Shape[] | Promise<Shape[]>;
  recursive(json: Json, context: CallContext): Json | Promise<Json>;
  generic(
    people: Page<Person>,
    words: Page<string>,
    context: CallContext,
  ): Partial<Address> | Promise<Partial<Address>>;
  maybe(
    mood: Mood | undefined,
    size: number | undefined,
    context: CallContext,
  ): Mood | undefined | Promise<Mood | undefined>;
  names(
    options: string,
    context: string,
    caller: string,
    session: string,
    callContext: CallContext,
  ): void | Promise<void>;
  property(value: string | null, context: CallContext): string | null | Promise<string | null>;
}

/** The service Everything: names, kinds and schemas of its methods. */
export const Everything: ServiceDescriptor<EverythingHandlers> = /* @__PURE__ */ defineService<EverythingHandlers>({
  name: 'Everything',
  contractHash: 'dfb5d45797a8699e6512a0f5bd17dcde',
  methods: [
    {
      name: 'arrays',
      kind: 'unary',
      params: ['list', 'fixed', 'nested'],
      args: () => z.tuple([
        z.array(z.string()),
        z.array(anyNumber()),
        z.array(z.array(z.union([z.string(), anyNumber()]))),
      ]),
      result: () => z.array(z.string()),
      compact: {
        args: { write: writeArraysArgs, read: readArraysArgs },
        result: { write: writeStringArray, read: readStringArray },
      },
    },
    {
      name: 'bytes',
      kind: 'unary',
      params: ['data'],
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
      name: 'collections',
      kind: 'unary',
      params: ['map', 'set', 'deep'],
      args: () => z.tuple([
        z.map(z.string(), z.date()),
        z.set(anyNumber()),
        z.map(z.string(), z.set(moodSchema())),
      ]),
      compact: { args: { write: writeCollectionsArgs, read: readCollectionsArgs } },
    },
    {
      name: 'discriminated',
      kind: 'unary',
      params: ['shape'],
      args: () => z.tuple([shapeSchema()]),
      result: () => z.array(shapeSchema()),
      compact: {
        args: { write: writeDiscriminatedArgs, read: readDiscriminatedArgs },
        result: { write: writeShapeArray, read: readShapeArray },
      },
    },
    {
      name: 'generic',
      kind: 'unary',
      params: ['people', 'words'],
      args: () => z.tuple([pageOfPersonSchema(), pageOfStringSchema()]),
      result: () => z.object({
        street: z.string().exactOptional(),
        city: citySchema().exactOptional(),
      }),
      compact: {
        args: { write: writeGenericArgs, read: readGenericArgs },
        result: { write: writePartialOfAddress, read: readPartialOfAddress },
      },
    },
    {
      name: 'literals',
      kind: 'unary',
      params: ['word', 'one', 'yes', 'mixed'],
      args: () => z.tuple([
        z.literal(['off', 'on']),
        z.literal(1),
        z.literal(true),
        z.union([z.literal(8), z.literal('auto'), z.literal(16n), z.literal(false)]),
      ]),
      result: () => z.literal('done'),
      compact: {
        args: { write: writeLiteralsArgs, read: readLiteralsArgs },
        result: { write: writeValue, read: readLiteralsResult },
      },
    },
    {
      name: 'maybe',
      kind: 'unary',
      params: ['mood', 'size'],
      args: () => z.tuple([moodSchema().optional(), anyNumber().optional()]),
      result: () => z.union([moodSchema(), z.undefined()]),
      compact: {
        args: { write: writeMaybeArgs, read: readMaybeArgs },
        result: { write: writeMoodOrUndefined, read: readMoodOrUndefined },
      },
    },
    {
      name: 'names',
      kind: 'unary',
      params: ['options', 'context', 'caller', 'session'],
      args: () => z.tuple([z.string(), z.string(), z.string(), z.string()]),
      compact: { args: { write: writeNamesArgs, read: readNamesArgs } },
    },
    {
      name: 'objects',
      kind: 'unary',
      params: ['point'],
      args: () => z.tuple([
        z.object({
          x: anyNumber(),
          y: anyNumber().exactOptional(),
          z: z.union([anyNumber(), z.undefined()]),
        }),
      ]),
      result: () => personSchema(),
      compact: {
        args: { write: writeObjectsArgs, read: readObjectsArgs },
        result: { write: writePerson, read: readPerson },
      },
    },
    {
      name: 'primitives',
      kind: 'unary',
      params: ['text', 'number', 'flag', 'big', 'nothing'],
      args: () => z.tuple([z.string(), anyNumber(), z.boolean(), z.bigint(), z.null()]),
      result: () => z.bigint(),
      compact: {
        args: { write: writePrimitivesArgs, read: readPrimitivesArgs },
        result: { write: writeBigInt, read: readBigInt },
      },
    },
    {
      name: 'property',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([z.string().nullable()]),
      result: () => z.string().nullable(),
      compact: {
        args: { write: writePropertyArgs, read: readPropertyArgs },
        result: { write: writeStringOrNull, read: readStringOrNull },
      },
    },
    {
      name: 'records',
      kind: 'unary',
      params: ['counts', 'byId'],
      args: () => z.tuple([
        z.record(z.string(), anyNumber()),
        z.record(z.number(), personSchema()),
      ]),
      result: () => z.object({ a: z.string(), b: z.string() }),
      compact: {
        args: { write: writeRecordsArgs, read: readRecordsArgs },
        result: { write: writeRecordOfABString, read: readRecordOfABString },
      },
    },
    {
      name: 'recursive',
      kind: 'unary',
      params: ['json'],
      args: () => z.tuple([jsonSchema()]),
      result: () => jsonSchema(),
      compact: {
        args: { write: writeRecursiveArgs, read: readRecursiveArgs },
        result: { write: writeJson, read: readJson },
      },
    },
    {
      name: 'tuples',
      kind: 'unary',
      params: ['pair', 'named', 'open'],
      args: () => z.tuple([
        z.tuple([z.string(), anyNumber()]),
        z.tuple([anyNumber(), anyNumber().exactOptional()]),
        z.tuple([z.string()], anyNumber()),
      ]),
      compact: { args: { write: writeTuplesArgs, read: readTuplesArgs } },
    },
  ],
});

/** A client of Everything on a session: its methods as promises. */
export function createEverythingClient(
  session: RpcSession,
  options?: ClientOptions,
): EverythingClient {
  const callCaller = openCaller(session, Everything, options);
  return {
    arrays: (list, fixed, nested, options) => callCaller.call(0, [list, fixed, nested], options),
    bytes: (data, options) => callCaller.call(1, [data], options),
    collections: (map, set, deep, options) => callCaller.call(2, [map, set, deep], options),
    discriminated: (shape, options) => callCaller.call(3, [shape], options),
    generic: (people, words, options) => callCaller.call(4, [people, words], options),
    literals: (word, one, yes, mixed, options) =>
      callCaller.call(5, [word, one, yes, mixed], options),
    maybe: (mood, size, options) =>
      callCaller.call(
        6,
        size === undefined ? (mood === undefined ? [] : [mood]) : [mood, size],
        options,
      ),
    names: (options, context, caller, session, callOptions) =>
      callCaller.call(7, [options, context, caller, session], callOptions),
    objects: (point, options) => callCaller.call(8, [point], options),
    primitives: (text, number, flag, big, nothing, options) =>
      callCaller.call(9, [text, number, flag, big, nothing], options),
    property: (value, options) => callCaller.call(10, [value], options),
    records: (counts, byId, options) => callCaller.call(11, [counts, byId], options),
    recursive: (json, options) => callCaller.call(12, [json], options),
    tuples: (pair, named, open, options) => callCaller.call(13, [pair, named, open], options),
  };
}

/** A client of Everything on a session: its methods by calls that block the calling thread. */
export function createEverythingSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): EverythingSyncClient {
  const callCaller = openBlockingCaller(session, Everything, options);
  return {
    arrays: (list, fixed, nested, options) => callCaller.call(0, [list, fixed, nested], options),
    bytes: (data, options) => callCaller.call(1, [data], options),
    collections: (map, set, deep, options) => callCaller.call(2, [map, set, deep], options),
    discriminated: (shape, options) => callCaller.call(3, [shape], options),
    generic: (people, words, options) => callCaller.call(4, [people, words], options),
    literals: (word, one, yes, mixed, options) =>
      callCaller.call(5, [word, one, yes, mixed], options),
    maybe: (mood, size, options) =>
      callCaller.call(
        6,
        size === undefined ? (mood === undefined ? [] : [mood]) : [mood, size],
        options,
      ),
    names: (options, context, caller, session, callOptions) =>
      callCaller.call(7, [options, context, caller, session], callOptions),
    objects: (point, options) => callCaller.call(8, [point], options),
    primitives: (text, number, flag, big, nothing, options) =>
      callCaller.call(9, [text, number, flag, big, nothing], options),
    property: (value, options) => callCaller.call(10, [value], options),
    records: (counts, byId, options) => callCaller.call(11, [counts, byId], options),
    recursive: (json, options) => callCaller.call(12, [json], options),
    tuples: (pair, named, open, options) => callCaller.call(13, [pair, named, open], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeArraysArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 3) return writeMismatch(writer, args);
  writer.arrayHeader(3);
  writeStringArray(writer, args[0] as string[]);
  writeNumberArray(writer, args[1] as readonly number[]);
  writeStringOrNumberArrayArray(writer, args[2] as (string | number)[][]);
}

function readArraysArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 3)) return readMismatch(reader);
  return [readStringArray(reader), readNumberArray(reader), readStringOrNumberArrayArray(reader)];
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

function writeBytesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeBytes(writer, args[0] as Uint8Array);
}

function readBytesArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readBytes(reader)];
}

function writeCollectionsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 3) return writeMismatch(writer, args);
  writer.arrayHeader(3);
  writeStringToDateMap(writer, args[0] as Map<string, Date>);
  writeNumberSet(writer, args[1] as ReadonlySet<number>);
  writeStringToMoodSetMap(writer, args[2] as ReadonlyMap<string, Set<Mood>>);
}

function readCollectionsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 3)) return readMismatch(reader);
  return [readStringToDateMap(reader), readNumberSet(reader), readStringToMoodSetMap(reader)];
}

function writeDiscriminatedArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeShape(writer, args[0] as Shape);
}

function readDiscriminatedArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readShape(reader)];
}

function readShapeArray(reader: Reader, depth: number = reader.maxDepth): Shape[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Shape>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readShape(reader, depth);
  }
  return items;
}

function writeShapeArray(writer: Writer, value: Shape[], depth: number = writer.maxDepth): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeShape(writer, value[index] as Shape, depth);
  }
}

function writeGenericArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 2) return writeMismatch(writer, args);
  writer.arrayHeader(2);
  writePageOfPerson(writer, args[0] as Page<Person>);
  writePageOfString(writer, args[1] as Page<string>);
}

function readGenericArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  return [readPageOfPerson(reader), readPageOfString(reader)];
}

function readPartialOfAddress(reader: Reader): Partial<Address> {
  const presence = readPresence(reader, 0, 2);
  if (presence < 0) return readMismatch(reader);
  const value: Writable<Partial<Address>> = {};
  if (presence & 1) value.city = readCity(reader);
  if (presence & 2) value.street = readString(reader);
  return value;
}

function writePartialOfAddress(writer: Writer, value: Partial<Address>): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.city !== undefined || 'city' in value) presence |= 1;
  if (value.street !== undefined || 'street' in value) presence |= 2;
  writePresence(writer, 0, presence);
  if (presence & 1) writeCity(writer, value.city as City);
  if (presence & 2) writeString(writer, value.street as string);
}

function writeLiteralsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 4) return writeMismatch(writer, args);
  writer.arrayHeader(4);
  writeValue(writer, args[0] as 'off' | 'on');
  writeValue(writer, args[1] as 1);
  writeValue(writer, args[2] as true);
  writeValue(writer, args[3] as 8 | 'auto' | 16n | false);
}

function readLiteralsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 4)) return readMismatch(reader);
  return [
    readLiteralsArgsWord(reader),
    readLiteralsArgsOne(reader),
    readLiteralsArgsYes(reader),
    readLiteralsArgsMixed(reader),
  ];
}

function readLiteralsResult(reader: Reader): 'done' {
  return readLiteral(reader, literalsResultValues);
}

function writeMaybeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length > 2) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  if (args.length > 0) writeMoodOrUndefined(writer, args[0] as Mood | undefined);
  if (args.length > 1) writeNumberOrUndefined(writer, args[1] as number | undefined);
}

function readMaybeArgs(reader: Reader): readonly unknown[] {
  const count = readCountWithin(reader, 0, 2);
  if (count < 0) return readMismatch(reader);
  const items: unknown[] = [];
  if (count > 0) items.push(readMoodOrUndefined(reader));
  if (count > 1) items.push(readNumberOrUndefined(reader));
  return items as unknown as readonly unknown[];
}

function readMoodOrUndefined(reader: Reader): Mood | undefined {
  switch (kindAt(reader)) {
    case Kind.Undefined:
      return readUndefined(reader);
    case Kind.String:
      return readMoodOrUndefinedString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeMoodOrUndefined(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Undefined:
      return writeValue(writer, value);
    case Kind.String:
      return writeValue(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function writeNamesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 4) return writeMismatch(writer, args);
  writer.arrayHeader(4);
  writeString(writer, args[0] as string);
  writeString(writer, args[1] as string);
  writeString(writer, args[2] as string);
  writeString(writer, args[3] as string);
}

function readNamesArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 4)) return readMismatch(reader);
  return [readString(reader), readString(reader), readString(reader), readString(reader)];
}

function writeObjectsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeObjectsArgsPoint(
    writer,
    args[0] as { readonly x: number; y?: number; z: number | undefined },
  );
}

function readObjectsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readObjectsArgsPoint(reader)];
}

function readPerson(reader: Reader, depth: number = reader.maxDepth): Person {
  const inside = deeperIn(reader, depth);
  const presence = readPresence(reader, 7, 1);
  if (presence < 0) return readMismatch(reader);
  const born = readDate(reader);
  const place1 = readStringOrNull(reader);
  const friends = readPersonArray(reader, inside);
  const home = readAddress(reader);
  const mood = readMoodOrUndefined(reader);
  const name = readString(reader);
  const places = readCoordinatesArray(reader);
  const value: Writable<Person> = { name, born, home, places, mood, 'e-mail': place1, friends };
  if (presence & 1) value.nickname = readString(reader);
  return value;
}

function writePerson(writer: Writer, value: Person, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.born;
  if (!isData(value)) return writeNoObject(writer, value);
  if (value.mood === undefined && !('mood' in value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.nickname !== undefined || 'nickname' in value) presence |= 1;
  writePresence(writer, 7, presence);
  writeDate(writer, first);
  writeStringOrNull(writer, value['e-mail']);
  writePersonArray(writer, value.friends, inside);
  writeAddress(writer, value.home);
  writeMoodOrUndefined(writer, value.mood);
  writeString(writer, value.name);
  writeCoordinatesArray(writer, value.places);
  if (presence & 1) writeString(writer, value.nickname as string);
}

function writePrimitivesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 5) return writeMismatch(writer, args);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x95;
  else { writer.arrayHeader(5); ({ position: at, bytes, view, end } = writer); }
  const item0 = args[0] as string;
  if ((next = writeShortString(bytes, at, end, item0)) > 0) at = next;
  else { writer.position = at; writeString(writer, item0); ({ position: at, bytes, view, end } = writer); }
  const item1 = args[1] as number;
  if (typeof item1 === 'number' && end - at > 8) {
    if (Math.floor(item1) !== item1) { bytes[at] = 0xcb; view.setFloat64(at + 1, item1); at += 9; }
    else if ((item1 & 0x7f) === item1 && !Object.is(item1, -0)) bytes[at++] = item1;
    else at = writeWhole(bytes, view, at, item1);
  } else { writer.position = at; writeNumber(writer, item1); ({ position: at, bytes, view, end } = writer); }
  const item2 = args[2] as boolean;
  if (typeof item2 === 'boolean' && at < end) bytes[at++] = item2 ? 0xc3 : 0xc2;
  else { writer.position = at; writeBoolean(writer, item2); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
  writeBigInt(writer, args[3] as bigint);
  writeValue(writer, args[4] as null);
}

function readPrimitivesArgs(reader: Reader): readonly unknown[] {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x95) at++;
  else if (readPlaces(reader, 5)) at = reader.position;
  else return readMismatch(reader);
  let item0 = readShortString(bytes, view, at, end);
  if (item0 !== undefined) at += 1 + item0.length;
  else { reader.position = at; item0 = readString(reader); at = reader.position; }
  let item1: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { item1 = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { item1 = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; item1 = readNumber(reader); at = reader.position; }
  let item2: boolean;
  if (at < end && ((tag = bytes[at] as number) | 1) === 0xc3) { item2 = tag === 0xc3; at++; }
  else { reader.position = at; item2 = readBoolean(reader); at = reader.position; }
  reader.position = at;
  const item3 = readBigInt(reader);
  const item4 = readNull(reader);
  return [item0, item1, item2, item3, item4];
}

function writePropertyArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeStringOrNull(writer, args[0] as string | null);
}

function readPropertyArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readStringOrNull(reader)];
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

function writeRecordsArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 2) return writeMismatch(writer, args);
  writer.arrayHeader(2);
  writeRecordOfStringNumber(writer, args[0] as Record<string, number>);
  writeValue(writer, args[1] as { readonly [key: number]: Person });
}

function readRecordsArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  return [readRecordOfStringNumber(reader), readRecordsArgsById(reader)];
}

function readRecordOfABString(reader: Reader): Record<'a' | 'b', string> {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const a = readString(reader);
  const b = readString(reader);
  return { a, b };
}

function writeRecordOfABString(writer: Writer, value: Record<'a' | 'b', string>): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.a;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeString(writer, first);
  writeString(writer, value.b);
}

function writeRecursiveArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeJson(writer, args[0] as Json);
}

function readRecursiveArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readJson(reader)];
}

function readJson(reader: Reader, depth: number = reader.maxDepth): Json {
  const inside = deeperIn(reader, depth);
  switch (kindAt(reader)) {
    case Kind.Number:
      return readNumber(reader);
    case Kind.Record:
      return readJsonRecord(reader, inside);
    case Kind.Array:
      return readJsonArray(reader, inside);
    case Kind.Null:
      return readNull(reader);
    case Kind.String:
      return readString(reader);
    case Kind.Boolean:
      return readBoolean(reader);
    default:
      return readMismatch(reader);
  }
}

function writeJson(writer: Writer, value: unknown, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  switch (kindOf(value)) {
    case Kind.Number:
      return writeNumber(writer, value);
    case Kind.Record:
      return writeJsonRecord(writer, value as { [key: string]: Json }, inside);
    case Kind.Array:
      return writeJsonArray(writer, value as Json[], inside);
    case Kind.Null:
      return writeValue(writer, value);
    case Kind.String:
      return writeString(writer, value);
    case Kind.Boolean:
      return writeBoolean(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function writeTuplesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 3) return writeMismatch(writer, args);
  writer.arrayHeader(3);
  writeTuplesArgsPair(writer, args[0] as [string, number]);
  writeTuplesArgsNamed(writer, args[1] as readonly [x: number, y?: number]);
  writeTuplesArgsOpen(writer, args[2] as [string, ...number[]]);
}

function readTuplesArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 3)) return readMismatch(reader);
  return [readTuplesArgsPair(reader), readTuplesArgsNamed(reader), readTuplesArgsOpen(reader)];
}

function readNumberArray(reader: Reader): readonly number[] {
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

function writeNumberArray(writer: Writer, value: readonly number[]): void {
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

function readStringOrNumberArrayArray(reader: Reader): (string | number)[][] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<(string | number)[]>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readStringOrNumberArray(reader);
  }
  return items;
}

function writeStringOrNumberArrayArray(writer: Writer, value: (string | number)[][]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeStringOrNumberArray(writer, value[index] as (string | number)[]);
  }
}

function readStringToDateMap(reader: Reader): Map<string, Date> {
  return readMap(reader, { key: readString, value: readDate });
}

function writeStringToDateMap(writer: Writer, value: Map<string, Date>): void {
  writeMap(writer, value, { key: writeString, value: writeDate });
}

function readNumberSet(reader: Reader): ReadonlySet<number> {
  return readSet(reader, readNumber);
}

function writeNumberSet(writer: Writer, value: ReadonlySet<number>): void {
  writeSet(writer, value, writeNumber);
}

function readStringToMoodSetMap(reader: Reader): ReadonlyMap<string, Set<Mood>> {
  return readMap(reader, { key: readString, value: readMoodSet });
}

function writeStringToMoodSetMap(writer: Writer, value: ReadonlyMap<string, Set<Mood>>): void {
  writeMap(writer, value, { key: writeString, value: writeMoodSet });
}

function readShape(reader: Reader, depth: number = reader.maxDepth): Shape {
  const inside = deeperIn(reader, depth);
  const start = reader.position;
  switch (readMember(reader)) {
    case 0:
      return readCircle(reader);
    case 1:
      return readGroup(reader, inside);
    case 2:
      return readSquare(reader);
    default:
      reader.position = start;
      return readMismatch(reader);
  }
}

function writeShape(writer: Writer, value: unknown, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  switch (isObject(value) ? (value as { readonly kind?: unknown }).kind : undefined) {
    case 'circle':
      writeMember(writer, 0);
      return writeCircle(writer, value as Circle);
    case 'group':
      writeMember(writer, 1);
      return writeGroup(writer, value as Group, inside);
    case 'square':
      writeMember(writer, 2);
      return writeSquare(writer, value as Square);
    default:
      return writeNoObject(writer, value);
  }
}

function readPageOfPerson(reader: Reader, depth: number = reader.maxDepth): Page<Person> {
  const presence = readPresence(reader, 1, 1);
  if (presence < 0) return readMismatch(reader);
  const items = readPersonArray2(reader, depth);
  const value: Writable<Page<Person>> = { items };
  if (presence & 1) value.next = readStringOrUndefined(reader);
  return value;
}

function writePageOfPerson(
  writer: Writer,
  value: Page<Person>,
  depth: number = writer.maxDepth,
): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.items;
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.next !== undefined || 'next' in value) presence |= 1;
  writePresence(writer, 1, presence);
  writePersonArray2(writer, first, depth);
  if (presence & 1) writeStringOrUndefined(writer, value.next as string | undefined);
}

function readPageOfString(reader: Reader): Page<string> {
  const presence = readPresence(reader, 1, 1);
  if (presence < 0) return readMismatch(reader);
  const items = readStringArray2(reader);
  const value: Writable<Page<string>> = { items };
  if (presence & 1) value.next = readStringOrUndefined(reader);
  return value;
}

function writePageOfString(writer: Writer, value: Page<string>): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.items;
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.next !== undefined || 'next' in value) presence |= 1;
  writePresence(writer, 1, presence);
  writeStringArray2(writer, first);
  if (presence & 1) writeStringOrUndefined(writer, value.next as string | undefined);
}

function readCity(reader: Reader): City {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const at = readCoordinates(reader);
  const name = readString(reader);
  return { name, at };
}

function writeCity(writer: Writer, value: City): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.at;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeCoordinates(writer, first);
  writeString(writer, value.name);
}

function readLiteralsArgsWord(reader: Reader): 'off' | 'on' {
  return readLiteral(reader, literalsArgsWordValues);
}

function readLiteralsArgsOne(reader: Reader): 1 {
  return readLiteral(reader, literalsArgsOneValues);
}

function readLiteralsArgsYes(reader: Reader): true {
  return readLiteral(reader, literalsArgsYesValues);
}

function readLiteralsArgsMixed(reader: Reader): 8 | 'auto' | 16n | false {
  return readLiteral(reader, literalsArgsMixedValues);
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

function readMoodOrUndefinedString(reader: Reader): 'angry' | 'happy' | 'sad' {
  return readLiteral(reader, moodOrUndefinedStringValues);
}

function readObjectsArgsPoint(
  reader: Reader,
): { readonly x: number; y?: number; z: number | undefined } {
  const presence = readPresence(reader, 2, 1);
  if (presence < 0) return readMismatch(reader);
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  let x: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { x = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { x = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; x = readNumber(reader); at = reader.position; }
  reader.position = at;
  const z = readNumberOrUndefined(reader);
  const value: Writable<{ readonly x: number; y?: number; z: number | undefined }> = { x, z };
  at = reader.position;
  if (presence & 1) {
    let item: number;
    if (at < end && (tag = bytes[at] as number) < 0x80) { item = tag; at++; }
    else if (tag === 0xcb && end - at > 8) { item = view.getFloat64(at + 1); at += 9; }
    else { reader.position = at; item = readNumber(reader); at = reader.position; }
    value.y = item;
  }
  reader.position = at;
  return value;
}

function writeObjectsArgsPoint(
  writer: Writer,
  value: { readonly x: number; y?: number; z: number | undefined },
): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.x;
  if (!isData(value)) return writeNoObject(writer, value);
  if (value.z === undefined && !('z' in value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.y !== undefined || 'y' in value) presence |= 1;
  writePresence(writer, 2, presence);
  let { position: at, bytes, view, end } = writer;
  if (typeof first === 'number' && end - at > 8) {
    if (Math.floor(first) !== first) { bytes[at] = 0xcb; view.setFloat64(at + 1, first); at += 9; }
    else if ((first & 0x7f) === first && !Object.is(first, -0)) bytes[at++] = first;
    else at = writeWhole(bytes, view, at, first);
  } else { writer.position = at; writeNumber(writer, first); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
  writeNumberOrUndefined(writer, value.z);
  ({ position: at, bytes, view, end } = writer);
  if (presence & 1) {
    const item = value.y as number;
    if (typeof item === 'number' && end - at > 8) {
      if (Math.floor(item) !== item) { bytes[at] = 0xcb; view.setFloat64(at + 1, item); at += 9; }
      else if ((item & 0x7f) === item && !Object.is(item, -0)) bytes[at++] = item;
      else at = writeWhole(bytes, view, at, item);
    } else { writer.position = at; writeNumber(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
}

function readPersonArray(reader: Reader, depth: number = reader.maxDepth): Person[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Person>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readPerson(reader, depth);
  }
  return items;
}

function writePersonArray(writer: Writer, value: Person[], depth: number = writer.maxDepth): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writePerson(writer, value[index] as Person, depth);
  }
}

function readAddress(reader: Reader): Address {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const city = readCity(reader);
  const street = readString(reader);
  return { street, city };
}

function writeAddress(writer: Writer, value: Address): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.city;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeCity(writer, first);
  writeString(writer, value.street);
}

function readCoordinatesArray(reader: Reader): readonly Coordinates[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Coordinates>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readCoordinates(reader);
  }
  return items;
}

function writeCoordinatesArray(writer: Writer, value: readonly Coordinates[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeCoordinates(writer, value[index] as Coordinates);
  }
}

function readRecordOfStringNumber(reader: Reader): Record<string, number> {
  return readRecord(reader, readNumber);
}

function writeRecordOfStringNumber(writer: Writer, value: Record<string, number>): void {
  writeRecord(writer, value, writeNumber);
}

function readRecordsArgsById(reader: Reader): { readonly [key: number]: Person } {
  return readChecked(reader, recordsArgsByIdSchema);
}

function readJsonRecord(reader: Reader, depth: number = reader.maxDepth): { [key: string]: Json } {
  return readRecord(reader, readJson, depth);
}

function writeJsonRecord(
  writer: Writer,
  value: { [key: string]: Json },
  depth: number = writer.maxDepth,
): void {
  writeRecord(writer, value, writeJson, depth);
}

function readJsonArray(reader: Reader, depth: number = reader.maxDepth): Json[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Json>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readJson(reader, depth);
  }
  return items;
}

function writeJsonArray(writer: Writer, value: Json[], depth: number = writer.maxDepth): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeJson(writer, value[index] as Json, depth);
  }
}

function readTuplesArgsPair(reader: Reader): [string, number] {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x92) at++;
  else if (readPlaces(reader, 2)) at = reader.position;
  else return readMismatch(reader);
  let item0 = readShortString(bytes, view, at, end);
  if (item0 !== undefined) at += 1 + item0.length;
  else { reader.position = at; item0 = readString(reader); at = reader.position; }
  let item1: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { item1 = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { item1 = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; item1 = readNumber(reader); at = reader.position; }
  reader.position = at;
  return [item0, item1];
}

function writeTuplesArgsPair(writer: Writer, value: [string, number]): void {
  if (!Array.isArray(value) || value.length !== 2) return writeMismatch(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x92;
  else { writer.arrayHeader(2); ({ position: at, bytes, view, end } = writer); }
  const item0 = (value as readonly unknown[])[0] as string;
  if ((next = writeShortString(bytes, at, end, item0)) > 0) at = next;
  else { writer.position = at; writeString(writer, item0); ({ position: at, bytes, view, end } = writer); }
  const item1 = (value as readonly unknown[])[1] as number;
  if (typeof item1 === 'number' && end - at > 8) {
    if (Math.floor(item1) !== item1) { bytes[at] = 0xcb; view.setFloat64(at + 1, item1); at += 9; }
    else if ((item1 & 0x7f) === item1 && !Object.is(item1, -0)) bytes[at++] = item1;
    else at = writeWhole(bytes, view, at, item1);
  } else { writer.position = at; writeNumber(writer, item1); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
}

function readTuplesArgsNamed(reader: Reader): readonly [x: number, y?: number] {
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
    let item: number;
    if (at < end && (tag = bytes[at] as number) < 0x80) { item = tag; at++; }
    else if (tag === 0xcb && end - at > 8) { item = view.getFloat64(at + 1); at += 9; }
    else { reader.position = at; item = readNumber(reader); at = reader.position; }
    items.push(item);
  }
  reader.position = at;
  return items as unknown as readonly [x: number, y?: number];
}

function writeTuplesArgsNamed(writer: Writer, value: readonly [x: number, y?: number]): void {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return writeMismatch(writer, value);
  let { position: at, bytes, view, end } = writer;
  if (value.length < 16 && at < end) bytes[at++] = 0x90 | value.length;
  else { writer.arrayHeader(value.length); ({ position: at, bytes, view, end } = writer); }
  const item0 = (value as readonly unknown[])[0] as number;
  if (typeof item0 === 'number' && end - at > 8) {
    if (Math.floor(item0) !== item0) { bytes[at] = 0xcb; view.setFloat64(at + 1, item0); at += 9; }
    else if ((item0 & 0x7f) === item0 && !Object.is(item0, -0)) bytes[at++] = item0;
    else at = writeWhole(bytes, view, at, item0);
  } else { writer.position = at; writeNumber(writer, item0); ({ position: at, bytes, view, end } = writer); }
  if (value.length > 1) {
    const item = (value as readonly unknown[])[1] as number;
    if (typeof item === 'number' && end - at > 8) {
      if (Math.floor(item) !== item) { bytes[at] = 0xcb; view.setFloat64(at + 1, item); at += 9; }
      else if ((item & 0x7f) === item && !Object.is(item, -0)) bytes[at++] = item;
      else at = writeWhole(bytes, view, at, item);
    } else { writer.position = at; writeNumber(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
}

function readTuplesArgsOpen(reader: Reader): [string, ...number[]] {
  const count = readCountWithin(reader, 1, Infinity);
  if (count < 0) return readMismatch(reader);
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  let item0 = readShortString(bytes, view, at, end);
  if (item0 !== undefined) at += 1 + item0.length;
  else { reader.position = at; item0 = readString(reader); at = reader.position; }
  const items: unknown[] = [item0];
  for (let index = 1; index < count; index++) {
    let item: number;
    if (at < end && (tag = bytes[at] as number) < 0x80) { item = tag; at++; }
    else if (tag === 0xcb && end - at > 8) { item = view.getFloat64(at + 1); at += 9; }
    else { reader.position = at; item = readNumber(reader); at = reader.position; }
    items.push(item);
  }
  reader.position = at;
  return items as unknown as [string, ...number[]];
}

function writeTuplesArgsOpen(writer: Writer, value: [string, ...number[]]): void {
  if (!Array.isArray(value) || value.length < 1) return writeMismatch(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (value.length < 16 && at < end) bytes[at++] = 0x90 | value.length;
  else { writer.arrayHeader(value.length); ({ position: at, bytes, view, end } = writer); }
  const item0 = (value as readonly unknown[])[0] as string;
  if ((next = writeShortString(bytes, at, end, item0)) > 0) at = next;
  else { writer.position = at; writeString(writer, item0); ({ position: at, bytes, view, end } = writer); }
  for (let index = 1; index < value.length; index++) {
    const item = (value as readonly unknown[])[index] as number;
    if (typeof item === 'number' && end - at > 8) {
      if (Math.floor(item) !== item) { bytes[at] = 0xcb; view.setFloat64(at + 1, item); at += 9; }
      else if ((item & 0x7f) === item && !Object.is(item, -0)) bytes[at++] = item;
      else at = writeWhole(bytes, view, at, item);
    } else { writer.position = at; writeNumber(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
}

function readStringOrNumberArray(reader: Reader): (string | number)[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<string | number>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readStringOrNumber(reader);
  }
  return items;
}

function writeStringOrNumberArray(writer: Writer, value: (string | number)[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeStringOrNumber(writer, value[index] as string | number);
  }
}

function readMoodSet(reader: Reader): Set<Mood> {
  return readSet(reader, readMood);
}

function writeMoodSet(writer: Writer, value: Set<Mood>): void {
  writeSet(writer, value, writeValue);
}

function readCircle(reader: Reader): Circle {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const radius = readNumber(reader);
  return { kind: 'circle', radius };
}

function writeCircle(writer: Writer, value: Circle): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.radius;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.kind as unknown) !== 'circle') return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

function readGroup(reader: Reader, depth: number = reader.maxDepth): Group {
  const inside = deeperIn(reader, depth);
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const members = readShapeArray(reader, inside);
  return { kind: 'group', members };
}

function writeGroup(writer: Writer, value: Group, depth: number = writer.maxDepth): void {
  const inside = deeperOut(writer, depth);
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.members;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.kind as unknown) !== 'group') return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeShapeArray(writer, first, inside);
}

function readSquare(reader: Reader): Square {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const side = readNumber(reader);
  return { kind: 'square', side };
}

function writeSquare(writer: Writer, value: Square): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.side;
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.kind as unknown) !== 'square') return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

function readPersonArray2(reader: Reader, depth: number = reader.maxDepth): readonly Person[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Person>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readPerson(reader, depth);
  }
  return items;
}

function writePersonArray2(
  writer: Writer,
  value: readonly Person[],
  depth: number = writer.maxDepth,
): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writePerson(writer, value[index] as Person, depth);
  }
}

function readStringOrUndefined(reader: Reader): string | undefined {
  switch (kindAt(reader)) {
    case Kind.Undefined:
      return readUndefined(reader);
    case Kind.String:
      return readString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeStringOrUndefined(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Undefined:
      return writeValue(writer, value);
    case Kind.String:
      return writeString(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function readStringArray2(reader: Reader): readonly string[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<string>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readString(reader);
  }
  return items;
}

function writeStringArray2(writer: Writer, value: readonly string[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeString(writer, value[index] as string);
  }
}

function readCoordinates(reader: Reader): Coordinates {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x92) at++;
  else if (readPlaces(reader, 2)) at = reader.position;
  else return readMismatch(reader);
  let item0: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { item0 = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { item0 = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; item0 = readNumber(reader); at = reader.position; }
  let item1: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { item1 = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { item1 = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; item1 = readNumber(reader); at = reader.position; }
  reader.position = at;
  return [item0, item1];
}

function writeCoordinates(writer: Writer, value: Coordinates): void {
  if (!Array.isArray(value) || value.length !== 2) return writeMismatch(writer, value);
  let { position: at, bytes, view, end } = writer;
  if (at < end) bytes[at++] = 0x92;
  else { writer.arrayHeader(2); ({ position: at, bytes, view, end } = writer); }
  const item0 = (value as readonly unknown[])[0] as number;
  if (typeof item0 === 'number' && end - at > 8) {
    if (Math.floor(item0) !== item0) { bytes[at] = 0xcb; view.setFloat64(at + 1, item0); at += 9; }
    else if ((item0 & 0x7f) === item0 && !Object.is(item0, -0)) bytes[at++] = item0;
    else at = writeWhole(bytes, view, at, item0);
  } else { writer.position = at; writeNumber(writer, item0); ({ position: at, bytes, view, end } = writer); }
  const item1 = (value as readonly unknown[])[1] as number;
  if (typeof item1 === 'number' && end - at > 8) {
    if (Math.floor(item1) !== item1) { bytes[at] = 0xcb; view.setFloat64(at + 1, item1); at += 9; }
    else if ((item1 & 0x7f) === item1 && !Object.is(item1, -0)) bytes[at++] = item1;
    else at = writeWhole(bytes, view, at, item1);
  } else { writer.position = at; writeNumber(writer, item1); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
}

function readStringOrNumber(reader: Reader): string | number {
  switch (kindAt(reader)) {
    case Kind.Number:
      return readNumber(reader);
    case Kind.String:
      return readString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeStringOrNumber(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Number:
      return writeNumber(writer, value);
    case Kind.String:
      return writeString(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function readMood(reader: Reader): Mood {
  return readLiteral(reader, moodValues);
}

const literalsResultValues = /* @__PURE__ */ new Set<unknown>(['done']);

const literalsArgsWordValues = /* @__PURE__ */ new Set<unknown>(['off', 'on']);

const literalsArgsOneValues = /* @__PURE__ */ new Set<unknown>([1]);

const literalsArgsYesValues = /* @__PURE__ */ new Set<unknown>([true]);

const literalsArgsMixedValues = /* @__PURE__ */ new Set<unknown>([16n, 'auto', 8, false]);

const moodOrUndefinedStringValues = /* @__PURE__ */ new Set<unknown>(['angry', 'happy', 'sad']);

const recordsArgsByIdSchema = /* @__PURE__ */ once(() => z.record(z.number(), personSchema()));

const moodValues = /* @__PURE__ */ new Set<unknown>(['angry', 'happy', 'sad']);

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const coordinatesSchema = /* @__PURE__ */ once(() => z.tuple([
  anyNumber(),
  anyNumber(),
]) satisfies zod.ZodType<Coordinates>);

const citySchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  at: coordinatesSchema(),
}) satisfies zod.ZodType<City>);

const addressSchema = /* @__PURE__ */ once(() => z.object({
  street: z.string(),
  city: citySchema(),
}) satisfies zod.ZodType<Address>);

const moodSchema = /* @__PURE__ */ once(() => z.literal([
  'angry',
  'happy',
  'sad',
]) satisfies zod.ZodType<Mood>);

const personSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  nickname: z.string().exactOptional(),
  born: z.date(),
  home: addressSchema(),
  places: z.array(coordinatesSchema()),
  mood: z.union([moodSchema(), z.undefined()]),
  'e-mail': z.string().nullable(),
  get friends(): zod.ZodType<Person[]> { return z.array(personSchema()); },
}) satisfies zod.ZodType<Person>);

const circleSchema = /* @__PURE__ */ once(() => z.object({
  kind: z.literal('circle'),
  radius: anyNumber(),
}) satisfies zod.ZodType<Circle>);

const squareSchema = /* @__PURE__ */ once(() => z.object({
  kind: z.literal('square'),
  side: anyNumber(),
}) satisfies zod.ZodType<Square>);

const shapeSchema: () => zod.ZodType<Shape> = /* @__PURE__ */ once(() => z.discriminatedUnion('kind', [
  circleSchema(),
  squareSchema(),
  groupSchema(),
]));

const groupSchema = /* @__PURE__ */ once(() => z.object({
  kind: z.literal('group'),
  get members(): zod.ZodType<Shape[]> { return z.array(shapeSchema()); },
}) satisfies zod.ZodType<Group>);

const jsonSchema: () => zod.ZodType<Json> = /* @__PURE__ */ once(() => z.union([
  z.string(),
  anyNumber(),
  z.boolean(),
  z.array(z.lazy(jsonSchema)),
  z.record(z.string(), z.lazy(jsonSchema)),
  z.null(),
]));

const pageOfPersonSchema = /* @__PURE__ */ once(() => z.object({
  items: z.array(personSchema()),
  next: z.string().optional(),
}) satisfies zod.ZodType<Page<Person>>);

const pageOfStringSchema = /* @__PURE__ */ once(() => z.object({
  items: z.array(z.string()),
  next: z.string().optional(),
}) satisfies zod.ZodType<Page<string>>);
