// Made from ../plugin.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type ErrorSpec,
  type RemoteSpec,
  type RpcSession,
  type ServiceDescriptor,
  defineRemote,
  defineService,
  openBlockingCaller,
  openCaller,
  readString,
  remote,
  writeString,
  z,
} from '@flipcall/rpc/codegen-v1';
import type { Host, Plugin as PluginSource } from '../plugin.js';

/** A plugin, in a process of its own. */
export type Plugin = PluginSource;

/**
 * A client of Plugin: its methods as promises.
 *
 * A plugin, in a process of its own.
 */
export interface PluginClient {
  /**
   * Changes a text, one line of it after the other.
   *
   * @throws {Refusal}
   */
  transform(text: string, host: Host, options?: CallOptions): AsyncIterable<string>;
}

/**
 * A client of Plugin: its methods by calls that block the calling thread.
 *
 * A plugin, in a process of its own.
 */
export interface PluginSyncClient {
  /**
   * Changes a text, one line of it after the other.
   *
   * @throws {Refusal}
   */
  transform(text: string, host: Host, options?: CallOptions): Iterable<string>;
}

/**
 * What a server of Plugin implements.
 *
 * A plugin, in a process of its own.
 */
export interface PluginHandlers {
  /**
   * Changes a text, one line of it after the other.
   *
   * @throws {Refusal}
   */
  transform(
    text: string,
    host: Host,
    context: CallContext,
  ): AsyncIterable<string> | Iterable<string> | Promise<AsyncIterable<string> | Iterable<string>>;
}

/** The service Plugin: names, kinds and schemas of its methods. */
export const Plugin: ServiceDescriptor<PluginHandlers> = /* @__PURE__ */ defineService<PluginHandlers>({
  name: 'Plugin',
  contractHash: 'c4fc24da0175863f916a2852ecb6372c',
  methods: [
    {
      name: 'transform',
      kind: 'serverStream',
      params: ['text', 'host'],
      args: () => z.tuple([z.string(), hostSchema()]),
      item: () => z.string(),
      compact: { item: { write: writeString, read: readString } },
      throws: () => [refusalError],
    },
  ],
});

/** A client of Plugin on a session: its methods as promises. */
export function createPluginClient(session: RpcSession, options?: ClientOptions): PluginClient {
  const caller = openCaller(session, Plugin, options);
  return {
    transform: (text, host, options) => caller.serverStream(0, [text, host], options),
  };
}

/** A client of Plugin on a session: its methods by calls that block the calling thread. */
export function createPluginSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): PluginSyncClient {
  const caller = openBlockingCaller(session, Plugin, options);
  return {
    transform: (text, host, options) => caller.serverStream(0, [text, host], options),
  };
}

const refusalError: ErrorSpec = {
  name: 'Refusal',
  fields: () => z.object({ wanted: z.string() }),
};

const hostRemote: RemoteSpec = /* @__PURE__ */ defineRemote({
  name: 'Host',
  kind: 'object',
  contractHash: '1afa3185344eb75e89661df022300337',
  methods: () => [
    {
      name: 'log',
      kind: 'oneway',
      params: ['line'],
      args: () => z.tuple([z.string()]),
    },
    {
      name: 'setting',
      kind: 'unary',
      params: ['name'],
      args: () => z.tuple([z.string()]),
      result: () => z.union([z.string(), z.undefined()]),
    },
  ],
});

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

const hostSchema = /* @__PURE__ */ once(() => remote<Host>(hostRemote));
