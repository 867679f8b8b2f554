import type { CallOptions } from '../call-options.js';
import type { StreamSource } from '../stream/stream-sender.js';
import type { BoundMethod } from './bound-method.js';

/** A call as its caller asks for it. */
export interface CallRequest {
  readonly method: BoundMethod;
  readonly args: readonly unknown[];
  /** Whole milliseconds, or undefined for ever. */
  readonly timeoutMs: number | undefined;
  readonly options: CallOptions | undefined;
  /** The stream that goes with it, for methods that take one. */
  readonly upload: StreamSource | undefined;
}
