import type { Limits } from '../limits.js';
import type { Transport } from '../transport.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import { writeValue } from '../wire/write-value.js';
import { OVERFLOW, Writer } from '../wire/writer.js';
import { type Frame, FrameKind } from './frame.js';

export const PROTOCOL_VERSION = 1;

/** What a side takes of each stream that says nothing about it. */
const LEAST_STREAM_ITEMS = 16;
const LEAST_STREAM_BYTES = 65_536;

/** What each side says first: which protocol it speaks, what it takes, and what it serves. */
export interface Hello {
  readonly version: number;
  readonly maxMessageBytes: number;
  readonly maxConcurrentCalls: number;
  /** How many items, and how many bytes of them, of each stream this side takes before it allows more. */
  readonly streamItems: number;
  readonly streamBytes: number;
  /** Whether this side reads bulk memory. */
  readonly bulk: boolean;
  /** Whether this side borrows whole messages in bulk memory. */
  readonly borrows: boolean;
  /** By the service's name: its contract hash and its number. */
  readonly services: Readonly<Record<string, readonly [contractHash: string, number: number]>>;
}

class HelloFrame implements Frame {
  readonly #hello: object;

  constructor(hello: object) {
    this.#hello = hello;
  }

  write(writer: Writer): void {
    writer.arrayHeader(2);
    writer.uint(FrameKind.Hello);
    writeValue(writer, this.#hello);
  }
}

/**
 * The hello of a side with these limits and services. Services that do not fit in one datagram with the rest are left out: they are
 * served all the same, and called by name.
 */
export function helloFrame(
  limits: Limits,
  services: Hello['services'],
  { datagramCapacity, bulk }: Pick<Transport, 'datagramCapacity' | 'bulk'>,
  borrows: boolean,
): Frame {
  const { maxMessageBytes, maxConcurrentCalls, streamItems, streamBytes } = limits;
  const hello = {
    version: PROTOCOL_VERSION,
    maxMessageBytes,
    maxConcurrentCalls,
    streamItems,
    streamBytes,
    ...(bulk !== undefined && { bulk: true, ...(borrows && { borrows: true }) }),
  };
  const frame = new HelloFrame({ ...hello, services });
  try {
    frame.write(Writer.growing(datagramCapacity));
    return frame;
  } catch (error) {
    if (error !== OVERFLOW) throw error;
    return new HelloFrame({ ...hello, services: {} });
  }
}

/** Reads what follows the frame kind. Members of the map that we do not know are ignored. */
export function readHello(reader: Reader): Hello {
  const value = readValue(reader);
  if (!isRecord(value)) throw new WireError('hello: expected a map');
  const version = value['version'];
  if (version !== PROTOCOL_VERSION) {
    throw new WireError(
      `the other side speaks version ${String(version)} of the protocol, and we ${PROTOCOL_VERSION}`,
    );
  }
  return {
    version,
    maxMessageBytes: positiveInteger(value, 'maxMessageBytes'),
    maxConcurrentCalls: positiveInteger(value, 'maxConcurrentCalls'),
    streamItems: 'streamItems' in value ? positiveInteger(value, 'streamItems') : LEAST_STREAM_ITEMS,
    streamBytes: 'streamBytes' in value ? positiveInteger(value, 'streamBytes') : LEAST_STREAM_BYTES,
    bulk: value['bulk'] === true,
    borrows: value['borrows'] === true,
    services: readServices(value['services']),
  };
}

function readServices(value: unknown): Hello['services'] {
  if (!isRecord(value)) throw new WireError('hello: services: expected a map');
  // Without a prototype, so that no service's name finds anything but what was sent.
  const services: Record<string, readonly [string, number]> = Object.create(null);
  for (const [name, entry] of Object.entries(value)) {
    if (!Array.isArray(entry)) throw new WireError(`hello: services: ${name}: expected an array`);
    const [hash, number]: unknown[] = entry;
    if (typeof hash !== 'string' || !Number.isInteger(number) || Number(number) < 0) {
      throw new WireError(`hello: services: ${name}: expected a hash and a number`);
    }
    services[name] = [hash, Number(number)];
  }
  return services;
}

function positiveInteger(hello: Readonly<Record<string, unknown>>, key: string): number {
  const value = hello[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new WireError(`hello: ${key}: expected a positive integer`);
  }
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
