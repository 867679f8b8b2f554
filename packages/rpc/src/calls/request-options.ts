import { asMetadata, type Metadata } from '../metadata.js';
import type { MethodKind } from '../service.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import { writeValue } from '../wire/write-value.js';
import type { Writer } from '../wire/writer.js';

/** The bits that say which streams a call has. */
export const Streams = {
  /** The caller sends items. */
  Up: 1,
  /** The caller takes items. */
  Down: 2,
} as const;

/** The streams of each kind of call. */
export const STREAMS_OF_KIND: Readonly<Record<MethodKind, number>> = {
  unary: 0,
  oneway: 0,
  serverStream: Streams.Down,
  clientStream: Streams.Up,
  bidiStream: Streams.Up | Streams.Down,
};

/** What a request may say beside its arguments. */
export interface RequestOptions {
  /** How many milliseconds the caller still waits. */
  readonly timeoutMs: number | undefined;
  readonly metadata: Metadata | undefined;
  /** `Streams` bits. */
  readonly streams: number;
}

/** What a request says that has no options. */
export const NO_OPTIONS: RequestOptions = { timeoutMs: undefined, metadata: undefined, streams: 0 };

/** Appends the map of options, without those that say nothing. */
export function writeRequestOptions(writer: Writer, { timeoutMs, metadata, streams }: RequestOptions): void {
  const count = Number(timeoutMs !== undefined) + Number(metadata !== undefined) + Number(streams !== 0);
  writer.mapHeader(count);
  if (timeoutMs !== undefined) {
    writer.string('t');
    writer.uint(timeoutMs);
  }
  if (metadata !== undefined) {
    writer.string('m');
    writeValue(writer, metadata);
  }
  if (streams !== 0) {
    writer.string('s');
    writer.uint(streams);
  }
}

/** Reads the map of options. Keys that we do not know are ignored. */
export function readRequestOptions(reader: Reader): RequestOptions {
  const options = readValue(reader);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new WireError('the options of a request must be a map');
  }
  return {
    timeoutMs: 't' in options ? integer('t', options.t, 0x7fff_ffff) : undefined,
    metadata: 'm' in options ? asMetadata(options.m) : undefined,
    streams: 's' in options ? integer('s', options.s, Streams.Up | Streams.Down) : 0,
  };
}

function integer(key: string, value: unknown, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new WireError(`option ${key} of a request must be an integer of 0 to ${most}`);
}
