import { errorOf } from './error-value.js';
import * as format from './format.js';
import type { Reader } from './reader.js';
import { regExpOf, VALUES_PER_REGEXP_CHARACTER, whyNotRegExp } from './regexp.js';
import { formOf, type SentBytes } from './typed-array.js';
import { WireError } from './wire-error.js';

/**
 * Reads one value in our mapping from MessagePack (docs/wire/rpc.md), whatever it is. Throws `WireError` for anything that
 * is not in the mapping or exceeds the reader's limits.
 */
export function readValue(reader: Reader): unknown {
  reader.startBudget();
  return read(reader);
}

/** Reads a value that is part of another one: it may nest as deep, but its values count with the others. */
export function readPart(reader: Reader): unknown {
  reader.startDepth();
  return read(reader);
}

function read(reader: Reader): unknown {
  const tag = reader.tag();
  if (tag < 0x80) return tag;
  if (tag < 0x90) return readObject(reader, tag & 0x0f);
  if (tag < 0xa0) return readArray(reader, tag & 0x0f);
  if (tag < 0xc0) return reader.text(tag & 0x1f);
  if (tag >= 0xe0) return tag - 0x100;
  return readTagged(reader, tag);
}

function readTagged(reader: Reader, tag: number): unknown {
  const view = reader.view;
  switch (tag) {
    case format.NIL:
      return null;
    case format.FALSE:
      return false;
    case format.TRUE:
      return true;
    case format.FLOAT64:
      return view.getFloat64(reader.take(8));
    case format.FLOAT32:
      return view.getFloat32(reader.take(4));
    case format.UINT8:
      return view.getUint8(reader.take(1));
    case format.UINT16:
      return view.getUint16(reader.take(2));
    case format.UINT32:
      return view.getUint32(reader.take(4));
    case format.UINT64:
      return view.getBigUint64(reader.take(8));
    case format.INT8:
      return view.getInt8(reader.take(1));
    case format.INT16:
      return view.getInt16(reader.take(2));
    case format.INT32:
      return view.getInt32(reader.take(4));
    case format.INT64:
      return view.getBigInt64(reader.take(8));
    case format.ARRAY16:
      return readArray(reader, view.getUint16(reader.take(2)));
    case format.ARRAY32:
      return readArray(reader, view.getUint32(reader.take(4)));
    case format.MAP16:
      return readObject(reader, view.getUint16(reader.take(2)));
    case format.MAP32:
      return readObject(reader, view.getUint32(reader.take(4)));
    default:
      return readSized(reader, tag);
  }
}

function readSized(reader: Reader, tag: number): unknown {
  const string = reader.stringLength(tag);
  if (string >= 0) return reader.text(string);
  const binary = reader.binaryLength(tag);
  if (binary >= 0) return reader.binary(binary);
  const extension = reader.extensionLength(tag);
  if (extension >= 0) return readExtension(reader, extension);
  throw reader.broken(`a value before it; 0x${tag.toString(16)} starts none`);
}

function readArray(reader: Reader, count: number): unknown[] {
  reader.enter(count);
  const array: unknown[] = [];
  for (let index = 0; index < count; index++) array.push(read(reader));
  reader.leave();
  return array;
}

function readObject(reader: Reader, count: number): Record<string, unknown> {
  reader.enter(2 * count);
  const object: Record<string, unknown> = {};
  for (let index = 0; index < count; index++) {
    const key = reader.key();
    const value = read(reader);
    // Assigned, this one key would set the prototype.
    if (key === '__proto__') defineOwn(object, key, value);
    else object[key] = value;
  }
  reader.leave();
  return object;
}

function defineOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
}

function readExtension(reader: Reader, byteLength: number): unknown {
  const type = reader.view.getInt8(reader.take(1));
  const bodyEnd = reader.position + byteLength;
  if (bodyEnd > reader.end) throw reader.broken(`the ${byteLength} bytes announced`);
  switch (type) {
    case format.Extension.Undefined:
      if (byteLength !== 1 || reader.tag() !== 0) throw reader.broken('an undefined before it');
      return undefined;
    case format.Extension.Timestamp:
      return readTimestamp(reader, byteLength);
    case format.Extension.BigInt:
      return readBigInt(reader, byteLength);
    case format.Extension.Map:
      return mapOf(reader, readMembers(reader, bodyEnd));
    case format.Extension.Set:
      return new Set(readMembers(reader, bodyEnd));
    case format.Extension.Reference:
    case format.Extension.ReturnedReference:
      if (byteLength !== 4) throw reader.broken('a reference of 4 bytes');
      return reader.token(type === format.Extension.ReturnedReference);
    case format.Extension.Descriptor:
      if (byteLength !== 4) throw reader.broken('a descriptor of 4 bytes');
      return reader.descriptorBody();
    case format.Extension.TypedArray:
      return readTypedArray(reader, byteLength);
    case format.Extension.URL:
      return readUrl(reader, byteLength);
    case format.Extension.RegExp:
      return within(reader, bodyEnd, readRegExp);
    case format.Extension.Error:
      return within(reader, bodyEnd, readError);
    default:
      throw new WireError(`byte ${reader.position - 1}: extension type ${type} is not one that we know`);
  }
}

