// Made from ../prey.ts by flipcall generate. Do not edit: change the source and generate again.
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
import type { Prey as PreySource, Shape } from '../prey.js';

/** A service with a method of every kind, for hostile peers to call, and honest ones beside them. */
export type Prey = PreySource;

/**
 * A client of Prey: its methods as promises.
 *
 * A service with a method of every kind, for hostile peers to call, and honest ones beside them.
 */
export interface PreyClient {
  /** Gives back what it got. */
  echo(value: Shape, options?: CallOptions): Promise<Shape>;
  /** Ends after that many milliseconds. */
  later(milliseconds: number, options?: CallOptions): Promise<void>;
  /** Fails, and its text must stay on this side. */
  fail(secret: string, options?: CallOptions): Promise<void>;
  /** Counts up to a number. */
  count(to: number, options?: CallOptions): AsyncIterable<number>;
  /** Adds up what it is sent. */
  sum(numbers: AsyncIterable<number> | Iterable<number>, options?: CallOptions): Promise<number>;
  /** Gives back the items that it gets. */
  repeat(
    items: AsyncIterable<string> | Iterable<string>,
    options?: CallOptions,
  ): AsyncIterable<string>;
  /** @oneway */
  note(text: string, options?: CallOptions): void;
}

/**
 * A client of Prey: its methods by calls that block the calling thread. Without what streams both ways: repeat.
 *
 * A service with a method of every kind, for hostile peers to call, and honest ones beside them.
 */
export interface PreySyncClient {
  /** Gives back what it got. */
  echo(value: Shape, options?: CallOptions): Shape;
  /** Ends after that many milliseconds. */
  later(milliseconds: number, options?: CallOptions): void;
  /** Fails, and its text must stay on this side. */
  fail(secret: string, options?: CallOptions): void;
  /** Counts up to a number. */
  count(to: number, options?: CallOptions): Iterable<number>;
  /** Adds up what it is sent. */
  sum(numbers: Iterable<number>, options?: CallOptions): number;
  /** @oneway */
  note(text: string, options?: CallOptions): void;
}

/**
 * What a server of Prey implements.
 *
 * A service with a method of every kind, for hostile peers to call, and honest ones beside them.
 */
export interface PreyHandlers {
  /** Gives back what it got. */
  echo(value: Shape, context: CallContext): Shape | Promise<Shape>;
  /** Ends after that many milliseconds. */
  later(milliseconds: number, context: CallContext): void | Promise<void>;
  /** Fails, and its text must stay on this side. */
  fail(secret: string, context: CallContext): void | Promise<void>;
  /** Counts up to a number. */
  count(
    to: number,
    context: CallContext,
  ): AsyncIterable<number> | Iterable<number> | Promise<AsyncIterable<number> | Iterable<number>>;
  /** Adds up what it is sent. */
  sum(numbers: AsyncIterable<number>, context: CallContext): number | Promise<number>;
  /** Gives back the items that it gets. */
  repeat(
    items: AsyncIterable<string>,
    context: CallContext,
  ): AsyncIterable<string> | Iterable<string> | Promise<AsyncIterable<string> | Iterable<string>>;
  /** @oneway */
  note(text: string, context: CallContext): void | Promise<void>;
}

/** The service Prey: names, kinds and schemas of its methods. */
export const Prey: ServiceDescriptor<PreyHandlers> = /* @__PURE__ */ defineService<PreyHandlers>({
  name: 'Prey',
  contractHash: '4defae9367f6d984aaa3690bf1219eba',
  methods: [
    {
      name: 'count',
      kind: 'serverStream',
      params: ['to'],
      args: () => z.tuple([anyNumber()]),
      item: () => anyNumber(),
    },
    {
      name: 'echo',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([shapeSchema()]),
      result: () => shapeSchema(),
    },
    {
      name: 'fail',
      kind: 'unary',
      params: ['secret'],
      args: () => z.tuple([z.string()]),
    },
    {
      name: 'later',
      kind: 'unary',
      params: ['milliseconds'],
      args: () => z.tuple([anyNumber()]),
    },
    {
      name: 'note',
      kind: 'oneway',
      params: ['text'],
      args: () => z.tuple([z.string()]),
    },
    {
      name: 'repeat',
      kind: 'bidiStream',
      params: [],
      args: () => z.tuple([]),
      item: () => z.string(),
      upload: { param: 0, item: () => z.string() },
    },
    {
      name: 'sum',
      kind: 'clientStream',
      params: [],
      args: () => z.tuple([]),
      result: () => anyNumber(),
      upload: { param: 0, item: () => anyNumber() },
    },
  ],
});

/** A client of Prey on a session: its methods as promises. */
export function createPreyClient(session: RpcSession, options?: ClientOptions): PreyClient {
  const caller = openCaller(session, Prey, options);
  return {
    count: (to, options) => caller.serverStream(0, [to], options),
    echo: (value, options) => caller.call(1, [value], options),
    fail: (secret, options) => caller.call(2, [secret], options),
    later: (milliseconds, options) => caller.call(3, [milliseconds], options),
    note: (text, options) => caller.notify(4, [text], options),
    repeat: (items, options) => caller.bidiStream(5, [], items, options),
    sum: (numbers, options) => caller.clientStream(6, [], numbers, options),
  };
}

/** A client of Prey on a session: its methods by calls that block the calling thread. */
export function createPreySyncClient(session: RpcSession, options?: ClientOptions): PreySyncClient {
  const caller = openBlockingCaller(session, Prey, options);
  return {
    count: (to, options) => caller.serverStream(0, [to], options),
    echo: (value, options) => caller.call(1, [value], options),
    fail: (secret, options) => caller.call(2, [secret], options),
    later: (milliseconds, options) => caller.call(3, [milliseconds], options),
    note: (text, options) => caller.notify(4, [text], options),
    sum: (numbers, options) => caller.clientStream(6, [], numbers, options),
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

const shapeSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  bytes: z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array,
    'expected Uint8Array',
  ).exactOptional(),
  list: z.array(z.union([z.string(), anyNumber(), z.null()])),
  map: z.map(z.string(), anyNumber()).exactOptional(),
  when: z.date().exactOptional(),
  get next(): z.ZodExactOptional<z.ZodType<Shape>> { return shapeSchema().exactOptional(); },
}) satisfies z.ZodType<Shape>);
