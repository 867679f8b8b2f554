// Made from ../colors.ts by flipcall generate. Do not edit: change the source and generate again.
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
  isData,
  isObject,
  kindAt,
  kindOf,
  openBlockingCaller,
  openCaller,
  readLiteral,
  readMap,
  readMember,
  readMismatch,
  readNumber,
  readPlaces,
  readUndefined,
  writeMap,
  writeMember,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writeValue,
  writeWhole,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
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
  contractHash: 'b4a61e46bcc66fa681b418ac1f74ddf2',
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
      compact: {
        args: { write: writePaintArgs, read: readPaintArgs },
        result: { write: writeValue, read: readColor },
      },
    },
    {
      name: 'record',
      kind: 'unary',
      params: ['counts'],
      args: () => z.tuple([z.object({ red: anyNumber(), green: anyNumber() })]),
      result: () => z.map(levelSchema(), colorSchema()),
      compact: {
        args: { write: writeRecordArgs, read: readRecordArgs },
        result: { write: writeLevelToColorMap, read: readLevelToColorMap },
      },
    },
    {
      name: 'signal',
      kind: 'unary',
      params: ['signal'],
      args: () => z.tuple([signalSchema()]),
      result: () => signalSchema(),
      compact: {
        args: { write: writeSignalArgs, read: readSignalArgs },
        result: { write: writeSignal, read: readSignal },
      },
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
      compact: {
        args: { write: writeSomeArgs, read: readSomeArgs },
        result: { write: writeColorOrUndefined, read: readColorOrUndefined },
      },
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

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writePaintArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 4) return writeMismatch(writer, args);
  writer.arrayHeader(4);
  writeValue(writer, args[0] as Color);
  writeValue(writer, args[1] as Level);
  writeValue(writer, args[2] as Flag);
  writeValue(writer, args[3] as Single);
}

function readPaintArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 4)) return readMismatch(reader);
  return [readColor(reader), readLevel(reader), readFlag(reader), readPaintArgsSingle(reader)];
}

function readColor(reader: Reader): Color {
  return readLiteral(reader, colorValues);
}

function writeRecordArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeRecordOfColorNumber(writer, args[0] as Record<Color, number>);
}

function readRecordArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readRecordOfColorNumber(reader)];
}

function readLevelToColorMap(reader: Reader): Map<Level, Color> {
  return readMap(reader, { key: readLevel, value: readColor });
}

function writeLevelToColorMap(writer: Writer, value: Map<Level, Color>): void {
  writeMap(writer, value, { key: writeValue, value: writeValue });
}

function writeSignalArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeSignal(writer, args[0] as Signal);
}

function readSignalArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readSignal(reader)];
}

function readSignal(reader: Reader): Signal {
  const start = reader.position;
  switch (readMember(reader)) {
    case 0:
      return readSignalGreen(reader);
    case 1:
      return readSignalRed(reader);
    default:
      reader.position = start;
      return readMismatch(reader);
  }
}

function writeSignal(writer: Writer, value: unknown): void {
  switch (isObject(value) ? (value as { readonly color?: unknown }).color : undefined) {
    case 'green':
      writeMember(writer, 0);
      return writeSignalGreen(writer, value as { color: Color.Green; go: true });
    case 'red':
      writeMember(writer, 1);
      return writeSignalRed(writer, value as { color: Color.Red; stop: true });
    default:
      return writeNoObject(writer, value);
  }
}

function writeSomeArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 2) return writeMismatch(writer, args);
  writer.arrayHeader(2);
  writeValue(writer, args[0] as Color.Red);
  writeValue(writer, args[1] as Level.Low | Level.High);
}

function readSomeArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 2)) return readMismatch(reader);
  return [readSomeArgsColor(reader), readSomeArgsLevel(reader)];
}

function readColorOrUndefined(reader: Reader): Color | undefined {
  switch (kindAt(reader)) {
    case Kind.Undefined:
      return readUndefined(reader);
    case Kind.String:
      return readColor(reader);
    default:
      return readMismatch(reader);
  }
}

function writeColorOrUndefined(writer: Writer, value: unknown): void {
  switch (kindOf(value)) {
    case Kind.Undefined:
      return writeValue(writer, value);
    case Kind.String:
      return writeValue(writer, value);
    default:
      return writeMismatch(writer, value);
  }
}

function readLevel(reader: Reader): Level {
  return readLiteral(reader, levelValues);
}

function readFlag(reader: Reader): Flag {
  return readLiteral(reader, flagValues);
}

