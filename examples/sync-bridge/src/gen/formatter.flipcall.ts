// Made from ../formatter.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type ErrorSpec,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writer,
  defineService,
  firstLength,
  openBlockingCaller,
  openCaller,
  readCount,
  readMismatch,
  readPlaces,
  readString,
  writeMismatch,
  writeString,
  z,
} from '@flipcall/rpc/codegen-v1';
import { type Formatter as FormatterSource, Malformed } from '../formatter.js';

/** Formats code. */
export type Formatter = FormatterSource;

/**
 * A client of Formatter: its methods as promises.
 *
 * Formats code.
 */
export interface FormatterClient {
  /**
   * Formats `code`; `language` is what a file name would end in, such as `ts`.
   *
   * @throws {Malformed}
   */
  format(code: string, language: string, options?: CallOptions): Promise<string>;
  /** What else `format` takes for a language. */
  languages(options?: CallOptions): Promise<string[]>;
}

/**
 * A client of Formatter: its methods by calls that block the calling thread.
 *
 * Formats code.
 */
export interface FormatterSyncClient {
  /**
   * Formats `code`; `language` is what a file name would end in, such as `ts`.
   *
   * @throws {Malformed}
   */
  format(code: string, language: string, options?: CallOptions): string;
  /** What else `format` takes for a language. */
  languages(options?: CallOptions): string[];
}

/**
 * What a server of Formatter implements.
 *
 * Formats code.
 */
export interface FormatterHandlers {
  /**
   * Formats `code`; `language` is what a file name would end in, such as `ts`.
   *
   * @throws {Malformed}
   */
  format(code: string, language: string, context: CallContext): string | Promise<string>;
  /** What else `format` takes for a language. */
  languages(context: CallContext): string[] | Promise<string[]>;
}

/** The service Formatter: names, kinds and schemas of its methods. */
export const Formatter: ServiceDescriptor<FormatterHandlers> = /* @__PURE__ */ defineService<FormatterHandlers>({
  name: 'Formatter',
  contractHash: '2f5a15bc02e11cc3839f225395fec345',
  methods: [
    {
      name: 'format',
      kind: 'unary',
      params: ['code', 'language'],
      args: () => z.tuple([z.string(), z.string()]),
      result: () => z.string(),
      compact: {
        args: { write: writeFormatArgs, read: readFormatArgs },
        result: { write: writeString, read: readString },
      },
      throws: () => [malformedError],
    },
    {
      name: 'languages',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => z.array(z.string()),
      compact: {
        args: { write: writeLanguagesArgs, read: readLanguagesArgs },
        result: { write: writeStringArray, read: readStringArray },
      },
    },
  ],
});

/** A client of Formatter on a session: its methods as promises. */
export function createFormatterClient(
  session: RpcSession,
  options?: ClientOptions,
): FormatterClient {
  const caller = openCaller(session, Formatter, options);
  return {
    format: (code, language, options) => caller.call(0, [code, language], options),
    languages: (options) => caller.call(1, [], options),
  };
}

/** A client of Formatter on a session: its methods by calls that block the calling thread. */
export function createFormatterSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): FormatterSyncClient {
  const caller = openBlockingCaller(session, Formatter, options);
  return {
    format: (code, language, options) => caller.call(0, [code, language], options),
    languages: (options) => caller.call(1, [], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeFormatArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 2) return writeMismatch(writer, args);
  writer.arrayHeader(2);
  writeString(writer, args[0] as string);
  writeString(writer, args[1] as string);
}

function readFormatArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  return [readString(reader), readString(reader)];
}

function writeLanguagesArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readLanguagesArgs(reader: Reader): readonly unknown[] {
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

const malformedError: ErrorSpec = {
  name: 'Malformed',
  type: Malformed,
  fields: () => z.object({ line: anyNumber() }),
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
