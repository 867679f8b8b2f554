import { NotSendable } from '../wire/not-sendable.js';
import type { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import type { Writer } from '../wire/writer.js';

/** Goes one level deeper into a recursive type than `depth`: gives back how much deeper it may go, or throws. */
export function deeperOut(writer: Writer, depth: number): number {
  if (depth <= 0) throw NotSendable.tooDeep(writer.maxDepth);
  return depth - 1;
}

/** The same, for what is read. */
export function deeperIn(reader: Reader, depth: number): number {
  if (depth > 0) return depth - 1;
  throw new WireError(`a value nests deeper than ${reader.maxDepth} levels (limits.maxDepth)`);
}
