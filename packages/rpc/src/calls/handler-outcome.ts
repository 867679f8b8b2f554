import { RpcError } from '../rpc-error.js';
import type { StreamSource } from '../stream/stream-sender.js';

// What a handler gives back or throws is anything at all. This tells apart what there is to tell.

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

export function isIterable(value: unknown): value is StreamSource {
  if (typeof value !== 'object' || value === null) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/** Whether a handler that was told to stop says with its error that it did. */
export function isAbort(error: unknown): boolean {
  if (error instanceof RpcError) return true;
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}
