import type { CallContext } from '../call-context.js';
import type { Metadata, MutableMetadata } from '../metadata.js';
import type { Session } from '../session.js';
import type { PeerIdentity } from '../transport.js';
import type { RequestOptions } from './request-options.js';
import type { ResponseOptions } from './response-options.js';

const NO_METADATA: Metadata = Object.freeze({});

/** The context of one call. Its signal and its metadata are made only for a handler that looks at them. */
export class Context implements CallContext {
  readonly method: string;
  readonly session: Session;
  readonly deadline: number | undefined;
  readonly metadata: Metadata;
  #controller: AbortController | undefined;
  #abortReason: unknown;
  #headers: MutableMetadata | undefined;
  #trailers: MutableMetadata | undefined;

  constructor(method: string, session: Session, { timeoutMs, metadata }: RequestOptions) {
    this.method = method;
    this.session = session;
    this.deadline = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
    this.metadata = metadata ?? NO_METADATA;
  }

  get peer(): PeerIdentity | undefined {
    return this.session.peer;
  }

  get headers(): MutableMetadata {
    this.#headers ??= {};
    return this.#headers;
  }

  get trailers(): MutableMetadata {
    this.#trailers ??= {};
    return this.#trailers;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason);
    }
    return this.#controller.signal;
  }

  // What follows is static, so that a handler does not find it on its context.

  /** Aborts the signal. */
  static abort(context: Context, reason: unknown): void {
    context.#abortReason = reason;
    context.#controller?.abort(reason);
  }

  /** The headers, once, if the handler has set any. */
  static takeHeaders(context: Context): Metadata | undefined {
    const headers = context.#headers;
    context.#headers = undefined;
    return headers;
  }

  /** What the answer says beside the result or the error, if anything. */
  static responseOptions(context: Context): ResponseOptions | undefined {
    if (context.#headers === undefined && context.#trailers === undefined) return undefined;
    return { headers: Context.takeHeaders(context), trailers: context.#trailers };
  }
}
