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
  contractHash: '685e767c21752cd70a55964ea1b83e6d',
  methods: [
    {
      name: 'count',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => anyNumber(),
    },
    {
      name: 'hello',
      kind: 'unary',
      params: ['name', 'title'],
      args: () => z.tuple([z.string(), z.string().optional()]),
      result: () => z.string(),
    },
    {
      name: 'log',
      kind: 'oneway',
      params: ['line'],
      args: () => z.tuple([z.string()]),
    },
    {
      name: 'reset',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
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

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);