function readPaintArgsSingle(reader: Reader): Single {
  return readLiteral(reader, paintArgsSingleValues);
}

function readRecordOfColorNumber(reader: Reader): Record<Color, number> {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x92) at++;
  else if (readPlaces(reader, 2)) at = reader.position;
  else return readMismatch(reader);
  let green: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { green = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { green = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; green = readNumber(reader); at = reader.position; }
  let red: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { red = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { red = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; red = readNumber(reader); at = reader.position; }
  reader.position = at;
  return { red, green };
}

function writeRecordOfColorNumber(writer: Writer, value: Record<Color, number>): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.green;
  if (!isData(value)) return writeNoObject(writer, value);
  let { position: at, bytes, view, end } = writer;
  if (at < end) bytes[at++] = 0x92;
  else { writer.arrayHeader(2); ({ position: at, bytes, view, end } = writer); }
  if (typeof first === 'number' && end - at > 8) {
    if (Math.floor(first) !== first) { bytes[at] = 0xcb; view.setFloat64(at + 1, first); at += 9; }
    else if ((first & 0x7f) === first && !Object.is(first, -0)) bytes[at++] = first;
    else at = writeWhole(bytes, view, at, first);
  } else { writer.position = at; writeNumber(writer, first); ({ position: at, bytes, view, end } = writer); }
  const red = value.red;
  if (typeof red === 'number' && end - at > 8) {
    if (Math.floor(red) !== red) { bytes[at] = 0xcb; view.setFloat64(at + 1, red); at += 9; }
    else if ((red & 0x7f) === red && !Object.is(red, -0)) bytes[at++] = red;
    else at = writeWhole(bytes, view, at, red);
  } else { writer.position = at; writeNumber(writer, red); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
}

function readSignalGreen(reader: Reader): { color: Color.Green; go: true } {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return { color: 'green' as never, go: true };
}

function writeSignalGreen(writer: Writer, value: { color: Color.Green; go: true }): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.color as unknown) !== 'green') return writeNoObject(writer, value);
  if ((value.go as unknown) !== true) return writeNoObject(writer, value);
  writer.arrayHeader(0);
}

function readSignalRed(reader: Reader): { color: Color.Red; stop: true } {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return { color: 'red' as never, stop: true };
}

function writeSignalRed(writer: Writer, value: { color: Color.Red; stop: true }): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  if (!isData(value)) return writeNoObject(writer, value);
  if ((value.color as unknown) !== 'red') return writeNoObject(writer, value);
  if ((value.stop as unknown) !== true) return writeNoObject(writer, value);
  writer.arrayHeader(0);
}

function readSomeArgsColor(reader: Reader): Color.Red {
  return readLiteral(reader, someArgsColorValues);
}

function readSomeArgsLevel(reader: Reader): Level.Low | Level.High {
  return readLiteral(reader, someArgsLevelValues);
}

const colorValues = /* @__PURE__ */ new Set<unknown>(['red', 'green']);

const levelValues = /* @__PURE__ */ new Set<unknown>([0, 5, 6]);

const flagValues = /* @__PURE__ */ new Set<unknown>([0, 1]);

const paintArgsSingleValues = /* @__PURE__ */ new Set<unknown>(['only']);

const someArgsColorValues = /* @__PURE__ */ new Set<unknown>(['red']);

const someArgsLevelValues = /* @__PURE__ */ new Set<unknown>([6, 0]);

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
} as unknown as Pick<typeof Color, keyof typeof Color>) satisfies zod.ZodType<Color>);

const levelSchema = /* @__PURE__ */ once(() => z.enum({
  Low: 0,
  Middle: 5,
  High: 6,
} as unknown as Pick<typeof Level, keyof typeof Level>) satisfies zod.ZodType<Level>);

const flagSchema = /* @__PURE__ */ once(() => z.enum({
  Off: 0,
  On: 1,
} as unknown as Pick<typeof Flag, keyof typeof Flag>) satisfies zod.ZodType<Flag>);

const signalSchema = /* @__PURE__ */ once(() => z.discriminatedUnion('color', [
  z.object({
    color: z.enum({ Red: 'red' } as unknown as Pick<typeof Color, 'Red'>),
    stop: z.literal(true),
  }),
  z.object({
    color: z.enum({ Green: 'green' } as unknown as Pick<typeof Color, 'Green'>),
    go: z.literal(true),
  }),
]) satisfies zod.ZodType<Signal>);
