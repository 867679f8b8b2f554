// Made from ../live.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type Descriptor,
  type ErrorSpec,
  type Reader,
  type RemoteSpec,
  type RpcSession,
  type ServiceDescriptor,
  type Writable,
  type Writer,
  defineRemote,
  defineService,
  descriptor,
  isData,
  isObject,
  openBlockingCaller,
  openCaller,
  readBigInt,
  readChecked,
  readMismatch,
  readNumber,
  readPlaces,
  readPresence,
  readString,
  readUnknown,
  remote,
  writeBigInt,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writePresence,
  writeString,
  writeValue,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import { NotFound } from '../errors.js';
import type {
  Cursor,
  Database as DatabaseSource,
  Folder,
  Hooks,
  OnProgress,
  Row,
} from '../live.js';

/** @remote */
type File = {
  folder(): Promise<Folder>;
  open(options: { signal?: AbortSignal; timeoutMs?: number | undefined }): Promise<Descriptor>;
};

/** Calls its clients back, and keeps objects for them. */
export type Database = DatabaseSource;

/**
 * A client of Database: its methods as promises.
 *
 * Calls its clients back, and keeps objects for them.
 */
export interface DatabaseClient {
  /** Runs a query; the caller hears of each row. */
  run(sql: string, hooks: Hooks, onProgress?: OnProgress, options?: CallOptions): Promise<number>;
  /** Asks for each row. */
  filter(keep: (row: Row) => Promise<boolean>, options?: CallOptions): AsyncIterable<Row>;
  /** Tells all of them. */
  subscribe(
    listeners: readonly ((row: Row) => void)[],
    options?: CallOptions,
  ): Promise<() => Promise<void>>;
  open(sql: string, options?: CallOptions): Promise<Cursor<Row>>;
  root(options?: CallOptions): Promise<Folder>;
  /** Reads from a file that the caller has opened. */
  load(
    from: Descriptor,
    into: { readonly table: string; readonly log?: Descriptor },
    options?: CallOptions,
  ): Promise<Descriptor | undefined>;
  /** Either of two that are told apart by nothing. */
  either(
    value:
      | { readonly a: string; readonly ask?: () => Promise<string> }
      | { readonly a: string; readonly b?: number },
    options?: CallOptions,
  ): Promise<string>;
  /** A name, or what is asked for it. */
  greet(who: string | (() => Promise<string>), options?: CallOptions): Promise<string>;
}

/**
 * A client of Database: its methods by calls that block the calling thread.
 *
 * Calls its clients back, and keeps objects for them.
 */
export interface DatabaseSyncClient {
  /** Runs a query; the caller hears of each row. */
  run(sql: string, hooks: Hooks, onProgress?: OnProgress, options?: CallOptions): number;
  /** Asks for each row. */
  filter(keep: (row: Row) => Promise<boolean>, options?: CallOptions): Iterable<Row>;
  /** Tells all of them. */
  subscribe(listeners: readonly ((row: Row) => void)[], options?: CallOptions): () => Promise<void>;
  open(sql: string, options?: CallOptions): Cursor<Row>;
  root(options?: CallOptions): Folder;
  /** Reads from a file that the caller has opened. */
  load(
    from: Descriptor,
    into: { readonly table: string; readonly log?: Descriptor },
    options?: CallOptions,
  ): Descriptor | undefined;
  /** Either of two that are told apart by nothing. */
  either(
    value:
      | { readonly a: string; readonly ask?: () => Promise<string> }
      | { readonly a: string; readonly b?: number },
    options?: CallOptions,
  ): string;
  /** A name, or what is asked for it. */
  greet(who: string | (() => Promise<string>), options?: CallOptions): string;
}

/**
 * What a server of Database implements.
 *
 * Calls its clients back, and keeps objects for them.
 */
export interface DatabaseHandlers {
  /** Runs a query; the caller hears of each row. */
  run(
    sql: string,
    hooks: Hooks,
    onProgress: OnProgress | undefined,
    context: CallContext,
  ): number | Promise<number>;
  /** Asks for each row. */
  filter(
    keep: (row: Row) => Promise<boolean>,
    context: CallContext,
  ): AsyncIterable<Row> | Iterable<Row> | Promise<AsyncIterable<Row> | Iterable<Row>>;
  /** Tells all of them. */
  subscribe(
    listeners: readonly ((row: Row) => void)[],
    context: CallContext,
  ): (() => Promise<void>) | Promise<() => Promise<void>>;
  open(sql: string, context: CallContext): Cursor<Row> | Promise<Cursor<Row>>;
  root(context: CallContext): Folder | Promise<Folder>;
  /** Reads from a file that the caller has opened. */
  load(
    from: Descriptor,
    into: { readonly table: string; readonly log?: Descriptor },
    context: CallContext,
  ): Descriptor | undefined | Promise<Descriptor | undefined>;
  /** Either of two that are told apart by nothing. */
  either(
    value:
      | { readonly a: string; readonly ask?: () => Promise<string> }
      | { readonly a: string; readonly b?: number },
    context: CallContext,
  ): string | Promise<string>;
  /** A name, or what is asked for it. */
  greet(who: string | (() => Promise<string>), context: CallContext): string | Promise<string>;
}

