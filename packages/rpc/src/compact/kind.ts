import { isDate, isMap, isSet, isUint8Array } from 'node:util/types';
import * as format from '../wire/format.js';
import type { Reader } from '../wire/reader.js';

/** What can be told of a value by its first bytes. */
export const Kind = {
  /** Anything else: a kind that no specialised decoder looks for, or no value at all. */
  Other: 0,
  Null: 1,
  Undefined: 2,
  Boolean: 3,
  Number: 4,
  BigInt: 5,
  String: 6,
  Bytes: 7,
  Date: 8,
  /** An array or a tuple; and an object, when it travels without its keys. */
  Array: 9,
  /** An object that travels with its keys. */
  Record: 10,
  Map: 11,
  Set: 12,
} as const;

/** The kind of the value that is read next; it stays where it is. */
export function kindAt(reader: Reader): number {
  const at = reader.position;
  if (at >= reader.end) return Kind.Other;
  const tag = reader.bytes[at] as number; // below the end
  const kind = KIND_OF_TAG[tag] as number; // one for each byte
  return kind === EXTENSION ? kindOfExtension(reader, at + bytesBeforeType(tag)) : kind;
}

/** The kind of a value as the program has it; any object that is of no other kind is a record. */
export function kindOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return Kind.String;
    case 'number':
      return Kind.Number;
    case 'boolean':
      return Kind.Boolean;
    case 'bigint':
      return Kind.BigInt;
    case 'undefined':
      return Kind.Undefined;
    case 'object':
      return value === null ? Kind.Null : kindOfObject(value);
    default:
      return Kind.Other;
  }
}

function kindOfObject(value: object): number {
  if (Array.isArray(value)) return Kind.Array;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return Kind.Record;
  if (isUint8Array(value)) return Kind.Bytes;
  if (isDate(value)) return Kind.Date;
  if (isMap(value)) return Kind.Map;
  return isSet(value) ? Kind.Set : Kind.Record;
}

const EXTENSION = 255;
const KIND_OF_TAG: Uint8Array = kindsOfTags();

function kindsOfTags(): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds.fill(Kind.Number, 0, 0x80).fill(Kind.Record, 0x80, 0x90).fill(Kind.Array, 0x90, 0xa0);
  kinds.fill(Kind.String, 0xa0, 0xc0).fill(Kind.Number, 0xe0);
  kinds[format.NIL] = Kind.Null;
  kinds[format.FALSE] = kinds[format.TRUE] = Kind.Boolean;
  kinds.fill(Kind.Bytes, format.BIN8, format.BIN32 + 1).fill(EXTENSION, format.EXT8, format.EXT32 + 1);
  kinds.fill(Kind.Number, format.FLOAT32, format.UINT32 + 1).fill(Kind.Number, format.INT8, format.INT32 + 1);
  kinds[format.UINT64] = kinds[format.INT64] = Kind.BigInt;
  kinds.fill(EXTENSION, format.FIXEXT1, format.FIXEXT16 + 1).fill(Kind.String, format.STR8, format.STR32 + 1);
  kinds
    .fill(Kind.Array, format.ARRAY16, format.ARRAY32 + 1)
    .fill(Kind.Record, format.MAP16, format.MAP32 + 1);
  return kinds;
}

/** How far behind the first byte of an extension its type is. */
function bytesBeforeType(tag: number): number {
  if (tag === format.EXT8) return 2;
  if (tag === format.EXT16) return 3;
  return tag === format.EXT32 ? 5 : 1;
}

function kindOfExtension(reader: Reader, at: number): number {
  if (at >= reader.end) return Kind.Other;
  switch (reader.view.getInt8(at)) {
    case format.Extension.Undefined:
      return Kind.Undefined;
    case format.Extension.Timestamp:
      return Kind.Date;
    case format.Extension.BigInt:
      return Kind.BigInt;
    case format.Extension.Map:
      return Kind.Map;
    case format.Extension.Set:
      return Kind.Set;
    default:
      return Kind.Other;
  }
}
