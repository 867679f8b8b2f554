import { NotSendable } from '../wire/not-sendable.js';
import { readPart } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { writeValue } from '../wire/write-value.js';
import type { Writer } from '../wire/writer.js';

/** Appends a value that is not of the type that its place has, as what it is: the receiver refuses it and says why. */
export function writeMismatch(writer: Writer, value: unknown): void {
  writeValue(writer, value);
}

/**
 * The same in the place of an object that travels without its keys. Throws `NotSendable` for an array: that is how such
 * objects travel, so it could be taken for one.
 */
export function writeNoObject(writer: Writer, value: unknown): void {
  if (Array.isArray(value)) throw new NotSendable('expected an object, received an array');
  writeValue(writer, value);
}

/**
 * Reads a value that is not of the type that its place has, as what it is, and says so in `reader.refused`: until that
 * was looked at, `T` is a mere hope.
 */
export function readMismatch<T>(reader: Reader): T {
  reader.refused = true;
  return readPart(reader) as T;
}

/** Reads a value where there can be none: a function of its own, since what it reads is of no type. */
export function readNever(reader: Reader): never {
  return readMismatch<never>(reader);
}
