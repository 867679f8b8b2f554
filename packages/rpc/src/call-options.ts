import type { CallContext } from './call-context.js';
import type { Interceptor } from './interceptors/interceptor.js';
import type { Metadata } from './metadata.js';

/** What a caller may say about one call. Never sent as an argument. */
export interface CallOptions {
  /** How long to wait for the answer, in milliseconds; after it the call fails with `Code.DeadlineExceeded`. */
  readonly timeoutMs?: number;
  /**
   * Gives the call up when aborted: it fails with `Code.Cancelled` and the handler's `context.signal` aborts. A blocking call
   * looks at it only before it is sent, since nothing can abort it while its thread is blocked.
   */
  readonly signal?: AbortSignal;
  /** Sent beside the arguments; the handler finds it as `context.metadata`. */
  readonly metadata?: Metadata;
  /** Called with what the handler has to say before its answer, if it says anything. */
  readonly onHeaders?: (headers: Metadata) => void;
  /** Called with what the handler has to say after its answer, or with its error, if it says anything. */
  readonly onTrailers?: (trailers: Metadata) => void;
  /**
   * The call that is being answered, where a handler makes this one: it ends with it, when that is cancelled, and at its deadline at
   * the latest.
   */
  readonly context?: CallContext;
}

/** What a client says about all its calls, where the call itself says nothing. */
export interface ClientOptions {
  /** How long each call waits for its answer, in milliseconds. Default: for ever. */
  readonly timeoutMs?: number;
  /** Stand around each call, the first one outermost. A client that blocks takes none. */
  readonly interceptors?: readonly Interceptor[];
}
