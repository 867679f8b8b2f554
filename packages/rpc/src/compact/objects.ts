import { hasBehaviour } from '../wire/not-sendable.js';
import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';
import { readLength } from './lengths.js';

/** Whether a value is an object that has properties to be read: null has none. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether an object is data: a literal, or an instance of a class without methods. Asked once a property of it was read, it
 * costs next to nothing: V8 knows then what its prototype is.
 */
export function isData(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === OBJECT || isUnusualData(value, prototype);
}

const OBJECT: unknown = Object.prototype;

function isUnusualData(value: object, prototype: unknown): boolean {
  return prototype === null || (!Array.isArray(value) && !hasBehaviour(value));
}

/** An object that is being made: its properties can still be set. */
export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Appends the start of an object with optional properties, of which `presence` says by its bits which are there. */
export function writePresence(writer: Writer, required: number, presence: number): void {
  writer.arrayHeader(1 + required + countBits(presence));
  writer.uint(presence);
}

/** Appends the start of a member of a union: which one it is. */
export function writeMember(writer: Writer, member: number): void {
  writer.arrayHeader(2);
  writer.uint(member);
}

/** Reads the start of an object of exactly `count` places; says whether there is one. */
export function readPlaces(reader: Reader, count: number): boolean {
  const start = reader.position;
  if (readLength(reader) === count) return true;
  reader.position = start;
  return false;
}

/**
 * Reads the start of an object with optional properties: a bit for each of those says whether it is there. -1 if there is
 * no object of `required` properties and some of `optional` ones.
 */
export function readPresence(reader: Reader, required: number, optional: number): number {
  const start = reader.position;
  const length = readLength(reader);
  if (length > required) {
    const bits = reader.uintIfAny();
    if (bits >= 0 && bits < 2 ** optional && length === 1 + required + countBits(bits)) return bits;
  }
  reader.position = start;
  return -1;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** Reads the start of a member of a union: which one it is. -1 if there is none. */
export function readMember(reader: Reader): number {
  const start = reader.position;
  if (readLength(reader) === 2) {
    const member = reader.uintIfAny();
    if (member >= 0) return member;
  }
  reader.position = start;
  return -1;
}
