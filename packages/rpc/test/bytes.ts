import { readValue } from '../src/wire/read-value.js';
import { Reader, type ReaderLimits } from '../src/wire/reader.js';
import { writeValue } from '../src/wire/write-value.js';
import { Writer } from '../src/wire/writer.js';

/** The bytes of a value. */
export function encode(value: unknown): Uint8Array {
  const writer = Writer.growing(2 ** 26);
  writeValue(writer, value);
  return writer.bytes.slice(0, writer.position);
}

/** The value of bytes, all of which it must take. */
export function decode(bytes: Uint8Array, limits?: ReaderLimits): unknown {
  const reader = new Reader(limits);
  reader.reset(bytes, bytes.byteLength);
  const value = readValue(reader);
  expect(reader.position).toBe(bytes.byteLength);
  return value;
}

/** Bytes written in hexadecimal digits, with spaces where one likes. */
export function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
}
