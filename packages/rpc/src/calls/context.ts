import type { CallContext } from '../call-context.js';
import type { Metadata, MutableMetadata } from '../metadata.js';
import type { Session } from '../session.js';
import type { PeerIdentity } from '../transport.js';
import type { RequestOptions } from './request-options.js';
import type { ResponseOptions } from './response-options.js';

const NO_METADATA: Metadata = Object.freeze({});

/** Made when it is first asked for. */
interface More {
  controller?: AbortController;
  abortReason?: unknown;
  headers?: MutableMetadata | undefined;
  trailers?: MutableMetadata;
}

/** The context of one call. Its signal and its metadata are made only for a handler that looks at them. */
export class Context implements CallContext {
  readonly method: string;
  readonly session: Session;
  readonly deadline: number | undefined;
  readonly metadata: Metadata;
  /** What few calls have. */
  #more: More | undefined;

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
    this.#more ??= {};
    this.#more.headers ??= {};
    return this.#more.headers;
  }

  get trailers(): MutableMetadata {
    this.#more ??= {};
    this.#more.trailers ??= {};
    return this.#more.trailers;
  }

  get signal(): AbortSignal {
    this.#more ??= {};
    const more = this.#more;
    if (more.controller === undefined) {
      more.controller = new AbortController();
      if (more.abortReason !== undefined) more.controller.abort(more.abortReason);
    }
    return more.controller.signal;
  }

  // What follows is static, so that a handler does not find it on its context.

  /** Aborts the signal. */
  static abort(context: Context, reason: unknown): void {
    context.#more ??= {};
    context.#more.abortReason = reason;
    context.#more.controller?.abort(reason);
  }

  /** The headers, once, if the handler has set any. */
  static takeHeaders(context: Context): Metadata | undefined {
    const more = context.#more;
    const headers = more?.headers;
    if (more !== undefined) more.headers = undefined;
    return headers;
  }

  /** Whether the answer says anything beside the result or the error. */
  static hasOptions(context: Context): boolean {
    const more = context.#more;
    return more !== undefined && (more.headers !== undefined || more.trailers !== undefined);
  }

  /** What that is, if anything. */
  static responseOptions(context: Context): ResponseOptions | undefined {
    if (!Context.hasOptions(context)) return undefined;
    return { headers: Context.takeHeaders(context), trailers: context.#more?.trailers };
  }
}
