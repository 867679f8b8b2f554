// Made from ../streams.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  Kind,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writer,
  defineService,
  firstLength,
  isData,
  isObject,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readBigInt,
  readCount,
  readCountWithin,
  readDate,
  readMismatch,
  readNumber,
  readPlaces,
  readString,
  readUndefined,
  writeBigInt,
  writeDate,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writeString,
  writeValue,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
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
  contractHash: '9f8af0622b35deaa8510b19e2ebc7b7f',
  methods: [
    {
      name: 'count',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => anyNumber(),
      compact: {
        args: { write: writeCountArgs, read: readCountArgs },
        result: { write: writeNumber, read: readNumber },
      },
      idempotent: true,
    },
    {
      name: 'forget',
      kind: 'clientStream',
      params: [],
      args: () => z.tuple([]),
      upload: { param: 0, item: () => z.bigint() },
      compact: {
        args: { write: writeForgetArgs, read: readForgetArgs },
        upload: { write: writeBigInt, read: readBigInt },
      },
    },
    {
      name: 'merge',
      kind: 'bidiStream',
      params: ['parts'],
      args: () => z.tuple([z.array(z.string())]),
      item: () => z.string(),
      upload: { param: 0, item: () => z.string() },
      compact: {
        args: { write: writeMergeArgs, read: readMergeArgs },
        item: { write: writeString, read: readString },
        upload: { write: writeString, read: readString },
      },
    },
    {
      name: 'open',
      kind: 'serverStream',
      params: ['sensor'],
      args: () => z.tuple([z.string()]),
      item: () => sampleSchema(),
      compact: {
        args: { write: writeOpenArgs, read: readOpenArgs },
        item: { write: writeSample, read: readSample },
      },
    },
    {
      name: 'record',
      kind: 'clientStream',
      params: ['sensor', 'note'],
      args: () => z.tuple([z.string(), z.string().optional()]),
      result: () => anyNumber(),
      upload: { param: 1, item: () => sampleSchema() },
      compact: {
        args: { write: writeRecordArgs, read: readRecordArgs },
        result: { write: writeNumber, read: readNumber },
        upload: { write: writeSample, read: readSample },
      },
    },
    {
      name: 'replay',
      kind: 'serverStream',
      params: [],
      args: () => z.tuple([]),
      item: () => sampleSchema(),
      compact: {
        args: { write: writeReplayArgs, read: readReplayArgs },
        item: { write: writeSample, read: readSample },
      },
    },
    {
      name: 'smooth',
      kind: 'bidiStream',
      params: ['options'],
      args: () => z.tuple([z.object({ window: anyNumber() })]),
      item: () => sampleSchema(),
      upload: { param: 1, item: () => sampleSchema() },
      compact: {
        args: { write: writeSmoothArgs, read: readSmoothArgs },
        item: { write: writeSample, read: readSample },
        upload: { write: writeSample, read: readSample },
      },
    },
    {
      name: 'watch',
      kind: 'serverStream',
      params: ['sensor', 'everyMs'],
      args: () => z.tuple([z.string(), anyNumber().optional()]),
      item: () => sampleSchema(),
      compact: {
        args: { write: writeWatchArgs, read: readWatchArgs },
        item: { write: writeSample, read: readSample },
      },
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
  contractHash: '3a4e39d68bcbacd2f02db002c534f3ac',
  methods: [
    {
      name: 'talk',
      kind: 'bidiStream',
      params: [],
      args: () => z.tuple([]),
      item: () => z.string(),
      upload: { param: 0, item: () => z.string() },
      compact: {
        args: { write: writeTalkArgs, read: readTalkArgs },
        item: { write: writeString, read: readString },
        upload: { write: writeString, read: readString },
      },
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

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeCountArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readCountArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeForgetArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readForgetArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeMergeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeStringArray(writer, args[0] as string[]);
}

function readMergeArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readStringArray(reader)];
}

function writeOpenArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeString(writer, args[0] as string);
}

function readOpenArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readString(reader)];
}

function readSample(reader: Reader): Sample {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  const at = readDate(reader);
  const place1 = readSampleValue(reader);
  return { at, value: place1 };
}

function writeSample(writer: Writer, value: Sample): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.at;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(2);
  writeDate(writer, first);
  writeNumber(writer, value.value);
}

function writeRecordArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length < 1 || args.length > 2) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeString(writer, args[0] as string);
  if (args.length > 1) writeStringOrUndefined(writer, args[1] as string | undefined);
}

function readRecordArgs(reader: Reader): readonly unknown[] {
  const count = readCountWithin(reader, 1, 2);
  if (count < 0) return readMismatch(reader);
  const items: unknown[] = [readString(reader)];
  if (count > 1) items.push(readStringOrUndefined(reader));
  return items as unknown as readonly unknown[];
}

function writeReplayArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readReplayArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function writeSmoothArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeSmoothArgsOptions(writer, args[0] as { readonly window: number });
}

function readSmoothArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readSmoothArgsOptions(reader)];
}

function writeWatchArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length < 1 || args.length > 2) return writeMismatch(writer, args);
  writer.arrayHeader(args.length);
  writeString(writer, args[0] as string);
  if (args.length > 1) writeNumberOrUndefined(writer, args[1] as number | undefined);
}

function readWatchArgs(reader: Reader): readonly unknown[] {
  const count = readCountWithin(reader, 1, 2);
  if (count < 0) return readMismatch(reader);
  const items: unknown[] = [readString(reader)];
  if (count > 1) items.push(readNumberOrUndefined(reader));
  return items as unknown as readonly unknown[];
}

function writeTalkArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readTalkArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readStringArray(reader: Reader): string[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<string>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readString(reader);
  }
  return items;
}

function writeStringArray(writer: Writer, value: string[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeString(writer, value[index] as string);
  }
}

function readSampleValue(reader: Reader): number {
  const value = readNumber(reader);
  if (!(Number.isFinite(value) && value >= 0)) reader.refused = true;
  return value;
}

function readStringOrUndefined(reader: Reader): string | undefined {
  switch (kindAt(reader)) {
    case Kind.Undefined:
      return readUndefined(reader);
    case Kind.String:
      return readString(reader);
    default:
      return readMismatch(reader);
  }
}

function writeStringOrUndefined(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Undefined:
      return writeValue(writer, value);
    case Kind.String:
      return writeString(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function readSmoothArgsOptions(reader: Reader): { readonly window: number } {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const window = readNumber(reader);
  return { window };
}

function writeSmoothArgsOptions(writer: Writer, value: { readonly window: number }): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.window;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

function readNumberOrUndefined(reader: Reader): number | undefined {
  switch (kindAt(reader)) {
    case Kind.Number:
      return readNumber(reader);
    case Kind.Undefined:
      return readUndefined(reader);
    default:
      return readMismatch(reader);
  }
}

function writeNumberOrUndefined(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Number:
      return writeNumber(writer, value);
    case Kind.Undefined:
      return writeValue(writer, value);
    default:
      return writeMismatch(writer, value);
  }
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
}) satisfies zod.ZodType<Sample>);
