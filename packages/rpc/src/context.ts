import type { CallContext } from './call-context.js';
import type { Session } from './session.js';
import type { PeerIdentity } from './transport.js';

/** The context of one call. Its signal is made only for a handler that looks at it. */
export class Context implements CallContext {
  readonly method: string;
  readonly session: Session;
  readonly deadline: number | undefined;
  #controller: AbortController | undefined;
  #abortReason: unknown;

  constructor(method: string, session: Session, deadline: number | undefined) {
    this.method = method;
    this.session = session;
    this.deadline = deadline;
  }

  get peer(): PeerIdentity | undefined {
    return this.session.peer;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason);
    }
    return this.#controller.signal;
  }

  /** Aborts the signal. Static, so that a handler does not find it on its context. */
  static abort(context: Context, reason: Error): void {
    context.#abortReason = reason;
    context.#controller?.abort(reason);
  }
}
