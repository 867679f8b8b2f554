/** What a caller may say about one call. Never sent as an argument. */
export interface CallOptions {
  /** How long to wait for the answer, in milliseconds; after it the call fails with `Code.DeadlineExceeded`. */
  readonly timeoutMs?: number;
  /**
   * Gives the call up when aborted: it fails with `Code.Cancelled` and the handler's `context.signal` aborts. A blocking call
   * looks at it only before it is sent, since nothing can abort it while its thread is blocked.
   */
  readonly signal?: AbortSignal;
}

/** What a client says about all its calls, where the call itself says nothing. */
export interface ClientOptions {
  /** How long each call waits for its answer, in milliseconds. Default: for ever. */
  readonly timeoutMs?: number;
}
