import { isMap, isSet } from 'node:util/types';
import { Extension } from '../wire/format.js';
import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';
import { Kind, kindAt } from './kind.js';
import { readMismatch, writeMismatch } from './mismatch.js';
import { isData, isObject } from './objects.js';

/** Appends a member; recursive types may nest `depth` levels deep in it. */
type WriteMember<T> = (writer: Writer, value: T, depth?: number) => void;
type ReadMember<T> = (reader: Reader, depth?: number) => T;

/** Appends an object that has an index signature: it travels with its keys. */
export function writeRecord<V>(
  writer: Writer,
  value: Readonly<Record<string, V>>,
  write: WriteMember<V>,
  depth?: number,
): void {
  if (!isObject(value) || !isData(value)) {
    writeMismatch(writer, value);
    return;
  }
  const keys = Object.keys(value);
  writer.mapHeader(keys.length);
  for (const key of keys) {
    writer.string(key);
    write(writer, value[key] as V, depth); // the key is its own
  }
}

/** Reads an object that travels with its keys. */
export function readRecord<V>(reader: Reader, read: ReadMember<V>, depth?: number): Record<string, V> {
  if (kindAt(reader) !== Kind.Record) return readMismatch(reader);
  const count = reader.mapHeader();
  reader.announce(2 * count);
  const record: Record<string, V> = {};
  for (let left = count; left > 0; left--) {
    const key = reader.key();
    const value = read(reader, depth);
    // Assigned, this one would set the prototype; schemas drop it too.
    if (key !== '__proto__') record[key] = value;
  }
  return record;
}

/** How the keys and the values of a map are written. */
export interface MapWriters<K, V> {
  readonly key: WriteMember<K>;
  readonly value: WriteMember<V>;
}

/** Appends a map. */
export function writeMap<K, V>(
  writer: Writer,
  value: ReadonlyMap<K, V>,
  write: MapWriters<K, V>,
  depth?: number,
): void {
  if (!isMap(value)) {
    writeMismatch(writer, value);
    return;
  }
  const body = writer.extensionStart(Extension.Map);
  writer.arrayHeader(value.size * 2);
  for (const [key, member] of value as ReadonlyMap<K, V>) {
    write.key(writer, key, depth);
    write.value(writer, member, depth);
  }
  writer.extensionEnd(body);
}

/** How the keys and the values of a map are read. */
export interface MapReaders<K, V> {
  readonly key: ReadMember<K>;
  readonly value: ReadMember<V>;
}

/** Reads a map. */
export function readMap<K, V>(reader: Reader, read: MapReaders<K, V>, depth?: number): Map<K, V> {
  if (kindAt(reader) !== Kind.Map) return readMismatch(reader);
  const { end } = reader;
  const count = startMembers(reader);
  if (count % 2 !== 0) throw reader.broken('as many values as keys');
  const map = new Map<K, V>();
  for (let left = count; left > 0; left -= 2) map.set(read.key(reader, depth), read.value(reader, depth));
  endMembers(reader, end);
  return map;
}

/** Appends a set. */
export function writeSet<T>(
  writer: Writer,
  value: ReadonlySet<T>,
  write: WriteMember<T>,
  depth?: number,
): void {
  if (!isSet(value)) {
    writeMismatch(writer, value);
    return;
  }
  const body = writer.extensionStart(Extension.Set);
  writer.arrayHeader(value.size);
  for (const member of value as ReadonlySet<T>) write(writer, member, depth);
  writer.extensionEnd(body);
}

/** Reads a set. */
export function readSet<T>(reader: Reader, read: ReadMember<T>, depth?: number): Set<T> {
  if (kindAt(reader) !== Kind.Set) return readMismatch(reader);
  const { end } = reader;
  const set = new Set<T>();
  for (let left = startMembers(reader); left > 0; left--) set.add(read(reader, depth));
  endMembers(reader, end);
  return set;
}

/** Reads the start of an extension that holds one array: how many members it has. Nothing beyond the extension is read. */
function startMembers(reader: Reader): number {
  const byteLength = reader.extensionLength(reader.tag());
  const body = reader.take(1) + 1;
  if (byteLength < 0 || byteLength > reader.end - body)
    throw reader.broken(`the ${byteLength} bytes announced`);
  reader.end = body + byteLength;
  const count = reader.arrayHeader();
  reader.announce(count);
  return count;
}

function endMembers(reader: Reader, outerEnd: number): void {
  if (reader.position !== reader.end) throw reader.broken('the end of the extension');
  reader.end = outerEnd;
}
