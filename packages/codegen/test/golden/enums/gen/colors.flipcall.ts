// Made from ../colors.ts by flipcall generate. Do not edit: change the source and generate again.
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
import type { Color, Flag, Level, Painter as PainterSource, Signal, Single } from '../colors.js';

export type Painter = PainterSource;

/** A client of Painter: its methods as promises. */
export interface PainterClient {
  paint(
    color: Color,
    level: Level,
    flag: Flag,
    single: Single,
    options?: CallOptions,
  ): Promise<Color>;
  some(
    color: Color.Red,
    level: Level.Low | Level.High,
    options?: CallOptions,
  ): Promise<Color | undefined>;
  signal(signal: Signal, options?: CallOptions): Promise<Signal>;
  record(counts: Record<Color, number>, options?: CallOptions): Promise<Map<Level, Color>>;
}

/** A client of Painter: its methods by calls that block the calling thread. */
export interface PainterSyncClient {
  paint(color: Color, level: Level, flag: Flag, single: Single, options?: CallOptions): Color;
  some(color: Color.Red, level: Level.Low | Level.High, options?: CallOptions): Color | undefined;
  signal(signal: Signal, options?: CallOptions): Signal;
  record(counts: Record<Color, number>, options?: CallOptions): Map<Level, Color>;
}

/** What a server of Painter implements. */
export interface PainterHandlers {
  paint(
    color: Color,
    level: Level,
    flag: Flag,
    single: Single,
    context: CallContext,
  ): Color | Promise<Color>;
  some(
    color: Color.Red,
    level: Level.Low | Level.High,
    context: CallContext,
  ): Color | undefined | Promise<Color | undefined>;
  signal(signal: Signal, context: CallContext): Signal | Promise<Signal>;
  record(
    counts: Record<Color, number>,
    context: CallContext,
  ): Map<Level, Color> | Promise<Map<Level, Color>>;
}

/** The service Painter: names, kinds and schemas of its methods. */
export const Painter: ServiceDescriptor<PainterHandlers> = /* @__PURE__ */ defineService<PainterHandlers>({
  name: 'Painter',
  contractHash: '3d9ec9ab529d7663734747791eb33c93',
  methods: [
    {
      name: 'paint',
      kind: 'unary',
      params: ['color', 'level', 'flag', 'single'],
      args: () => z.tuple([
        colorSchema(),
        levelSchema(),
        flagSchema(),
        z.enum({ Only: 'only' } as unknown as Pick<typeof Single, keyof typeof Single>),
      ]),
      result: () => colorSchema(),
    },
    {
      name: 'record',
      kind: 'unary',
      params: ['counts'],
      args: () => z.tuple([z.object({ red: anyNumber(), green: anyNumber() })]),
      result: () => z.map(levelSchema(), colorSchema()),
    },
    {
      name: 'signal',
      kind: 'unary',
      params: ['signal'],
      args: () => z.tuple([signalSchema()]),
      result: () => signalSchema(),
    },
    {
      name: 'some',
      kind: 'unary',
      params: ['color', 'level'],
      args: () => z.tuple([
        z.enum({ Red: 'red' } as unknown as Pick<typeof Color, 'Red'>),
        z.union([
          z.enum({ Low: 0 } as unknown as Pick<typeof Level, 'Low'>),
          z.enum({ High: 6 } as unknown as Pick<typeof Level, 'High'>),
        ]),
      ]),
      result: () => z.union([colorSchema(), z.undefined()]),
    },
  ],
});

/** A client of Painter on a session: its methods as promises. */
export function createPainterClient(session: RpcSession, options?: ClientOptions): PainterClient {
  const caller = openCaller(session, Painter, options);
  return {
    paint: (color, level, flag, single, options) =>
      caller.call(0, [color, level, flag, single], options),
    record: (counts, options) => caller.call(1, [counts], options),
    signal: (signal, options) => caller.call(2, [signal], options),
    some: (color, level, options) => caller.call(3, [color, level], options),
  };
}

/** A client of Painter on a session: its methods by calls that block the calling thread. */
export function createPainterSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): PainterSyncClient {
  const caller = openBlockingCaller(session, Painter, options);
  return {
    paint: (color, level, flag, single, options) =>
      caller.call(0, [color, level, flag, single], options),
    record: (counts, options) => caller.call(1, [counts], options),
    signal: (signal, options) => caller.call(2, [signal], options),
    some: (color, level, options) => caller.call(3, [color, level], options),
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

const colorSchema = /* @__PURE__ */ once(() => z.enum({
  Red: 'red',
  Green: 'green',
} as unknown as Pick<typeof Color, keyof typeof Color>) satisfies z.ZodType<Color>);

const levelSchema = /* @__PURE__ */ once(() => z.enum({
  Low: 0,
  Middle: 5,
  High: 6,
} as unknown as Pick<typeof Level, keyof typeof Level>) satisfies z.ZodType<Level>);

const flagSchema = /* @__PURE__ */ once(() => z.enum({
  Off: 0,
  On: 1,
} as unknown as Pick<typeof Flag, keyof typeof Flag>) satisfies z.ZodType<Flag>);

const signalSchema = /* @__PURE__ */ once(() => z.discriminatedUnion('color', [
  z.object({
    color: z.enum({ Red: 'red' } as unknown as Pick<typeof Color, 'Red'>),
    stop: z.literal(true),
  }),
  z.object({
    color: z.enum({ Green: 'green' } as unknown as Pick<typeof Color, 'Green'>),
    go: z.literal(true),
  }),
]) satisfies z.ZodType<Signal>);
