// Made from ../search.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  Kind,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writer,
  defineService,
  firstLength,
  isData,
  isObject,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readCount,
  readCountWithin,
  readMismatch,
  readNull,
  readNumber,
  readPlaces,
  readShortString,
  readString,
  readUndefined,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writeShortString,
  writeString,
  writeValue,
  writeWhole,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import type { Found, Hit, Search as SearchSource, TextInfo } from '../search.js';

/** Full-text search in what the server has indexed. */
export type Search = SearchSource;

/**
 * A client of Search: its methods as promises.
 *
 * Full-text search in what the server has indexed.
 */
export interface SearchClient {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit?: number, options?: CallOptions): Promise<Found>;
  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string, options?: CallOptions): Promise<TextInfo | null>;
}

/**
 * A client of Search: its methods by calls that block the calling thread.
 *
 * Full-text search in what the server has indexed.
 */
export interface SearchSyncClient {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit?: number, options?: CallOptions): Found;
  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string, options?: CallOptions): TextInfo | null;
}

/**
 * What a server of Search implements.
 *
 * Full-text search in what the server has indexed.
 */
export interface SearchHandlers {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit: number | undefined, context: CallContext): Found | Promise<Found>;
  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string, context: CallContext): TextInfo | null | Promise<TextInfo | null>;
}

/** The service Search: names, kinds and schemas of its methods. */
export const Search: ServiceDescriptor<SearchHandlers> = /* @__PURE__ */ defineService<SearchHandlers>({
  name: 'Search',
  contractHash: '47b1a5ece81d562da96d5349ca4a5594',
  methods: [
    {
      name: 'describe',
      kind: 'unary',
      params: ['path'],
      args: () => z.tuple([z.string()]),
      result: () => textInfoSchema().nullable(),
      compact: {
        args: { write: writeDescribeArgs, read: readDescribeArgs },
        result: { write: writeTextInfoOrNull, read: readTextInfoOrNull },
      },
    },
    {
      name: 'find',
      kind: 'unary',
      params: ['query', 'limit'],
      args: () => z.tuple([z.string(), anyNumber().optional()]),
      result: () => foundSchema(),
      compact: {
        args: { write: writeFindArgs, read: readFindArgs },
        result: { write: writeFound, read: readFound },
      },
    },
  ],
});

/** A client of Search on a session: its methods as promises. */
export function createSearchClient(session: RpcSession, options?: ClientOptions): SearchClient {
  const caller = openCaller(session, Search, options);
  return {
    describe: (path, options) => caller.call(0, [path], options),
    find: (query, limit, options) =>
      caller.call(1, limit === undefined ? [query] : [query, limit], options),
  };
}

/** A client of Search on a session: its methods by calls that block the calling thread. */
export function createSearchSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): SearchSyncClient {
  const caller = openBlockingCaller(session, Search, options);
  return {
    describe: (path, options) => caller.call(0, [path], options),
    find: (query, limit, options) =>
      caller.call(1, limit === undefined ? [query] : [query, limit], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeDescribeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readDescribeArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function readTextInfoOrNull(reader: Reader): TextInfo | null {
  switch (kindAt(reader)) {
    case Kind.Null:
      return readNull(reader);
    case Kind.Array:
      return readTextInfo(reader);
    default:
      return readMismatch(reader);
  }
}

function writeTextInfoOrNull(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Null:
      return writeValue(writer, value);
    case Kind.Record:
      return writeTextInfo(writer, value as TextInfo);
    default:
      return writeNoObject(writer, value);
  }
}

function writeFindArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length < 1 || args.length > 2) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeString(writer, args[0] as string);
  if (args.length > 1) writeNumberOrUndefined(writer, args[1] as number | undefined);
}

function readFindArgs(reader: Reader): readonly unknown[] {
  const count = readCountWithin(reader, 1, 2);
  if (count < 0) return readMismatch(reader);
  const items: unknown[] = [readString(reader)];
  if (count > 1) items.push(readNumberOrUndefined(reader));
  return items as unknown as readonly unknown[];
}

function readFound(reader: Reader): Found {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const hits = readHitArray(reader);
  const total = readNumber(reader);
  return { total, hits };
}

function writeFound(writer: Writer, value: Found): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.hits;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeHitArray(writer, first);
  writeNumber(writer, value.total);
}

