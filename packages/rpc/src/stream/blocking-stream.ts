import type { PendingCall } from '../calls/pending-call.js';
import { NOTHING, type StreamReceiver } from './stream-receiver.js';

/** What a thread does that waits for items. */
export interface Blocking {
  /** Blocks until something arrived, or for that many milliseconds (false). */
  block(timeoutMs: number): boolean;
  /** Gives the call up because its deadline has passed; gives back what makes the error. */
  expire(): () => unknown;
}

/** The items of a stream, for a caller that blocks its thread until each has come. */
export class BlockingStream implements IterableIterator<unknown> {
  readonly #call: PendingCall;
  readonly #download: StreamReceiver;
  readonly #blocking: Blocking;
  readonly #deadline: number;

  constructor(call: PendingCall, download: StreamReceiver, blocking: Blocking) {
    const { timeoutMs } = call;
    this.#call = call;
    this.#download = download;
    this.#blocking = blocking;
    this.#deadline = timeoutMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
  }

  next(): IteratorResult<unknown, undefined> {
    const download = this.#download;
    for (;;) {
      const item = download.takeNow();
      if (item !== NOTHING) return { value: item, done: false };
      if (download.finished) return { value: undefined, done: true };
      const left =
        this.#deadline === Number.POSITIVE_INFINITY ? this.#deadline : this.#deadline - performance.now();
      if (left <= 0 || !this.#blocking.block(left)) this.#expire();
    }
  }

  return(): IteratorResult<unknown, undefined> {
    void this.#download.return();
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }

  #expire(): void {
    // The call's slot is its own until the stream has ended.
    if (this.#call.download !== this.#download) return;
    this.#download.discard(this.#blocking.expire());
  }
}
