import { FlipcallError } from './flipcall-error.js';

/** Extensions of the protocol, used on a connection when both sides named them. See docs/wire/flipcall.md. */
export type Feature = 'sleep-flags' | 'doorbell';

/** What an endpoint without a life line offers. */
export const ENDPOINT_FEATURES: readonly Feature[] = ['sleep-flags'];

/** What the channels of a session offer: they sleep on the life line, and are woken by ringing there. */
export const SESSION_FEATURES: readonly Feature[] = ['sleep-flags', 'doorbell'];

/** The longest handshake that we read, in bytes. */
const MAX_HANDSHAKE_BYTES = 4096;

/** The handshake datagram, either way: a JSON object; gVisor ignores keys that it does not know. */
export function encodeHandshake(features: readonly Feature[]): Uint8Array {
  const offer = features.length === 0 ? {} : { features };
  return new TextEncoder().encode(`${JSON.stringify(offer)}\n`);
}

/**
 * The features that a handshake datagram of the peer's names and we offer too. The datagram is the first `length` bytes
 * of `data`, which may be shared memory: it is copied out once.
 * @throws FlipcallError `protocol` if it is not a JSON object, or is absurdly long.
 */
export function decodeHandshake(
  data: Uint8Array,
  length: number,
  offered: readonly Feature[],
): readonly Feature[] {
  if (length > MAX_HANDSHAKE_BYTES) {
    throw new FlipcallError(
      'protocol',
      `The peer's handshake is ${length} bytes long; at most ${MAX_HANDSHAKE_BYTES} are allowed.`,
    );
  }
  const handshake = parseObject(new TextDecoder().decode(data.slice(0, length)));
  const named = handshake['features'];
  if (!Array.isArray(named)) return [];
  return offered.filter((feature) => named.includes(feature));
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FlipcallError('protocol', `The peer's handshake is not JSON: ${excerpt(text)}.`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FlipcallError('protocol', `The peer's handshake is not a JSON object: ${excerpt(text)}.`);
  }
  return value as Record<string, unknown>; // A JSON object has string keys.
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