function readTextInfo(reader: Reader): TextInfo {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x93) at++;
  else if (readPlaces(reader, 3)) at = reader.position;
  else return readMismatch(reader);
  let place0: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { place0 = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { place0 = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; place0 = readNumber(reader); at = reader.position; }
  let path = readShortString(bytes, view, at, end);
  if (path !== undefined) at += 1 + path.length;
  else { reader.position = at; path = readString(reader); at = reader.position; }
  let words: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { words = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { words = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; words = readNumber(reader); at = reader.position; }
  reader.position = at;
  return { path, bytes: place0, words };
}

function writeTextInfo(writer: Writer, value: TextInfo): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.bytes;
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
  const path = value.path;
  if ((next = writeShortString(bytes, at, end, path)) > 0) at = next;
  else { writer.position = at; writeString(writer, path); ({ position: at, bytes, view, end } = writer); }
  const words = value.words;
  if (typeof words === 'number' && end - at > 8) {
    if (Math.floor(words) !== words) { bytes[at] = 0xcb; view.setFloat64(at + 1, words); at += 9; }
    else if ((words & 0x7f) === words && !Object.is(words, -0)) bytes[at++] = words;
    else at = writeWhole(bytes, view, at, words);
  } else { writer.position = at; writeNumber(writer, words); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
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

function readHitArray(reader: Reader): Hit[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<Hit>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readHit(reader);
  }
  return items;
}

function writeHitArray(writer: Writer, value: Hit[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeHit(writer, value[index] as Hit);
  }
}

function readHit(reader: Reader): Hit {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x94) at++;
  else if (readPlaces(reader, 4)) at = reader.position;
  else return readMismatch(reader);
  reader.position = at;
  const marks = readHitMarks(reader);
  at = reader.position;
  let path = readShortString(bytes, view, at, end);
  if (path !== undefined) at += 1 + path.length;
  else { reader.position = at; path = readString(reader); at = reader.position; }
  let score: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { score = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { score = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; score = readNumber(reader); at = reader.position; }
  let snippet = readShortString(bytes, view, at, end);
  if (snippet !== undefined) at += 1 + snippet.length;
  else { reader.position = at; snippet = readString(reader); at = reader.position; }
  reader.position = at;
  return { path, score, snippet, marks };
}

function writeHit(writer: Writer, value: Hit): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.marks;
  if (!isData(value)) return writeNoObject(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x94;
  else { writer.arrayHeader(4); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
  writeHitMarks(writer, first);
  ({ position: at, bytes, view, end } = writer);
  const path = value.path;
  if ((next = writeShortString(bytes, at, end, path)) > 0) at = next;
  else { writer.position = at; writeString(writer, path); ({ position: at, bytes, view, end } = writer); }
  const score = value.score;
  if (typeof score === 'number' && end - at > 8) {
    if (Math.floor(score) !== score) { bytes[at] = 0xcb; view.setFloat64(at + 1, score); at += 9; }
    else if ((score & 0x7f) === score && !Object.is(score, -0)) bytes[at++] = score;
    else at = writeWhole(bytes, view, at, score);
  } else { writer.position = at; writeNumber(writer, score); ({ position: at, bytes, view, end } = writer); }
  const snippet = value.snippet;
  if ((next = writeShortString(bytes, at, end, snippet)) > 0) at = next;
  else { writer.position = at; writeString(writer, snippet); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
}

function readHitMarks(reader: Reader): [start: number, end: number][] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<[start: number, end: number]>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readHitMarksItem(reader);
  }
  return items;
}

function writeHitMarks(writer: Writer, value: [start: number, end: number][]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeHitMarksItem(writer, value[index] as [start: number, end: number]);
  }
}

function readHitMarksItem(reader: Reader): [start: number, end: number] {
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

function writeHitMarksItem(writer: Writer, value: [start: number, end: number]): void {
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

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const hitSchema = /* @__PURE__ */ once(() => z.object({
  path: z.string(),
  score: anyNumber(),
  snippet: z.string(),
  marks: z.array(z.tuple([anyNumber(), anyNumber()])),
}) satisfies zod.ZodType<Hit>);

const foundSchema = /* @__PURE__ */ once(() => z.object({
  total: anyNumber(),
  hits: z.array(hitSchema()),
}) satisfies zod.ZodType<Found>);

const textInfoSchema = /* @__PURE__ */ once(() => z.object({
  path: z.string(),
  bytes: anyNumber(),
  words: anyNumber(),
}) satisfies zod.ZodType<TextInfo>);