/** The service Database: names, kinds and schemas of its methods. */
export const Database: ServiceDescriptor<DatabaseHandlers> = /* @__PURE__ */ defineService<DatabaseHandlers>({
  name: 'Database',
  contractHash: 'e914fe4edf20e3b4ae93ef3f815e062e',
  methods: [
    {
      name: 'either',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([
        anyOf([
          z.object({
            a: z.string(),
            ask: remote<() => Promise<string>>(databaseEitherValueAskRemote).exactOptional(),
          }),
          z.object({ a: z.string(), b: anyNumber().exactOptional() }),
        ]),
      ]),
      result: () => z.string(),
      compact: { result: { write: writeString, read: readString } },
    },
    {
      name: 'filter',
      kind: 'serverStream',
      params: ['keep'],
      args: () => z.tuple([remote<(row: Row) => Promise<boolean>>(databaseFilterKeepRemote)]),
      item: () => rowSchema(),
      compact: { item: { write: writeRow, read: readRow } },
    },
    {
      name: 'greet',
      kind: 'unary',
      params: ['who'],
      args: () => z.tuple([
        z.union([z.string(), remote<() => Promise<string>>(databaseGreetWhoRemote)]),
      ]),
      result: () => z.string(),
      compact: { result: { write: writeString, read: readString } },
    },
    {
      name: 'load',
      kind: 'unary',
      params: ['from', 'into'],
      args: () => z.tuple([
        descriptor(),
        z.object({ table: z.string(), log: descriptor().exactOptional() }),
      ]),
      result: () => z.union([descriptor(), z.undefined()]),
      compact: {
        args: { write: writeLoadArgs, read: readLoadArgs },
        result: { write: writeValue, read: readLoadResult },
      },
    },
    {
      name: 'open',
      kind: 'unary',
      params: ['sql'],
      args: () => z.tuple([z.string()]),
      result: () => cursorOfRowSchema(),
      compact: { args: { write: writeOpenArgs, read: readOpenArgs } },
    },
    {
      name: 'root',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => folderSchema(),
      compact: { args: { write: writeRootArgs, read: readRootArgs } },
    },
    {
      name: 'run',
      kind: 'unary',
      params: ['sql', 'hooks', 'onProgress'],
      args: () => z.tuple([z.string(), hooksSchema(), onProgressSchema().optional()]),
      result: () => anyNumber(),
      compact: { result: { write: writeNumber, read: readNumber } },
    },
    {
      name: 'subscribe',
      kind: 'unary',
      params: ['listeners'],
      args: () => z.tuple([z.array(remote<(row: Row) => void>(databaseSubscribeListenersRemote))]),
      result: () => remote<() => Promise<void>>(databaseSubscribeRemote),
    },
  ],
});

/** A client of Database on a session: its methods as promises. */
export function createDatabaseClient(session: RpcSession, options?: ClientOptions): DatabaseClient {
  const caller = openCaller(session, Database, options);
  return {
    either: (value, options) => caller.call(0, [value], options),
    filter: (keep, options) => caller.serverStream(1, [keep], options),
    greet: (who, options) => caller.call(2, [who], options),
    load: (from, into, options) => caller.call(3, [from, into], options),
    open: (sql, options) => caller.call(4, [sql], options),
    root: (options) => caller.call(5, [], options),
    run: (sql, hooks, onProgress, options) =>
      caller.call(6, onProgress === undefined ? [sql, hooks] : [sql, hooks, onProgress], options),
    subscribe: (listeners, options) => caller.call(7, [listeners], options),
  };
}

