import type { CallOptions } from '../call-options.js';
import { cancelledBefore } from './caller-errors.js';

/** The longest time that a timer of Node.js takes, and a good deal less than a uint32 holds. */
const MAX_TIMEOUT_MS = 0x7fff_ffff;

/**
 * A time-out as calls use it: whole milliseconds, rounded up, or undefined for none (also where it exceeds 24 days).
 * Throws `RangeError` for what is not a time.
 */
export function normalizeTimeout(timeoutMs: number | undefined): number | undefined {
  if (timeoutMs === undefined) return undefined;
  if (typeof timeoutMs !== 'number' || Number.isNaN(timeoutMs)) {
    throw new RangeError(`timeoutMs must be a number of milliseconds, not ${String(timeoutMs)}`);
  }
  return timeoutMs > MAX_TIMEOUT_MS ? undefined : Math.max(0, Math.ceil(timeoutMs));
}

/**
 * How long a call may take that says more than its time-out: in whole milliseconds, or undefined for ever. Throws when it was given
 * up already.
 */
export function timeLeft(
  path: string,
  timeoutMs: number | undefined,
  { signal, context }: CallOptions,
): number | undefined {
  const whole = normalizeTimeout(timeoutMs);
  checkNotAborted(path, signal);
  if (context === undefined) return whole;
  checkNotAborted(path, context.signal);
  if (context.deadline === undefined) return whole;
  const left = Math.max(0, context.deadline - Date.now());
  return whole === undefined ? left : Math.min(whole, left);
}

function checkNotAborted(path: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelledBefore(path, signal.reason);
}
