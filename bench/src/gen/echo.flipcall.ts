// Made from ../echo.ts by flipcall generate. Do not edit: change the source and generate again.
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
import type { Echo as EchoSource, Message } from '../echo.js';

/** The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers. */
export type Echo = EchoSource;

/**
 * A client of Echo: its methods as promises.
 *
 * The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers.
 */
export interface EchoClient {
  /** Gives back what it gets. */
  echo(message: Message, options?: CallOptions): Promise<Message>;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message, options?: CallOptions): Promise<Message>;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array, options?: CallOptions): Promise<number>;
  /** The message of the benchmark, so many times. */
  items(count: number, options?: CallOptions): AsyncIterable<Message>;
}

/**
 * A client of Echo: its methods by calls that block the calling thread.
 *
 * The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers.
 */
export interface EchoSyncClient {
  /** Gives back what it gets. */
  echo(message: Message, options?: CallOptions): Message;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message, options?: CallOptions): Message;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array, options?: CallOptions): number;
  /** The message of the benchmark, so many times. */
  items(count: number, options?: CallOptions): Iterable<Message>;
}

/**
 * What a server of Echo implements.
 *
 * The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers.
 */
export interface EchoHandlers {
  /** Gives back what it gets. */
  echo(message: Message, context: CallContext): Message | Promise<Message>;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message, context: CallContext): Message | Promise<Message>;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array, context: CallContext): number | Promise<number>;
  /** The message of the benchmark, so many times. */
  items(
    count: number,
    context: CallContext,
  ):
    | AsyncIterable<Message>
    | Iterable<Message>
    | Promise<AsyncIterable<Message> | Iterable<Message>>;
}

/** The service Echo: names, kinds and schemas of its methods. */
export const Echo: ServiceDescriptor<EchoHandlers> = /* @__PURE__ */ defineService<EchoHandlers>({
  name: 'Echo',
  contractHash: '2c975df5e4b045330fb3bfa8080bbc49',
  methods: [
    {
      name: 'echo',
      kind: 'unary',
      params: ['message'],
      args: () => z.tuple([messageSchema()]),
      result: () => messageSchema(),
    },
    {
      name: 'items',
      kind: 'serverStream',
      params: ['count'],
      args: () => z.tuple([anyNumber()]),
      item: () => messageSchema(),
    },
    {
      name: 'later',
      kind: 'unary',
      params: ['message'],
      args: () => z.tuple([messageSchema()]),
      result: () => messageSchema(),
    },
    {
      name: 'take',
      kind: 'unary',
      params: ['bytes'],
      args: () => z.tuple([
        z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected Uint8Array'),
      ]),
      result: () => anyNumber(),
    },
  ],
});

/** A client of Echo on a session: its methods as promises. */
export function createEchoClient(session: RpcSession, options?: ClientOptions): EchoClient {
  const caller = openCaller(session, Echo, options);
  return {
    echo: (message, options) => caller.call(0, [message], options),
    items: (count, options) => caller.serverStream(1, [count], options),
    later: (message, options) => caller.call(2, [message], options),
    take: (bytes, options) => caller.call(3, [bytes], options),
  };
}

/** A client of Echo on a session: its methods by calls that block the calling thread. */
export function createEchoSyncClient(session: RpcSession, options?: ClientOptions): EchoSyncClient {
  const caller = openBlockingCaller(session, Echo, options);
  return {
    echo: (message, options) => caller.call(0, [message], options),
    items: (count, options) => caller.serverStream(1, [count], options),
    later: (message, options) => caller.call(2, [message], options),
    take: (bytes, options) => caller.call(3, [bytes], options),
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

const messageSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  a: anyNumber(),
  v: z.array(anyNumber()),
}) satisfies z.ZodType<Message>);
