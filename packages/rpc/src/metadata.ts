import { WireError } from './wire/wire-error.js';

/** Headers that travel beside a call, an answer or an error. */
export type Metadata = Readonly<Record<string, string | Uint8Array>>;

/** Metadata that is being put together. */
export type MutableMetadata = Record<string, string | Uint8Array>;

/** Whether that is a map of strings to strings or bytes. */
export function isMetadata(value: unknown): value is Metadata {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((entry) => typeof entry === 'string' || ArrayBuffer.isView(entry));
}

/** @throws WireError for a value that came as metadata and is none. */
export function asMetadata(value: unknown): Metadata {
  if (isMetadata(value)) return value;
  throw new WireError('metadata must be a map of strings to strings or binaries');
}

/** @throws TypeError for what a user gave as metadata and is none. */
export function requireMetadata(value: unknown): void {
  if (value === undefined || isMetadata(value)) return;
  throw new TypeError('metadata must be an object whose values are strings or Uint8Arrays');
}
