// Made from ../streams.ts by flipcall generate. Do not edit: change the source and generate again.
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
import type { Chat as ChatSource, Sample, Sensors as SensorsSource } from '../streams.js';

/** Streams of samples, in every direction. */
export type Sensors = SensorsSource;

/**
 * A client of Sensors: its methods as promises.
 *
 * Streams of samples, in every direction.
 */
export interface SensorsClient {
  /** Samples as they come, until the caller has enough. */
  watch(sensor: string, everyMs?: number, options?: CallOptions): AsyncIterable<Sample>;
  /** All samples that were kept. */
  replay(options?: CallOptions): AsyncIterable<Sample>;
  /** Opens first, then streams. */
  open(sensor: string, options?: CallOptions): AsyncIterable<Sample>;
  /** Keeps samples; says how many there were. */
  record(
    sensor: string,
    samples: AsyncIterable<Sample> | Iterable<Sample>,
    note?: string,
    options?: CallOptions,
  ): Promise<number>;
  /** Takes what is at hand as well as what is still to come. */
  forget(ids: AsyncIterable<bigint> | Iterable<bigint>, options?: CallOptions): Promise<void>;
  /** Smooths samples while they come. */
  smooth(
    options: { readonly window: number },
    samples: AsyncIterable<Sample> | Iterable<Sample>,
    callOptions?: CallOptions,
  ): AsyncIterable<Sample>;
  /** The words of it, and where they are. */
  merge(names: AsyncIterable<string> | Iterable<string>, ...parts: string[]): AsyncIterable<string>;
  /**
   * How many there are.
   * @idempotent
   */
  count(options?: CallOptions): Promise<number>;
}

/**
 * A client of Sensors: its methods by calls that block the calling thread. Without what streams both ways: smooth, merge.
 *
 * Streams of samples, in every direction.
 */
export interface SensorsSyncClient {
  /** Samples as they come, until the caller has enough. */
  watch(sensor: string, everyMs?: number, options?: CallOptions): Iterable<Sample>;
  /** All samples that were kept. */
  replay(options?: CallOptions): Iterable<Sample>;
  /** Opens first, then streams. */
  open(sensor: string, options?: CallOptions): Iterable<Sample>;
  /** Keeps samples; says how many there were. */
  record(sensor: string, samples: Iterable<Sample>, note?: string, options?: CallOptions): number;
  /** Takes what is at hand as well as what is still to come. */
  forget(ids: Iterable<bigint>, options?: CallOptions): void;
  /**
   * How many there are.
   * @idempotent
   */
  count(options?: CallOptions): number;
}

/**
 * What a server of Sensors implements.
 *
 * Streams of samples, in every direction.
 */
export interface SensorsHandlers {
  /** Samples as they come, until the caller has enough. */
  watch(
    sensor: string,
    everyMs: number | undefined,
    context: CallContext,
  ): AsyncIterable<Sample> | Iterable<Sample> | Promise<AsyncIterable<Sample> | Iterable<Sample>>;
  /** All samples that were kept. */
  replay(
    context: CallContext,
  ): AsyncIterable<Sample> | Iterable<Sample> | Promise<AsyncIterable<Sample> | Iterable<Sample>>;
  /** Opens first, then streams. */
  open(
    sensor: string,
    context: CallContext,
  ): AsyncIterable<Sample> | Iterable<Sample> | Promise<AsyncIterable<Sample> | Iterable<Sample>>;
  /** Keeps samples; says how many there were. */
  record(
    sensor: string,
    samples: AsyncIterable<Sample>,
    note: string | undefined,
    context: CallContext,
  ): number | Promise<number>;
  /** Takes what is at hand as well as what is still to come. */
  forget(ids: AsyncIterable<bigint>, context: CallContext): void | Promise<void>;
  /** Smooths samples while they come. */
  smooth(
    options: { readonly window: number },
    samples: AsyncIterable<Sample>,
    context: CallContext,
  ): AsyncIterable<Sample> | Iterable<Sample> | Promise<AsyncIterable<Sample> | Iterable<Sample>>;
  /** The words of it, and where they are. */
  merge(
    names: AsyncIterable<string>,
    parts: string[],
    context: CallContext,
  ): AsyncIterable<string> | Iterable<string> | Promise<AsyncIterable<string> | Iterable<string>>;
  /**
   * How many there are.
   * @idempotent
   */
  count(context: CallContext): number | Promise<number>;
}

