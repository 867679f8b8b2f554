import { failure } from '../failure.js';
import type { Patience } from './patience.js';

interface Waiter<Value> {
  readonly path: string;
  readonly settle: (value: Value) => void;
  readonly fail: (error: Error) => void;
}

/** How many calls wait for a connection at once, and how long each, in milliseconds. */
export interface WaitingLimits {
  readonly most: number;
  readonly waitMs: number;
}

/** Calls that wait for something to be there. None of them has been sent. */
export class Waiters<Value> {
  readonly #waiting = new Set<Waiter<Value>>();
  readonly #limits: WaitingLimits;

  constructor(limits: WaitingLimits) {
    this.#limits = limits;
  }

  /** Ends with what is waited for; fails with an `RpcError` at the call's deadline or its caller's word. */
  wait({ path, left, signal }: Patience): Promise<Value> {
    if (signal?.aborted === true) return Promise.reject(cancelled(path, signal));
    const { most, waitMs } = this.#limits;
    if (this.#waiting.size >= most) {
      const text = `${path}: ${this.#waiting.size} calls wait for a connection already (limits.maxPendingCalls)`;
      return Promise.reject(failure('too-many-calls', text, { maybeExecuted: false }));
    }
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter<Value> = {
        path,
        settle: (value) => {
          leave();
          resolve(value);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const onAbort = (): void => waiter.fail(cancelled(path, signal));
      const timeoutMs = left();
      const limitMs = Math.min(timeoutMs ?? Number.POSITIVE_INFINITY, waitMs);
      if (limitMs !== Number.POSITIVE_INFINITY) {
        timer = setTimeout(() => {
          const text = `${path}: no connection within ${limitMs} ms; the call was not executed`;
          const kind = limitMs === timeoutMs ? 'deadline-exceeded' : 'not-connected';
          waiter.fail(failure(kind, text, { maybeExecuted: false }));
        }, limitMs);
      }
      signal?.addEventListener('abort', onAbort);
      this.#waiting.add(waiter);
    });
  }

  settle(value: Value): void {
    for (const waiter of [...this.#waiting]) waiter.settle(value);
  }

  /** Fails all that wait, each with the error made for its method. */
  fail(makeError: (path: string) => Error): void {
    for (const waiter of [...this.#waiting]) waiter.fail(makeError(waiter.path));
  }
}

function cancelled(path: string, signal: AbortSignal | undefined): Error {
  const text = `${path}: cancelled by the caller while there was no connection; the call was not executed`;
  return failure('cancelled', text, { maybeExecuted: false, cause: signal?.reason });
}
