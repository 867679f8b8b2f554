import type { z } from 'zod';
import { readPart } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';

/** Reads a value that travels with all its keys, and has a schema judge it: for types that are not specialised. */
export function readChecked<T>(reader: Reader, schema: () => z.ZodType<T>): T {
  const value = readPart(reader);
  const parsed = schema().safeParse(value);
  if (parsed.success) return parsed.data;
  reader.refused = true;
  return value as T; // or else it is refused
}

/** Reads an instance of a class of the language's library; that it is one is all that is checked. */
export function readInstance<T>(reader: Reader, type: abstract new (...args: never) => unknown): T {
  const value = readPart(reader);
  if (!(value instanceof type)) reader.refused = true;
  return value as T; // or else it is refused
}
