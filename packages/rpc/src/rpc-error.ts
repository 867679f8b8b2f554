import { type Code, codeName } from './code.js';
import type { Metadata } from './metadata.js';

/** What an `RpcError` carries beside its message. */
export interface RpcErrorOptions {
  readonly code: Code;
  /** Whether the call may have run; see `RpcError.maybeExecuted`. */
  readonly maybeExecuted?: boolean | undefined;
  /** Anything that can be sent; the other side gets it unvalidated. */
  readonly details?: unknown;
  readonly metadata?: Metadata | undefined;
  /** Kept in this process, never sent. */
  readonly cause?: unknown;
}

const BRAND: unique symbol = Symbol.for('flipcall.RpcError') as never;

/**
 * What every failed call ends with. Throw one in a handler and the caller gets its code, message, details and metadata;
 * anything else that a handler throws reaches the caller as `Code.Internal` with a neutral message.
 *
 * `instanceof RpcError` holds across realms and across copies of this package. Derive classes from it at will.
 */
export class RpcError extends Error {
  override readonly name: string = 'RpcError';
  readonly code: Code;
  /** The code's name, for people. */
  readonly codeName: string;
  /**
   * For calls that ended without an answer (`DeadlineExceeded`, `Unavailable`, `Cancelled`): false when the call certainly did not run
   * on the other side, true when it may have. Undefined when an answer came and says nothing about it.
   */
  declare readonly maybeExecuted: boolean | undefined;
  /** What the thrower attached. When it comes from the other side it is unvalidated: look before you use it. */
  declare readonly details: unknown;
  declare readonly metadata: Metadata | undefined;

  constructor(message: string, options: RpcErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.codeName = codeName(options.code);
    // Only what is known, so that a printed error shows no row of undefined.
    if (options.maybeExecuted !== undefined) this.maybeExecuted = options.maybeExecuted;
    if (options.details !== undefined) this.details = options.details;
    if (options.metadata !== undefined) this.metadata = options.metadata;
    Object.defineProperty(this, BRAND, { value: true });
  }

  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    // Classes derived from this one inherit the method, and mean only their own instances.
    // biome-ignore lint/complexity/noThisInStatic: which class is asked is the question
    if (this !== RpcError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
