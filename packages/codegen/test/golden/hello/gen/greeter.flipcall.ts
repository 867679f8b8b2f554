// Made from ../greeter.ts by flipcall generate. Do not edit: change the source and generate again.
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
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readCountWithin,
  readMismatch,
  readNumber,
  readPlaces,
  readString,
  readUndefined,
  writeMismatch,
  writeNumber,
  writeString,
  writeValue,
  z,
} from '@flipcall/rpc/codegen-v1';
import type { Greeter as GreeterSource } from '../greeter.js';

/** Greets people. */
export type Greeter = GreeterSource;

/**
 * A client of Greeter: its methods as promises.
 *
 * Greets people.
 */
export interface GreeterClient {
  /**
   * Says hello.
   *
   * @param name who is greeted
   * @param title what comes before the name
   */
  hello(name: string, title?: string, options?: CallOptions): Promise<string>;
  /**
   * Leaves a line in the server's log.
   * @oneway
   */
  log(line: string, options?: CallOptions): void;
  /** How many were greeted so far. */
  count(options?: CallOptions): Promise<number>;
  /** Forgets everybody. */
  reset(options?: CallOptions): Promise<void>;
}

/**
 * A client of Greeter: its methods by calls that block the calling thread.
 *
 * Greets people.
 */
export interface GreeterSyncClient {
  /**
   * Says hello.
   *
   * @param name who is greeted
   * @param title what comes before the name
   */
  hello(name: string, title?: string, options?: CallOptions): string;
  /**
   * Leaves a line in the server's log.
   * @oneway
   */
  log(line: string, options?: CallOptions): void;
  /** How many were greeted so far. */
  count(options?: CallOptions): number;
  /** Forgets everybody. */
  reset(options?: CallOptions): void;
}

/**
 * What a server of Greeter implements.
 *
 * Greets people.
 */
export interface GreeterHandlers {
  /**
   * Says hello.
   *
   * @param name who is greeted
   * @param title what comes before the name
   */
  hello(name: string, title: string | undefined, context: CallContext): string | Promise<string>;
  /**
   * Leaves a line in the server's log.
   * @oneway
   */
  log(line: string, context: CallContext): void | Promise<void>;
  /** How many were greeted so far. */
  count(context: CallContext): number | Promise<number>;
  /** Forgets everybody. */
  reset(context: CallContext): void | Promise<void>;
}

/** The service Greeter: names, kinds and schemas of its methods. */
export const Greeter: ServiceDescriptor<GreeterHandlers> = /* @__PURE__ */ defineService<GreeterHandlers>({
  name: 'Greeter',
  contractHash: '3bb1ce16ccc33d36d92ffdd402f93350',
  methods: [
    {
      name: 'count',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => anyNumber(),
      compact: {
        args: { write: writeCountArgs, read: readCountArgs },
        result: { write: writeNumber, read: readNumber },
      },
    },
    {
      name: 'hello',
      kind: 'unary',
      params: ['name', 'title'],
      args: () => z.tuple([z.string(), z.string().optional()]),
      result: () => z.string(),
      compact: {
        args: { write: writeHelloArgs, read: readHelloArgs },
        result: { write: writeString, read: readString },
      },
    },
    {
      name: 'log',
      kind: 'oneway',
      params: ['line'],
      args: () => z.tuple([z.string()]),
      compact: { args: { write: writeLogArgs, read: readLogArgs } },
    },
    {
      name: 'reset',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      compact: { args: { write: writeResetArgs, read: readResetArgs } },
    },
  ],
});

/** A client of Greeter on a session: its methods as promises. */
export function createGreeterClient(session: RpcSession, options?: ClientOptions): GreeterClient {
  const caller = openCaller(session, Greeter, options);
  return {
    count: (options) => caller.call(0, [], options),
    hello: (name, title, options) =>
      caller.call(1, title === undefined ? [name] : [name, title], options),
    log: (line, options) => caller.notify(2, [line], options),
    reset: (options) => caller.call(3, [], options),
  };
}

/** A client of Greeter on a session: its methods by calls that block the calling thread. */
export function createGreeterSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): GreeterSyncClient {
  const caller = openBlockingCaller(session, Greeter, options);
  return {
    count: (options) => caller.call(0, [], options),
    hello: (name, title, options) =>
      caller.call(1, title === undefined ? [name] : [name, title], options),
    log: (line, options) => caller.notify(2, [line], options),
    reset: (options) => caller.call(3, [], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeCountArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readCountArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeHelloArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length < 1 || args.length > 2) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeString(writer, args[0] as string);
  if (args.length > 1) writeStringOrUndefined(writer, args[1] as string | undefined);
}

function readHelloArgs(reader: Reader): readonly unknown[] {
  const count = readCountWithin(reader, 1, 2);
  if (count < 0) return readMismatch(reader);
  const items: unknown[] = [readString(reader)];
  if (count > 1) items.push(readStringOrUndefined(reader));
  return items as unknown as readonly unknown[];
}

function writeLogArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readLogArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function writeResetArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readResetArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
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

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);
