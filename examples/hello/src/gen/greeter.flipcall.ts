// Made from ../greeter.ts by flipcall generate. Do not edit: change the source and generate again.
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
  openBlockingCaller,
  openCaller,
  readMismatch,
  readPlaces,
  readString,
  writeMismatch,
  writeString,
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
  /** Says hello to `name`. */
  hello(name: string, options?: CallOptions): Promise<string>;
}

/**
 * A client of Greeter: its methods by calls that block the calling thread.
 *
 * Greets people.
 */
export interface GreeterSyncClient {
  /** Says hello to `name`. */
  hello(name: string, options?: CallOptions): string;
}

/**
 * What a server of Greeter implements.
 *
 * Greets people.
 */
export interface GreeterHandlers {
  /** Says hello to `name`. */
  hello(name: string, context: CallContext): string | Promise<string>;
}

/** The service Greeter: names, kinds and schemas of its methods. */
export const Greeter: ServiceDescriptor<GreeterHandlers> = /* @__PURE__ */ defineService<GreeterHandlers>({
  name: 'Greeter',
  contractHash: '45cbcf1737e521af1d5c7007394aae89',
  methods: [
    {
      name: 'hello',
      kind: 'unary',
      params: ['name'],
      args: () => z.tuple([z.string()]),
      result: () => z.string(),
      compact: {
        args: { write: writeHelloArgs, read: readHelloArgs },
        result: { write: writeString, read: readString },
      },
    },
  ],
});

/** A client of Greeter on a session: its methods as promises. */
export function createGreeterClient(session: RpcSession, options?: ClientOptions): GreeterClient {
  const caller = openCaller(session, Greeter, options);
  return {
    hello: (name, options) => caller.call(0, [name], options),
  };
}

/** A client of Greeter on a session: its methods by calls that block the calling thread. */
export function createGreeterSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): GreeterSyncClient {
  const caller = openBlockingCaller(session, Greeter, options);
  return {
    hello: (name, options) => caller.call(0, [name], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeHelloArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readHelloArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}
