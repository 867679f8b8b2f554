// Made from ../errors.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type ErrorSpec,
  Kind,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writer,
  defineService,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readBytes,
  readMismatch,
  readNumber,
  readPlaces,
  readString,
  readUndefined,
  writeBytes,
  writeMismatch,
  writeNumber,
  writeString,
  writeValue,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import { ConflictError, type Files as FilesSource, NotFound } from '../errors.js';
import { Denied, Held, type Holder } from '../locks.js';
import { QuotaExceeded } from '../quota-exceeded.js';

/** Files, and what can go wrong with them. */
export type Files = FilesSource;

/**
 * A client of Files: its methods as promises.
 *
 * Files, and what can go wrong with them.
 */
export interface FilesClient {
  /**
   * Reads a file.
   *
   * @param path where it is
   * @throws {ReadFault} when it cannot be read
   */
  read(path: string, options?: CallOptions): Promise<Uint8Array>;
  /**
   * Writes a file.
   * @throws {NotFound | ConflictError} when the folder is gone, or the file changed
   * @throws {@link QuotaExceeded} when the disk is full
   * @throws {locks.Held}
   * @throws {RangeError} when the path is empty
   * @throws anything else that is wrong, as prose
   */
  write(path: string, data: Uint8Array, options?: CallOptions): Promise<void>;
  /** @throws {QuotaExceeded} */
  append(
    path: string,
    lines: AsyncIterable<string> | Iterable<string>,
    options?: CallOptions,
  ): Promise<number>;
  /**
   * Who holds it.
   * @throws {Denied}
   */
  holder(path: string, options?: CallOptions): Promise<Holder>;
}

/**
 * A client of Files: its methods by calls that block the calling thread.
 *
 * Files, and what can go wrong with them.
 */
export interface FilesSyncClient {
  /**
   * Reads a file.
   *
   * @param path where it is
   * @throws {ReadFault} when it cannot be read
   */
  read(path: string, options?: CallOptions): Uint8Array;
  /**
   * Writes a file.
   * @throws {NotFound | ConflictError} when the folder is gone, or the file changed
   * @throws {@link QuotaExceeded} when the disk is full
   * @throws {locks.Held}
   * @throws {RangeError} when the path is empty
   * @throws anything else that is wrong, as prose
   */
  write(path: string, data: Uint8Array, options?: CallOptions): void;
  /** @throws {QuotaExceeded} */
  append(path: string, lines: Iterable<string>, options?: CallOptions): number;
  /**
   * Who holds it.
   * @throws {Denied}
   */
  holder(path: string, options?: CallOptions): Holder;
}

/**
 * What a server of Files implements.
 *
 * Files, and what can go wrong with them.
 */
export interface FilesHandlers {
  /**
   * Reads a file.
   *
   * @param path where it is
   * @throws {ReadFault} when it cannot be read
   */
  read(path: string, context: CallContext): Uint8Array | Promise<Uint8Array>;
  /**
   * Writes a file.
   * @throws {NotFound | ConflictError} when the folder is gone, or the file changed
   * @throws {@link QuotaExceeded} when the disk is full
   * @throws {locks.Held}
   * @throws {RangeError} when the path is empty
   * @throws anything else that is wrong, as prose
   */
  write(path: string, data: Uint8Array, context: CallContext): void | Promise<void>;
  /** @throws {QuotaExceeded} */
  append(
    path: string,
    lines: AsyncIterable<string>,
    context: CallContext,
  ): number | Promise<number>;
  /**
   * Who holds it.
   * @throws {Denied}
   */
  holder(path: string, context: CallContext): Holder | Promise<Holder>;
}

