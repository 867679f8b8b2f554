import {
  isAnyArrayBuffer,
  isDate,
  isMap,
  isNativeError,
  isPromise,
  isProxy,
  isRegExp,
  isSet,
  isUint8Array,
} from 'node:util/types';
import { Descriptor } from '../remote/descriptor.js';
import { MAX_BIGINT_BYTES } from './format.js';
import { whyNotRegExp } from './regexp.js';
import { codeOf } from './typed-array.js';

export const HUGE_BIGINT: string = `an integer of more than ${MAX_BIGINT_BYTES} bytes can not be sent`;

/** A value that has no encoding. Thrown without the path, which `findNotSendable` finds when it is wanted. */
export class NotSendable extends Error {
  override readonly name = 'NotSendable';

  static tooDeep(maxDepth: number): NotSendable {
    return new NotSendable(tooDeepText(maxDepth));
  }
}

function tooDeepText(maxDepth: number): string {
  return `nested deeper than ${maxDepth} levels, or holds itself`;
}

/** Where in a value that `writeValue` refused the trouble is, and why. */
export interface NotSendablePlace {
  readonly path: readonly PropertyKey[];
  readonly why: string;
}

/** Walks a value again that `writeValue` refused, to say what it refused. Undefined when all of it can be sent. */
export function findNotSendable(value: unknown, maxDepth: number): NotSendablePlace | undefined {
  return find(value, maxDepth, maxDepth);
}

function find(value: unknown, depth: number, maxDepth: number): NotSendablePlace | undefined {
  const why = whyNotSendable(value);
  if (why !== undefined) return { path: [], why };
  if (typeof value !== 'object' || value === null || holdsNothing(value)) return undefined;
  if (depth <= 0) return { path: [], why: tooDeepText(maxDepth) };
  for (const [step, member] of members(value)) {
    const place = find(member, depth - 1, maxDepth);
    if (place !== undefined) return { path: [step, ...place.path], why: place.why };
  }
  return undefined;
}

function holdsNothing(value: object): boolean {
  if (isUint8Array(value) || isDate(value) || isRegExp(value)) return true;
  return value instanceof URL || value instanceof Descriptor || codeOf(value) !== undefined;
}

function* members(value: object): Generator<readonly [PropertyKey, unknown]> {
  if (isMap(value)) {
    for (const [key, member] of value) {
      yield ['(key)', key];
      yield [typeof key === 'number' ? key : String(key), member];
    }
  } else if (isSet(value)) {
    let index = 0;
    for (const member of value) yield [index++, member];
  } else if (Array.isArray(value)) {
    yield* value.entries();
  } else if (isNativeError(value)) {
    if (Object.hasOwn(value, 'cause')) yield ['cause', value.cause];
  } else yield* Object.entries(value);
}

/** Why this value itself, whatever it holds, can not be sent; undefined if it can. */
export function whyNotSendable(value: unknown): string | undefined {
  if (typeof value === 'function') return 'a function can not be sent';
  if (typeof value === 'symbol') return 'a symbol can not be sent';
  if (typeof value === 'bigint')
    return BigInt.asIntN(MAX_BIGINT_BYTES * 8, value) === value ? undefined : HUGE_BIGINT;
  if (typeof value !== 'object' || value === null) return undefined;
  if (isDate(value)) return Number.isNaN(value.getTime()) ? 'an invalid Date can not be sent' : undefined;
  if (Array.isArray(value) || isUint8Array(value) || isMap(value) || isSet(value)) return undefined;
  if (isRegExp(value)) return whyNotRegExp(value.source, value.flags);
  if (isNativeError(value) || value instanceof URL || codeOf(value) !== undefined) return undefined;
  if (isProxy(value) || value instanceof Descriptor) return undefined;
  if (ArrayBuffer.isView(value) || isAnyArrayBuffer(value)) {
    return `${className(value)} can not be sent; send a Uint8Array over its bytes`;
  }
  if (isPromise(value)) return 'a Promise can not be sent; await it first';
  return hasBehaviour(value) ? `${className(value)} can not be sent; send a plain object` : undefined;
}

function className(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an object with a prototype';
}

/**
 * Whether an object is more than its own properties: an instance of a class that has methods or accessors, or of a
 * built-in one. An instance of a class without any is data, as is an object literal of another realm.
 */
export function hasBehaviour(value: object): boolean {
  if (Object.prototype.toString.call(value) !== '[object Object]') return true;
  let prototype: object | null = Object.getPrototypeOf(value);
  while (prototype !== null) {
    const next: object | null = Object.getPrototypeOf(prototype);
    if (next === null) return !isRootPrototype(prototype);
    if (Reflect.ownKeys(prototype).some((key) => key !== 'constructor')) return true;
    prototype = next;
  }
  return false;
}

/** Whether this is some realm's `Object.prototype`, or an object without a prototype. */
function isRootPrototype(prototype: object): boolean {
  const keys = Reflect.ownKeys(prototype);
  return keys.length === 0 || Object.hasOwn(prototype, 'hasOwnProperty');
}
