import type { RpcSession } from '../rpc-session.js';

export interface ReconnectingStreamOptions {
  /** Ends with a connection; fails when the signal aborts. */
  readonly session: (left: AbortSignal) => Promise<RpcSession>;
  /** Makes the call on it. */
  readonly start: (session: RpcSession) => AsyncIterator<unknown>;
  /** Whether a call that failed with that error before it brought anything can be made on another connection. */
  readonly mayGoElsewhere: (session: RpcSession, error: unknown) => boolean;
}

interface Running {
  readonly session: RpcSession;
  readonly items: AsyncIterator<unknown>;
}

/** The items of a streaming call, which goes to another connection if it was not executed on the first. */
export class ReconnectingStream implements AsyncIterator<unknown> {
  readonly #options: ReconnectingStreamOptions;
  readonly #left = new AbortController();
  #running: Promise<Running>;
  #begun = false;

  constructor(options: ReconnectingStreamOptions) {
    this.#options = options;
    this.#running = this.#start();
  }

  async next(): Promise<IteratorResult<unknown>> {
    for (;;) {
      const running = this.#running;
      const { session, items } = await running;
      try {
        const result = await items.next();
        this.#begun = true;
        return result;
      } catch (error) {
        if (this.#begun || this.#left.signal.aborted) throw error;
        if (!this.#options.mayGoElsewhere(session, error)) throw error;
        if (this.#running === running) this.#running = this.#start();
      }
    }
  }

  async return(): Promise<IteratorResult<unknown>> {
    this.#left.abort();
    const running = await this.#running.catch(() => undefined);
    await running?.items.return?.();
    return { done: true, value: undefined };
  }

  #start(): Promise<Running> {
    const running = this.#options
      .session(this.#left.signal)
      .then((session) => ({ session, items: this.#options.start(session) }));
    // Whoever asks for the next item sees the failure.
    running.catch(() => undefined);
    return running;
  }
}
