// Made from ../interop-later.ts by flipcall generate. Do not edit: change the source and generate again.
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
  isData,
  isObject,
  openBlockingCaller,
  openCaller,
  readMismatch,
  readPlaces,
  writeMismatch,
  writeNoObject,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import type {
  TestService as TestServiceSource,
  UnimplementedService as UnimplementedServiceSource,
} from '../interop-later.js';
import type { Empty } from '../interop.js';

/** The same service in a later contract, which has a method that the server does not know. */
export type TestService = TestServiceSource;

/**
 * A client of TestService: its methods as promises.
 *
 * The same service in a later contract, which has a method that the server does not know.
 */
export interface TestServiceClient {
  unimplementedCall(request: Empty, options?: CallOptions): Promise<Empty>;
}

/**
 * A client of TestService: its methods by calls that block the calling thread.
 *
 * The same service in a later contract, which has a method that the server does not know.
 */
export interface TestServiceSyncClient {
  unimplementedCall(request: Empty, options?: CallOptions): Empty;
}

/**
 * What a server of TestService implements.
 *
 * The same service in a later contract, which has a method that the server does not know.
 */
export interface TestServiceHandlers {
  unimplementedCall(request: Empty, context: CallContext): Empty | Promise<Empty>;
}

/** The service TestService: names, kinds and schemas of its methods. */
export const TestService: ServiceDescriptor<TestServiceHandlers> = /* @__PURE__ */ defineService<TestServiceHandlers>({
  name: 'TestService',
  contractHash: '3cb1a725bfd52a0dbe095498219bf95e',
  methods: [
    {
      name: 'unimplementedCall',
      kind: 'unary',
      params: ['request'],
      args: () => z.tuple([emptySchema()]),
      result: () => emptySchema(),
      compact: {
        args: { write: writeUnimplementedCallArgs, read: readUnimplementedCallArgs },
        result: { write: writeEmpty, read: readEmpty },
      },
    },
  ],
});

/** A client of TestService on a session: its methods as promises. */
export function createTestServiceClient(
  session: RpcSession,
  options?: ClientOptions,
): TestServiceClient {
  const caller = openCaller(session, TestService, options);
  return {
    unimplementedCall: (request, options) => caller.call(0, [request], options),
  };
}

/** A client of TestService on a session: its methods by calls that block the calling thread. */
export function createTestServiceSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): TestServiceSyncClient {
  const caller = openBlockingCaller(session, TestService, options);
  return {
    unimplementedCall: (request, options) => caller.call(0, [request], options),
  };
}

/** A service that the server does not have. */
export type UnimplementedService = UnimplementedServiceSource;

/**
 * A client of UnimplementedService: its methods as promises.
 *
 * A service that the server does not have.
 */
export interface UnimplementedServiceClient {
  unimplementedCall(request: Empty, options?: CallOptions): Promise<Empty>;
}

/**
 * A client of UnimplementedService: its methods by calls that block the calling thread.
 *
 * A service that the server does not have.
 */
export interface UnimplementedServiceSyncClient {
  unimplementedCall(request: Empty, options?: CallOptions): Empty;
}

/**
 * What a server of UnimplementedService implements.
 *
 * A service that the server does not have.
 */
export interface UnimplementedServiceHandlers {
  unimplementedCall(request: Empty, context: CallContext): Empty | Promise<Empty>;
}

/** The service UnimplementedService: names, kinds and schemas of its methods. */
export const UnimplementedService: ServiceDescriptor<UnimplementedServiceHandlers> = /* @__PURE__ */ defineService<UnimplementedServiceHandlers>({
  name: 'UnimplementedService',
  contractHash: 'ade2f38f134897ad554c696dc456d965',
  methods: [
    {
      name: 'unimplementedCall',
      kind: 'unary',
      params: ['request'],
      args: () => z.tuple([emptySchema()]),
      result: () => emptySchema(),
      compact: {
        args: { write: writeUnimplementedCallArgs2, read: readUnimplementedCallArgs2 },
        result: { write: writeEmpty, read: readEmpty },
      },
    },
  ],
});

/** A client of UnimplementedService on a session: its methods as promises. */
export function createUnimplementedServiceClient(
  session: RpcSession,
  options?: ClientOptions,
): UnimplementedServiceClient {
  const caller = openCaller(session, UnimplementedService, options);
  return {
    unimplementedCall: (request, options) => caller.call(0, [request], options),
  };
}

/** A client of UnimplementedService on a session: its methods by calls that block the calling thread. */
export function createUnimplementedServiceSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): UnimplementedServiceSyncClient {
  const caller = openBlockingCaller(session, UnimplementedService, options);
  return {
    unimplementedCall: (request, options) => caller.call(0, [request], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeUnimplementedCallArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeEmpty(writer, args[0] as Empty);
}

function readUnimplementedCallArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readEmpty(reader)];
}

function readEmpty(reader: Reader): Empty {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return {};
}

function writeEmpty(writer: Writer, value: Empty): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(0);
}

function writeUnimplementedCallArgs2(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeEmpty(writer, args[0] as Empty);
}

function readUnimplementedCallArgs2(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readEmpty(reader)];
}

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

const emptySchema = /* @__PURE__ */ once(() => z.object({}) satisfies zod.ZodType<Empty>);
