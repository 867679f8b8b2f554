import { isDate, isUint8Array } from 'node:util/types';
import * as format from '../wire/format.js';
import { readPart } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { shortText } from '../wire/short-text.js';
import type { Writer } from '../wire/writer.js';
import { Kind, kindAt } from './kind.js';
import { readMismatch, writeMismatch } from './mismatch.js';

/** Appends a number. */
export function writeNumber(writer: Writer, value: unknown): void {
  if (typeof value === 'number') writer.number(value);
  else writeMismatch(writer, value);
}

/** Reads a number. */
export function readNumber(reader: Reader): number {
  const at = reader.position;
  if (at < reader.end) {
    const tag = reader.bytes[at] as number; // below the end
    if (tag < 0x80) {
      reader.position = at + 1;
      return tag;
    }
    if (tag === format.FLOAT64 && reader.end - at > 8) {
      reader.position = at + 9;
      return reader.view.getFloat64(at + 1);
    }
    if (reader.end - at > 4) return readInteger(reader, at, tag);
  }
  return readOf(reader, Kind.Number);
}

/** Reads an integer of more than one byte, if one starts with that tag; there are five bytes at least. */
function readInteger(reader: Reader, at: number, tag: number): number {
  switch (tag) {
    case format.UINT8:
      reader.position = at + 2;
      return reader.view.getUint8(at + 1);
    case format.UINT16:
      reader.position = at + 3;
      return reader.view.getUint16(at + 1);
    case format.UINT32:
      reader.position = at + 5;
      return reader.view.getUint32(at + 1);
    case format.INT8:
      reader.position = at + 2;
      return reader.view.getInt8(at + 1);
    case format.INT16:
      reader.position = at + 3;
      return reader.view.getInt16(at + 1);
    case format.INT32:
      reader.position = at + 5;
      return reader.view.getInt32(at + 1);
    default:
      return readOf(reader, Kind.Number);
  }
}

/** Appends a string. */
export function writeString(writer: Writer, value: unknown): void {
  if (typeof value === 'string') writer.string(value);
  else writeMismatch(writer, value);
}

/** Reads a string. */
export function readString(reader: Reader): string {
  const at = reader.position;
  if (at < reader.end) {
    const length = (reader.bytes[at] as number) - 0xa0; // below the end
    if (length >= 0 && length < 0x20 && length < reader.end - at) {
      // Most strings are short: no step between.
      const text = shortText(reader.bytes, reader.view, at + 1, length);
      reader.position = at + 1;
      if (text === undefined) return reader.text(length);
      reader.position += length;
      return text;
    }
  }
  return readOf(reader, Kind.String);
}

/** Appends a boolean. */
export function writeBoolean(writer: Writer, value: unknown): void {
  if (typeof value === 'boolean') writer.boolean(value);
  else writeMismatch(writer, value);
}

/** Reads a boolean. */
export function readBoolean(reader: Reader): boolean {
  return readOf(reader, Kind.Boolean);
}

/** Appends a bigint. */
export function writeBigInt(writer: Writer, value: unknown): void {
  if (typeof value === 'bigint') writer.bigint(value);
  else writeMismatch(writer, value);
}

/** Reads a bigint. */
export function readBigInt(reader: Reader): bigint {
  return readOf(reader, Kind.BigInt);
}

/** Reads a null. */
export function readNull(reader: Reader): null {
  return readOf(reader, Kind.Null);
}

/** Reads an undefined. */
export function readUndefined(reader: Reader): undefined {
  return readOf(reader, Kind.Undefined);
}

/** Reads a date. */
export function readDate(reader: Reader): Date {
  const { view, end, position: at } = reader;
  // Most dates are of these centuries, to the millisecond.
  if (end - at >= 10 && view.getUint16(at) === TIMESTAMP64) {
    const high = view.getUint32(at + 2);
    const nanoseconds = high >>> 2;
    if (nanoseconds <= 999_999_999) {
      reader.position = at + 10;
      const seconds = (high & 3) * 2 ** 32 + view.getUint32(at + 6);
      return new Date(seconds * 1000 + Math.floor(nanoseconds / 1_000_000));
    }
  }
  return readOtherDate(reader);
}

/** How a timestamp in seconds, of 34 bits, and nanoseconds starts. */
const TIMESTAMP64 = (format.FIXEXT8 << 8) | (format.Extension.Timestamp & 0xff);

function readOtherDate(reader: Reader): Date {
  const value = readOf<Date>(reader, Kind.Date);
  if (isDate(value) && Number.isNaN(value.getTime())) reader.refused = true;
  return value;
}

/** Appends a date. */
export function writeDate(writer: Writer, value: unknown): void {
  if (isDate(value) && !Number.isNaN(value.getTime())) writer.date(value);
  else writeMismatch(writer, value);
}

/** Appends bytes. */
export function writeBytes(writer: Writer, value: unknown): void {
  if (isUint8Array(value)) writer.binary(value);
  else writeMismatch(writer, value);
}

/** Reads bytes. */
export function readBytes(reader: Reader): Uint8Array {
  return readOf(reader, Kind.Bytes);
}

/** Reads one of a few strings, numbers, booleans or bigints. */
export function readLiteral<T>(reader: Reader, values: ReadonlySet<unknown>): T {
  const at = reader.position;
  const isShortString = at < reader.end && ((reader.bytes[at] as number) & 0xe0) === 0xa0; // below the end
  // The same few again and again: found by their bytes, and without a hash of a new string.
  const value = isShortString ? reader.key() : readPart(reader);
  if (!values.has(value)) reader.refused = true;
  return value as T; // or else it is refused
}

/** Whatever starts like a `T` is one: its kind is all there is to it. */
function readOf<T>(reader: Reader, kind: number): T {
  return kindAt(reader) === kind ? (readPart(reader) as T) : readMismatch(reader);
}