/** The service Files: names, kinds and schemas of its methods. */
export const Files: ServiceDescriptor<FilesHandlers> = /* @__PURE__ */ defineService<FilesHandlers>({
  name: 'Files',
  contractHash: '0c83629abe6780c2fda5fb6b8707fe39',
  methods: [
    {
      name: 'append',
      kind: 'clientStream',
      params: ['path'],
      args: () => z.tuple([z.string()]),
      result: () => anyNumber(),
      upload: { param: 1, item: () => z.string() },
      compact: {
        args: { write: writeAppendArgs, read: readAppendArgs },
        result: { write: writeNumber, read: readNumber },
        upload: { write: writeString, read: readString },
      },
      throws: () => [quotaExceededError],
    },
    {
      name: 'holder',
      kind: 'unary',
      params: ['path'],
      args: () => z.tuple([z.string()]),
      result: () => holderSchema(),
      compact: {
        args: { write: writeHolderArgs, read: readHolderArgs },
        result: { write: writeHolder, read: readHolder },
      },
      throws: () => [deniedError],
    },
    {
      name: 'read',
      kind: 'unary',
      params: ['path'],
      args: () => z.tuple([z.string()]),
      result: () => z.custom<Uint8Array>(
        (value) => value instanceof Uint8Array,
        'expected Uint8Array',
      ),
      compact: {
        args: { write: writeReadArgs, read: readReadArgs },
        result: { write: writeBytes, read: readBytes },
      },
      throws: () => [notFoundError, systemFaultError],
    },
    {
      name: 'write',
      kind: 'unary',
      params: ['path', 'data'],
      args: () => z.tuple([
        z.string(),
        z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected Uint8Array'),
      ]),
      compact: { args: { write: writeWriteArgs, read: readWriteArgs } },
      throws: () => [notFoundError, conflictError, quotaExceededError, heldError, rangeError],
    },
  ],
});

/** A client of Files on a session: its methods as promises. */
export function createFilesClient(session: RpcSession, options?: ClientOptions): FilesClient {
  const caller = openCaller(session, Files, options);
  return {
    append: (path, lines, options) => caller.clientStream(0, [path], lines, options),
    holder: (path, options) => caller.call(1, [path], options),
    read: (path, options) => caller.call(2, [path], options),
    write: (path, data, options) => caller.call(3, [path, data], options),
  };
}

/** A client of Files on a session: its methods by calls that block the calling thread. */
export function createFilesSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): FilesSyncClient {
  const caller = openBlockingCaller(session, Files, options);
  return {
    append: (path, lines, options) => caller.clientStream(0, [path], lines, options),
    holder: (path, options) => caller.call(1, [path], options),
    read: (path, options) => caller.call(2, [path], options),
    write: (path, data, options) => caller.call(3, [path, data], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeAppendArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readAppendArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeHolderArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readHolderArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function readHolder(reader: Reader): Holder {
  switch (kindAt(reader)) {
    case Kind.Undefined:
      return readUndefined(reader);
    case Kind.String:
      return readString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeHolder(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Undefined:
      return writeValue(writer, value);
    case Kind.String:
      return writeString(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function writeReadArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readReadArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeWriteArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 2) return writeMismatch(writer, args);
  writer.arrayHeader(2);
  writeString(writer, args[0] as string);
  writeBytes(writer, args[1] as Uint8Array);
}

function readWriteArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  return [readString(reader), readBytes(reader)];
}

const notFoundError: ErrorSpec = {
  name: 'NotFound',
  type: NotFound,
  fields: () => z.object({ path: z.string(), suggestions: z.array(z.string()).exactOptional() }),
};

const systemFaultError: ErrorSpec = {
  name: 'SystemError',
  fields: () => z.object({ errno: anyNumber(), syscall: z.literal(['open', 'read']) }),
};

const conflictError: ErrorSpec = {
  name: 'ConflictError',
  type: ConflictError,
  fields: () => z.object({ owner: z.object({ name: z.string(), since: z.date() }) }),
};

const quotaExceededError: ErrorSpec = {
  name: 'QuotaExceeded',
  type: QuotaExceeded,
  fields: () => z.object({ limit: z.int().min(0) }),
};

const heldError: ErrorSpec = {
  name: 'Held',
  type: Held,
  fields: () => z.object({}),
};

const rangeError: ErrorSpec = {
  name: 'RangeError',
  type: RangeError,
  fields: () => z.object({}),
};

const deniedError: ErrorSpec = {
  name: 'Denied',
  type: Denied,
  fields: () => z.object({}),
};

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const holderSchema = /* @__PURE__ */ once(() => z.union([
  z.string(),
  z.undefined(),
]) satisfies zod.ZodType<Holder>);
