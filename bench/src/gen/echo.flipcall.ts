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

export type Echo = EchoSource;

/** A client of Echo: its methods as promises. */
export interface EchoClient {
  /** Gives back what it gets. */
  echo(message: Message, options?: CallOptions): Promise<Message>;
}

/** A client of Echo: its methods by calls that block the calling thread. */
export interface EchoSyncClient {
  /** Gives back what it gets. */
  echo(message: Message, options?: CallOptions): Message;
}

/** What a server of Echo implements. */
export interface EchoHandlers {
  /** Gives back what it gets. */
  echo(message: Message, context: CallContext): Message | Promise<Message>;
}

/** The service Echo: names, kinds and schemas of its methods. */
export const Echo: ServiceDescriptor<EchoHandlers> = /* @__PURE__ */ defineService<EchoHandlers>({
  name: 'Echo',
  contractHash: '38cef826443f7ccd4aae72de18d3ab1f',
  methods: [
    {
      name: 'echo',
      kind: 'unary',
      params: ['message'],
      args: () => z.tuple([messageSchema()]),
      result: () => messageSchema(),
    },
  ],
});

/** A client of Echo on a session: its methods as promises. */
export function createEchoClient(session: RpcSession, options?: ClientOptions): EchoClient {
  const caller = openCaller(session, Echo, options);
  return {
    echo: (message, options) => caller.call(0, [message], options),
  };
}

/** A client of Echo on a session: its methods by calls that block the calling thread. */
export function createEchoSyncClient(session: RpcSession, options?: ClientOptions): EchoSyncClient {
  const caller = openBlockingCaller(session, Echo, options);
  return {
    echo: (message, options) => caller.call(0, [message], options),
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
