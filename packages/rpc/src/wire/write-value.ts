import { isDate, isMap, isNativeError, isRegExp, isSet, isUint8Array } from 'node:util/types';
import { Descriptor } from '../remote/descriptor.js';
import { RemoteValue } from '../remote/remote-value.js';
import { errorParts } from './error-value.js';
import { Extension } from './format.js';
import { hasBehaviour, NotSendable, whyNotSendable } from './not-sendable.js';
import { whyNotRegExp } from './regexp.js';
import { bytesOf, codeOf, type SentBytes } from './typed-array.js';
import type { Writer } from './writer.js';

/**
 * Appends a JavaScript value in our mapping to MessagePack (docs/wire/rpc.md). Throws `NotSendable`, without the path,
 * for a value that has no place in it and for one nested deeper than `writer.maxDepth` levels.
 */
export function writeValue(writer: Writer, value: unknown): void {
  write(writer, value, writer.maxDepth);
}

function write(writer: Writer, value: unknown, depth: number): void {
  switch (typeof value) {
    case 'string':
      writer.string(value);
      return;
    case 'number':
      writer.number(value);
      return;
    case 'boolean':
      writer.boolean(value);
      return;
    case 'undefined':
      writer.undefined();
      return;
    case 'bigint':
      writer.bigint(value);
      return;
    case 'object':
      if (value === null) writer.nil();
      else writeObject(writer, value, depth);
      return;
    default:
      throw notSendable(value);
  }
}

function notSendable(value: unknown): NotSendable {
  return new NotSendable(whyNotSendable(value) ?? 'can not be sent');
}

function writeObject(writer: Writer, value: object, depth: number): void {
  if (depth <= 0) throw NotSendable.tooDeep(writer.maxDepth);
  if (Array.isArray(value)) {
    const length = value.length;
    writer.arrayHeader(length);
    for (let index = 0; index < length; index++) write(writer, value[index], depth - 1);
  } else if (isPlain(value)) writeProperties(writer, value, depth);
  else writeExotic(writer, value, depth);
}

/** Whether the value is an object literal of this realm, or has no prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function writeProperties(writer: Writer, value: object, depth: number): void {
  // An object's own properties may be read by name, whatever they are.
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record);
  const count = keys.length;
  writer.mapHeader(count);
  for (let index = 0; index < count; index++) {
    const key = keys[index] as string; // the index is below the length
    writer.string(key);
    write(writer, record[key], depth - 1);
  }
}

function writeExotic(writer: Writer, value: object, depth: number): void {
  if (isUint8Array(value)) writer.binary(value);
  else if (isDate(value)) {
    if (Number.isNaN(value.getTime())) throw notSendable(value);
    writer.date(value);
  } else if (isMap(value)) writeMap(writer, value, depth);
  else if (isSet(value)) writeSet(writer, value, depth);
  else if (isNativeError(value)) writeError(writer, value, depth);
  else if (isRegExp(value)) writeRegExp(writer, value);
  else if (value instanceof URL) writer.urlAddress(value.href);
  else writeBytesOrData(writer, value, depth);
}

function writeBytesOrData(writer: Writer, value: object, depth: number): void {
  const code = codeOf(value);
  // Only bytes have a code.
  if (code !== undefined) writer.typedArray(code, bytesOf(value as SentBytes));
  else if (value instanceof Descriptor) writer.descriptor(value.fd);
  else if (value instanceof RemoteValue) writer.reference(value.target, value.spec);
  else if (hasBehaviour(value)) throw notSendable(value);
  else writeProperties(writer, value, depth);
}

function writeError(writer: Writer, error: Error, depth: number): void {
  const { name, message, cause } = errorParts(error);
  const body = writer.extensionStart(Extension.Error);
  writer.arrayHeader(cause === undefined ? 2 : 3);
  writer.string(name);
  writer.string(message);
  if (cause !== undefined) write(writer, cause.value, depth - 1);
  writer.extensionEnd(body);
}

function writeRegExp(writer: Writer, expression: RegExp): void {
  const { source, flags } = expression;
  if (whyNotRegExp(source, flags) !== undefined) throw notSendable(expression);
  const body = writer.extensionStart(Extension.RegExp);
  writer.arrayHeader(2);
  writer.string(source);
  writer.string(flags);
  writer.extensionEnd(body);
}

function writeMap(writer: Writer, map: ReadonlyMap<unknown, unknown>, depth: number): void {
  const body = writer.extensionStart(Extension.Map);
  writer.arrayHeader(map.size * 2);
  for (const [key, member] of map) {
    write(writer, key, depth - 1);
    write(writer, member, depth - 1);
  }
  writer.extensionEnd(body);
}

function writeSet(writer: Writer, set: ReadonlySet<unknown>, depth: number): void {
  const body = writer.extensionStart(Extension.Set);
  writer.arrayHeader(set.size);
  for (const member of set) write(writer, member, depth - 1);
  writer.extensionEnd(body);
}