/** The service Sensors: names, kinds and schemas of its methods. */
export const Sensors: ServiceDescriptor<SensorsHandlers> = /* @__PURE__ */ defineService<SensorsHandlers>({
  name: 'Sensors',
  contractHash: '60c4bad4557fceccce3742bc39761364',
  methods: [
    {
      name: 'count',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => anyNumber(),
      idempotent: true,
    },
    {
      name: 'forget',
      kind: 'clientStream',
      params: [],
      args: () => z.tuple([]),
      upload: { param: 0, item: () => z.bigint() },
    },
    {
      name: 'merge',
      kind: 'bidiStream',
      params: ['parts'],
      args: () => z.tuple([z.array(z.string())]),
      item: () => z.string(),
      upload: { param: 0, item: () => z.string() },
    },
    {
      name: 'open',
      kind: 'serverStream',
      params: ['sensor'],
      args: () => z.tuple([z.string()]),
      item: () => sampleSchema(),
    },
    {
      name: 'record',
      kind: 'clientStream',
      params: ['sensor', 'note'],
      args: () => z.tuple([z.string(), z.string().optional()]),
      result: () => anyNumber(),
      upload: { param: 1, item: () => sampleSchema() },
    },
    {
      name: 'replay',
      kind: 'serverStream',
      params: [],
      args: () => z.tuple([]),
      item: () => sampleSchema(),
    },
    {
      name: 'smooth',
      kind: 'bidiStream',
      params: ['options'],
      args: () => z.tuple([z.object({ window: anyNumber() })]),
      item: () => sampleSchema(),
      upload: { param: 1, item: () => sampleSchema() },
    },
    {
      name: 'watch',
      kind: 'serverStream',
      params: ['sensor', 'everyMs'],
      args: () => z.tuple([z.string(), anyNumber().optional()]),
      item: () => sampleSchema(),
    },
  ],
});

/** A client of Sensors on a session: its methods as promises. */
export function createSensorsClient(session: RpcSession, options?: ClientOptions): SensorsClient {
  const caller = openCaller(session, Sensors, options);
  return {
    count: (options) => caller.call(0, [], options),
    forget: (ids, options) => caller.clientStream(1, [], ids, options),
    merge: (names, ...parts) => caller.bidiStream(2, [parts], names),
    open: (sensor, options) => caller.serverStream(3, [sensor], options),
    record: (sensor, samples, note, options) =>
      caller.clientStream(4, note === undefined ? [sensor] : [sensor, note], samples, options),
    replay: (options) => caller.serverStream(5, [], options),
    smooth: (options, samples, callOptions) =>
      caller.bidiStream(6, [options], samples, callOptions),
    watch: (sensor, everyMs, options) =>
      caller.serverStream(7, everyMs === undefined ? [sensor] : [sensor, everyMs], options),
  };
}

/** A client of Sensors on a session: its methods by calls that block the calling thread. */
export function createSensorsSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): SensorsSyncClient {
  const caller = openBlockingCaller(session, Sensors, options);
  return {
    count: (options) => caller.call(0, [], options),
    forget: (ids, options) => caller.clientStream(1, [], ids, options),
    open: (sensor, options) => caller.serverStream(3, [sensor], options),
    record: (sensor, samples, note, options) =>
      caller.clientStream(4, note === undefined ? [sensor] : [sensor, note], samples, options),
    replay: (options) => caller.serverStream(5, [], options),
    watch: (sensor, everyMs, options) =>
      caller.serverStream(7, everyMs === undefined ? [sensor] : [sensor, everyMs], options),
  };
}

/** Streams both ways only, so there is no blocking client. */
export type Chat = ChatSource;

/**
 * A client of Chat: its methods as promises.
 *
 * Streams both ways only, so there is no blocking client.
 */
export interface ChatClient {
  /** Says and hears. */
  talk(
    said: AsyncIterable<string> | Iterable<string>,
    options?: CallOptions,
  ): AsyncIterable<string>;
}

/**
 * What a server of Chat implements.
 *
 * Streams both ways only, so there is no blocking client.
 */
export interface ChatHandlers {
  /** Says and hears. */
  talk(
    said: AsyncIterable<string>,
    context: CallContext,
  ): AsyncIterable<string> | Iterable<string> | Promise<AsyncIterable<string> | Iterable<string>>;
}

/** The service Chat: names, kinds and schemas of its methods. */
export const Chat: ServiceDescriptor<ChatHandlers> = /* @__PURE__ */ defineService<ChatHandlers>({
  name: 'Chat',
  contractHash: '4be353c8ce8332dbcffaf6d34bf359ad',
  methods: [
    {
      name: 'talk',
      kind: 'bidiStream',
      params: [],
      args: () => z.tuple([]),
      item: () => z.string(),
      upload: { param: 0, item: () => z.string() },
    },
  ],
});

/** A client of Chat on a session: its methods as promises. */
export function createChatClient(session: RpcSession, options?: ClientOptions): ChatClient {
  const caller = openCaller(session, Chat, options);
  return {
    talk: (said, options) => caller.bidiStream(0, [], said, options),
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

const sampleSchema = /* @__PURE__ */ once(() => z.object({
  at: z.date(),
  value: z.number().min(0),
}) satisfies z.ZodType<Sample>);
