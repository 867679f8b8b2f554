import * as format from '../wire/format.js';
import type { Reader } from '../wire/reader.js';

/** Up to this many members, an array is made as long as it is announced to be; a longer one grows with its members. */
const MOST_AT_ONCE = 64;

/** Reads the header of an array: how many members follow. -1, and nothing is read, if there is no array. */
export function readLength(reader: Reader): number {
  const at = reader.position;
  if (at >= reader.end) return -1;
  const tag = reader.bytes[at] as number; // below the end
  if (tag >= 0x90 && tag < 0xa0) {
    reader.position = at + 1;
    return tag & 0x0f;
  }
  return tag === format.ARRAY16 || tag === format.ARRAY32 ? reader.arrayHeader() : -1;
}

/** The same, for an array of any length: held against the limits. */
export function readCount(reader: Reader): number {
  const count = readLength(reader);
  if (count > 0) reader.announce(count);
  return count;
}

/** The same, for an array of `least` to `most` members. */
export function readCountWithin(reader: Reader, least: number, most: number): number {
  const start = reader.position;
  const count = readLength(reader);
  if (count >= least && count <= most) {
    reader.announce(count);
    return count;
  }
  reader.position = start;
  return -1;
}

/**
 * How long to make an array at first that is to have `count` members. Whoever makes it does so itself: V8 learns for each
 * place where arrays are made what goes into them, and keeps numbers unboxed.
 */
export function firstLength(count: number): number {
  return count <= MOST_AT_ONCE ? count : 0;
}

/** Whether a text has at least so many characters: code points, as schemas count them, of which each takes one or two units. */
export function hasCharacters(text: string, count: number): boolean {
  if (text.length < count) return false;
  return text.length >= 2 * count || [...text].length >= count;
}