/** A client of Database on a session: its methods by calls that block the calling thread. */
export function createDatabaseSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): DatabaseSyncClient {
  const caller = openBlockingCaller(session, Database, options);
  return {
    either: (value, options) => caller.call(0, [value], options),
    filter: (keep, options) => caller.serverStream(1, [keep], options),
    greet: (who, options) => caller.call(2, [who], options),
    load: (from, into, options) => caller.call(3, [from, into], options),
    open: (sql, options) => caller.call(4, [sql], options),
    root: (options) => caller.call(5, [], options),
    run: (sql, hooks, onProgress, options) =>
      caller.call(6, onProgress === undefined ? [sql, hooks] : [sql, hooks, onProgress], options),
    subscribe: (listeners, options) => caller.call(7, [listeners], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function readRow(reader: Reader): Row {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const id = readBigInt(reader);
  const place1 = readUnknown(reader);
  return { id, value: place1 };
}

function writeRow(writer: Writer, value: Row): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.id;
  if (!isData(value)) return writeNoObject(writer, value);
  if (value.value === undefined && !('value' in value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeBigInt(writer, first);
  writeValue(writer, value.value);
}

function writeLoadArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 2) return writeMismatch(writer, args);
  writer.arrayHeader(2);
  writeValue(writer, args[0] as Descriptor);
  writeLoadArgsInto(writer, args[1] as { readonly table: string; readonly log?: Descriptor });
}

function readLoadArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  return [readLoadArgsFrom(reader), readLoadArgsInto(reader)];
}

function readLoadResult(reader: Reader): Descriptor | undefined {
  return readChecked(reader, loadResultSchema);
}

function writeOpenArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readOpenArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeRootArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readRootArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readLoadArgsFrom(reader: Reader): Descriptor {
  return readChecked(reader, loadArgsFromSchema);
}

function readLoadArgsInto(reader: Reader): { readonly table: string; readonly log?: Descriptor } {
  const presence = readPresence(reader, 1, 1);
  if (presence < 0) return readMismatch(reader);
  const table = readString(reader);
  const value: Writable<{ readonly table: string; readonly log?: Descriptor }> = { table };
  if (presence & 1) value.log = readLoadArgsFrom(reader);
  return value;
}

function writeLoadArgsInto(
  writer: Writer,
  value: { readonly table: string; readonly log?: Descriptor },
): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.table;
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.log !== undefined || 'log' in value) presence |= 1;
  writePresence(writer, 1, presence);
  writeString(writer, first);
  if (presence & 1) writeValue(writer, value.log as Descriptor);
}

const loadResultSchema = /* @__PURE__ */ once(() => z.union([descriptor(), z.undefined()]));

const loadArgsFromSchema = /* @__PURE__ */ once(() => descriptor());

const notFoundError: ErrorSpec = {
  name: 'NotFound',
  type: NotFound,
  fields: () => z.object({ path: z.string(), suggestions: z.array(z.string()).exactOptional() }),
};

const databaseEitherValueAskRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.either(value).ask',
  kind: 'function',
  contractHash: 'd6585c265feffa5d6d830826c30a0d97',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => z.string(),
    },
  ],
});

const databaseFilterKeepRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.filter(keep)',
  kind: 'function',
  contractHash: '74419dbe50df71d0d6919acef8413923',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: ['row'],
      args: () => z.tuple([rowSchema()]),
      result: () => z.boolean(),
    },
  ],
});

const databaseGreetWhoRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.greet(who)',
  kind: 'function',
  contractHash: 'd6585c265feffa5d6d830826c30a0d97',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => z.string(),
    },
  ],
});

const databaseSubscribeListenersRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.subscribe(listeners)[]',
  kind: 'function',
  contractHash: '19db6bc979715b4957a2b5b9762a4d9e',
  methods: () => [
    {
      name: 'call',
      kind: 'oneway',
      params: ['row'],
      args: () => z.tuple([rowSchema()]),
    },
  ],
});

const databaseSubscribeRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.subscribe()',
  kind: 'function',
  contractHash: '1b4375bc23091530a90619e5947fa89e',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
    },
  ],
});

const databaseRunHooksOnRowRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.run(hooks).onRow',
  kind: 'function',
  contractHash: 'aa150689e95cce973b2d84f3fc908da6',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: ['row'],
      args: () => z.tuple([rowSchema()]),
    },
  ],
});

const databaseRunHooksOnEndRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Database.run(hooks).onEnd',
  kind: 'function',
  contractHash: '97c7933e7b320170c55b802698c8e11d',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: ['hooks'],
      args: () => z.tuple([hooksSchema()]),
      result: () => z.boolean(),
    },
  ],
});

const onProgressRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'OnProgress',
  kind: 'function',
  contractHash: 'cf142b8972fc6a08eb5769fd45faef49',
  methods: () => [
    {
      name: 'call',
      kind: 'oneway',
      params: ['done', 'total'],
      args: () => z.tuple([anyNumber(), anyNumber().optional()]),
    },
  ],
});

const cursorOfRowRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Cursor',
  kind: 'object',
  contractHash: '395966a2049a56f721ff5ebb078e0563',
  methods: () => [
    {
      name: 'clone',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => cursorOfRowSchema(),
      idempotent: true,
      throws: () => [notFoundError],
    },
    {
      name: 'follow',
      kind: 'unary',
      params: ['other'],
      args: () => z.tuple([cursorOfRowSchema()]),
    },
    {
      name: 'next',
      kind: 'unary',
      params: ['size'],
      args: () => z.tuple([anyNumber().optional()]),
      result: () => z.union([z.array(rowSchema()), z.undefined()]),
      own: 'signal',
    },
    {
      name: 'rest',
      kind: 'serverStream',
      params: [],
      args: () => z.tuple([]),
      item: () => rowSchema(),
      own: 'options',
    },
    {
      name: 'skip',
      kind: 'oneway',
      params: ['ids'],
      args: () => z.tuple([z.array(z.bigint())]),
      rest: true,
    },
  ],
});

const folderRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Folder',
  kind: 'object',
  contractHash: '92b3ba86e1f9e0ad7fa5b4795d267fbe',
  methods: () => [
    {
      name: 'files',
      kind: 'clientStream',
      params: [],
      args: () => z.tuple([]),
      result: () => z.array(fileSchema()),
      upload: { param: 0, item: () => z.string() },
    },
    {
      name: 'parent',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => folderSchema().nullable(),
    },
    {
      name: 'path',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => z.string(),
    },
  ],
});

const fileRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'File',
  kind: 'object',
  contractHash: 'bd152206b1bc5c27d6765489cdceab85',
  methods: () => [
    {
      name: 'folder',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => folderSchema(),
    },
    {
      name: 'open',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => descriptor(),
      own: 'options',
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

/** Tries all members, for one value may match several: what any of those declares is kept. */
function anyOf<Member extends zod.ZodType>(members: readonly Member[]): zod.ZodType<zod.output<Member>> {
  const together = (tried: readonly zod.ZodSafeParseResult<unknown>[], context: zod.core.ParsePayload): unknown => {
    const matches = tried.flatMap((each) => (each.success ? [each.data] : []));
    if (matches.length > 0) return matches.reduce(merge, matches[0]);
    const errors = tried.flatMap((each) => (each.success ? [] : [each.error.issues]));
    context.issues.push({ code: 'invalid_union', errors, input: context.value });
    return z.NEVER;
  };
  const both = z.codec(z.unknown(), z.unknown(), {
    decode: (value, context) =>
      together(members.map((member) => member.safeParse(value)), context),
    encode: (value, context) =>
      together(members.map((member) => z.safeEncode(member, value as zod.output<Member>)), context),
  });
  return both as unknown as zod.ZodType<zod.output<Member>>;
}

/** Puts together what two schemas have made of the same value. */
function merge(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((item, index) => merge(item, other[index]));
  if (one instanceof Set && other instanceof Set) return new Set(merge([...one], [...other]) as unknown[]);
  if (one instanceof Map && other instanceof Map) return new Map(merge([...one], [...other]) as [unknown, unknown][]);
  if (typeof one !== 'object' || one === null || Object.getPrototypeOf(one) !== Object.prototype) return one;
  if (typeof other !== 'object' || other === null || Object.getPrototypeOf(other) !== Object.prototype) return other;
  const merged: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    merged[key] = key in one ? merge(merged[key], value) : value;
  }
  return merged;
}

const rowSchema = /* @__PURE__ */ once(() => z.object({
  id: z.bigint(),
  value: z.unknown(),
}) satisfies zod.ZodType<Row>);

const hooksSchema = /* @__PURE__ */ once(() => z.object({
  onRow: remote<(row: Row) => void | Promise<void>>(databaseRunHooksOnRowRemote),
  get onEnd(): zod.ZodExactOptional<zod.ZodType<(
    hooks: Hooks,
  ) => Promise<
    boolean
  >>> { return remote<
    (hooks: Hooks) => Promise<boolean>
  >(databaseRunHooksOnEndRemote).exactOptional(); },
}) satisfies zod.ZodType<Hooks>);

const onProgressSchema = /* @__PURE__ */ once(() => remote<OnProgress>(onProgressRemote));

const cursorOfRowSchema = /* @__PURE__ */ once(() => remote<Cursor<Row>>(cursorOfRowRemote));

const folderSchema = /* @__PURE__ */ once(() => remote<Folder>(folderRemote));

const fileSchema = /* @__PURE__ */ once(() => remote<File>(fileRemote));