/** Reads what takes exactly the bytes up to `bodyEnd`. */
function within<T>(reader: Reader, bodyEnd: number, readBody: (reader: Reader) => T): T {
  const { end } = reader;
  reader.end = bodyEnd;
  const body = readBody(reader);
  if (reader.position !== bodyEnd) throw reader.broken('the end of the extension');
  reader.end = end;
  return body;
}

function readMembers(reader: Reader, bodyEnd: number): unknown[] {
  return within(reader, bodyEnd, () => readArray(reader, reader.arrayHeader()));
}

function readTypedArray(reader: Reader, byteLength: number): SentBytes {
  if (byteLength === 0) throw reader.broken('the kind of the elements');
  const form = formOf(reader.tag(), reader.memory(byteLength - 1));
  if (form === undefined) throw reader.broken('whole elements of a kind that we know before it');
  return form;
}

/** An address that this engine takes for none, by newer or older rules than the sender's, stays a string. */
function readUrl(reader: Reader, byteLength: number): URL | string {
  const address = reader.text(byteLength);
  return URL.canParse(address) ? new URL(address) : address;
}

function readRegExp(reader: Reader): unknown {
  if (reader.arrayHeader() !== 2) throw reader.broken('the source and the flags of a regular expression');
  const source = reader.string();
  const flags = reader.string();
  const whyNot = whyNotRegExp(source, flags);
  if (whyNot !== undefined) throw new WireError(`byte ${reader.position}: ${whyNot}`);
  reader.charge(source.length * VALUES_PER_REGEXP_CHARACTER);
  return regExpOf(source, flags);
}

function readError(reader: Reader): Error {
  const count = reader.arrayHeader();
  if (count !== 2 && count !== 3) throw reader.broken('the name, the message and the cause of an error');
  reader.enter(count);
  const name = reader.string();
  const message = reader.string();
  const cause = count === 3 ? { value: read(reader) } : undefined;
  reader.leave();
  return errorOf({ name, message, cause });
}

function mapOf(reader: Reader, members: readonly unknown[]): Map<unknown, unknown> {
  if (members.length % 2 !== 0) throw reader.broken('a value for every key of the map before it');
  const map = new Map<unknown, unknown>();
  for (let index = 0; index < members.length; index += 2) map.set(members[index], members[index + 1]);
  return map;
}

function readBigInt(reader: Reader, byteLength: number): bigint {
  if (byteLength === 0 || byteLength > format.MAX_BIGINT_BYTES) {
    throw reader.broken(`an integer of 1 to ${format.MAX_BIGINT_BYTES} bytes`);
  }
  return BigInt.asIntN(byteLength * 8, BigInt(`0x${reader.hex(byteLength)}`));
}

function readTimestamp(reader: Reader, byteLength: number): Date {
  const { view } = reader;
  switch (byteLength) {
    case 4:
      return new Date(view.getUint32(reader.take(4)) * 1000);
    case 8: {
      const at = reader.take(8);
      const high = view.getUint32(at);
      return dateOf(reader, (high & 3) * 2 ** 32 + view.getUint32(at + 4), high >>> 2);
    }
    case 12: {
      const at = reader.take(12);
      return dateOf(reader, Number(view.getBigInt64(at + 4)), view.getUint32(at));
    }
    default:
      throw reader.broken('a timestamp of 4, 8 or 12 bytes');
  }
}

/** A time beyond what a Date holds becomes an invalid Date, which validation refuses. */
function dateOf(reader: Reader, seconds: number, nanoseconds: number): Date {
  if (nanoseconds > 999_999_999) throw reader.broken('at most 999,999,999 nanoseconds before it');
  return new Date(seconds * 1000 + Math.floor(nanoseconds / 1_000_000));
}
