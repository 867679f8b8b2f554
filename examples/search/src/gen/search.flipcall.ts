// Made from ../search.ts by flipcall generate. Do not edit: change the source and generate again.
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
import type { Found, Hit, Search as SearchSource, TextInfo } from '../search.js';

/** Full-text search in what the server has indexed. */
export type Search = SearchSource;

/**
 * A client of Search: its methods as promises.
 *
 * Full-text search in what the server has indexed.
 */
export interface SearchClient {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit?: number, options?: CallOptions): Promise<Found>;
  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string, options?: CallOptions): Promise<TextInfo | null>;
}

/**
 * A client of Search: its methods by calls that block the calling thread.
 *
 * Full-text search in what the server has indexed.
 */
export interface SearchSyncClient {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit?: number, options?: CallOptions): Found;
  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string, options?: CallOptions): TextInfo | null;
}

/**
 * What a server of Search implements.
 *
 * Full-text search in what the server has indexed.
 */
export interface SearchHandlers {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit: number | undefined, context: CallContext): Found | Promise<Found>;
  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string, context: CallContext): TextInfo | null | Promise<TextInfo | null>;
}

/** The service Search: names, kinds and schemas of its methods. */
export const Search: ServiceDescriptor<SearchHandlers> = /* @__PURE__ */ defineService<SearchHandlers>({
  name: 'Search',
  contractHash: 'c5ee2c7337c5d2a4740e18564c82a218',
  methods: [
    {
      name: 'describe',
      kind: 'unary',
      params: ['path'],
      args: () => z.tuple([z.string()]),
      result: () => textInfoSchema().nullable(),
    },
    {
      name: 'find',
      kind: 'unary',
      params: ['query', 'limit'],
      args: () => z.tuple([z.string(), anyNumber().optional()]),
      result: () => foundSchema(),
    },
  ],
});

/** A client of Search on a session: its methods as promises. */
export function createSearchClient(session: RpcSession, options?: ClientOptions): SearchClient {
  const caller = openCaller(session, Search, options);
  return {
    describe: (path, options) => caller.call(0, [path], options),
    find: (query, limit, options) =>
      caller.call(1, limit === undefined ? [query] : [query, limit], options),
  };
}

/** A client of Search on a session: its methods by calls that block the calling thread. */
export function createSearchSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): SearchSyncClient {
  const caller = openBlockingCaller(session, Search, options);
  return {
    describe: (path, options) => caller.call(0, [path], options),
    find: (query, limit, options) =>
      caller.call(1, limit === undefined ? [query] : [query, limit], options),
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

const hitSchema = /* @__PURE__ */ once(() => z.object({
  path: z.string(),
  score: anyNumber(),
  snippet: z.string(),
  marks: z.array(z.tuple([anyNumber(), anyNumber()])),
}) satisfies z.ZodType<Hit>);

const foundSchema = /* @__PURE__ */ once(() => z.object({
  total: anyNumber(),
  hits: z.array(hitSchema()),
}) satisfies z.ZodType<Found>);

const textInfoSchema = /* @__PURE__ */ once(() => z.object({
  path: z.string(),
  bytes: anyNumber(),
  words: anyNumber(),
}) satisfies z.ZodType<TextInfo>);
