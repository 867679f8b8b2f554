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
