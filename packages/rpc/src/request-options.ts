import { readValue } from './wire/read-value.js';
import type { Reader } from './wire/reader.js';
import { WireError } from './wire/wire-error.js';

/** What a request may say beside its arguments. */
export interface RequestOptions {
  /** How many milliseconds the caller still waits. */
  readonly timeoutMs: number | undefined;
}

/** Reads the map of options. Keys that we do not know are ignored. */
export function readRequestOptions(reader: Reader): RequestOptions {
  const options = readValue(reader);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new WireError('the options of a request must be a map');
  }
  const timeoutMs = 't' in options ? options.t : undefined;
  if (timeoutMs === undefined) return { timeoutMs: undefined };
  if (
    typeof timeoutMs !== 'number' ||
    !Number.isInteger(timeoutMs) ||
    timeoutMs < 0 ||
    timeoutMs > 0x7fff_ffff
  ) {
    throw new WireError('option t of a request must be a number of milliseconds');
  }
  return { timeoutMs };
}
