// Made from ../greeter.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type RpcSession,
  type ServiceDescriptor,
  defineService,
  openBlockingCaller,
  openCaller,
} from '@flipcall/rpc/codegen-v1';
import * as z from 'zod';
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
  contractHash: '26b826ece005e2ede59bb49ebad64c48',
  methods: [
    {
      name: 'hello',
      kind: 'unary',
      params: ['name'],
      args: () => z.tuple([z.string()]),
      result: () => z.string(),
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
