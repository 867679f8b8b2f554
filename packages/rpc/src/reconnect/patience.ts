import type { CallOptions } from '../call-options.js';
import type { BoundMethod } from '../calls/bound-method.js';
import { normalizeTimeout } from '../calls/deadline.js';

/** How long a call waits, and until what. */
export interface Patience {
  /** The name of its method, for errors. */
  readonly path: string;
  /** How many milliseconds are left, or undefined for ever. */
  readonly left: () => number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What a call says about how long it waits, whichever way it does. Throws `RangeError` for what is no time. */
export function patienceOf(
  { path }: BoundMethod,
  timeoutMs: number | undefined,
  options: CallOptions | undefined,
): Patience {
  const whole = normalizeTimeout(timeoutMs);
  const own = whole === undefined ? Number.POSITIVE_INFINITY : Date.now() + whole;
  const deadline = Math.min(own, options?.context?.deadline ?? Number.POSITIVE_INFINITY);
  return {
    path,
    left: () =>
      deadline === Number.POSITIVE_INFINITY ? undefined : Math.max(0, Math.ceil(deadline - Date.now())),
    signal: anySignal(options?.signal, options?.context?.signal),
  };
}

/** A signal that aborts when either does. */
export function anySignal(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): AbortSignal | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return AbortSignal.any([one, other]);
}
