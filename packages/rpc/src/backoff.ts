/** How long to wait between attempts: ever longer, and never quite the same for everybody. */
export interface BackoffOptions {
  /** The first wait, in milliseconds. Default: 10. */
  readonly initialMs?: number;
  /** The longest wait, in milliseconds. Default: 2,000. */
  readonly maxMs?: number;
  /** By how much each wait is longer than the one before. Default: 2. */
  readonly factor?: number;
  /** How much of a wait is random, from 0 to 1, so that many who failed together do not return together. Default: 0.5. */
  readonly jitter?: number;
}

/** Says how long to wait before the next attempt. */
export class Backoff {
  readonly #options: Required<BackoffOptions>;
  readonly #random: () => number;
  #attempts = 0;

  /** `random` gives numbers from 0 up to 1, as `Math.random` does. Throws `RangeError` for options that make no sense. */
  constructor(options: BackoffOptions = {}, random: () => number = Math.random) {
    const { initialMs = 10, maxMs = 2000, factor = 2, jitter = 0.5 } = options;
    requireNumber('initialMs', initialMs, 0, Number.MAX_VALUE);
    requireNumber('maxMs', maxMs, initialMs, Number.MAX_VALUE);
    requireNumber('factor', factor, 1, Number.MAX_VALUE);
    requireNumber('jitter', jitter, 0, 1);
    this.#options = { initialMs, maxMs, factor, jitter };
    this.#random = random;
  }

  /** How many waits there were since the last success. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The next wait, in milliseconds. */
  next(): number {
    const { initialMs, maxMs, factor, jitter } = this.#options;
    const full = Math.min(maxMs, initialMs * factor ** this.#attempts);
    this.#attempts++;
    return full * (1 - jitter * this.#random());
  }

  /** Begins anew, after a success. */
  reset(): void {
    this.#attempts = 0;
  }
}

function requireNumber(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${value}`);
  }
}
