import { type Frame, FrameKind } from '../frames/frame.js';
import { WireError } from '../wire/wire-error.js';
import type { Writer } from '../wire/writer.js';

/** How a session or a server is drained. */
export interface DrainOptions {
  /**
   * How long the calls that run may take to end, in milliseconds; what runs then still is aborted, and its caller is told
   * that it may have been executed. Default: 10,000.
   */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** The longest time that a timer takes. */
const MAX_TIMER_MS = 0x7fff_ffff;

/** Says that this side takes no new calls. */
export const DRAIN_FRAME: Frame = {
  write(writer: Writer): void {
    writer.arrayHeader(1);
    writer.uint(FrameKind.Drain);
  },
};

export interface DrainHooks {
  /** Tells the other side. */
  readonly announce: () => void;
  /** Whether no call is under way in either direction, and nothing waits to be sent. */
  readonly isIdle: () => boolean;
  /** Told when the other side takes no new calls any more. */
  readonly onDraining: () => void;
  readonly close: () => void;
}

/**
 * How one session comes to its end without losing a call. The side that drains refuses new calls and says so. The other one
 * makes none from when it hears of it, and is the one to close the session, once it has the answers to those that it made: only
 * it knows that no more of them are on the way. The draining side closes at its time limit.
 */
export class Drain {
  readonly #hooks: DrainHooks;
  #timer: NodeJS.Timeout | undefined;
  #deadline = Number.POSITIVE_INFINITY;
  #here = false;
  #there = false;

  constructor(hooks: DrainHooks) {
    this.#hooks = hooks;
  }

  /** This side takes no new calls. */
  get here(): boolean {
    return this.#here;
  }

  /** The other side takes no new calls. */
  get there(): boolean {
    return this.#there;
  }

  /** Begins to drain this side; a second time only brings the time limit forward. */
  begin({ timeoutMs = DEFAULT_TIMEOUT_MS }: DrainOptions): void {
    if (!(timeoutMs >= 0))
      throw new RangeError(`timeoutMs must be a number of milliseconds, not ${timeoutMs}`);
    const deadline = performance.now() + timeoutMs;
    if (this.#here && deadline >= this.#deadline) return;
    const first = !this.#here;
    this.#here = true;
    this.#deadline = deadline;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#hooks.close, Math.min(timeoutMs, MAX_TIMER_MS));
    if (first) this.#hooks.announce();
  }

  /** The other side said that it drains. */
  onFrame(): void {
    if (this.#there) throw new WireError('a second drain');
    this.#there = true;
    this.#hooks.onDraining();
  }

  /** Closes the session if that is due: called when something ended. */
  check(): void {
    if (this.#there) this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.#hooks.isIdle()) this.#hooks.close();
  }

  /** The session has ended. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
