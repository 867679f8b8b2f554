import type { BoundMethod } from './bound-method.js';
import { type Frame, FrameKind } from './frame.js';
import type { Carrier } from './outbox.js';
import type { RpcError } from './rpc-error.js';
import type { Writer } from './wire/writer.js';

/**
 * - `free`: nobody uses it.
 * - `waiting`: its caller waits for the answer.
 * - `settled`: the answer is there, and a blocked caller has yet to take it.
 * - `abandoned`: its caller has gone, the answer is still to come; until then the id is not free.
 */
export type PendingState = 'free' | 'waiting' | 'settled' | 'abandoned';

const NO_ARGS: readonly unknown[] = [];

/** One slot of the call table: a call of ours that waits for its answer. Used again when the answer has come. */
export class PendingCall implements Frame {
  readonly id: number;
  state: PendingState = 'free';
  method: BoundMethod | undefined;
  args: readonly unknown[] = NO_ARGS;
  /** How long the callee may take, in whole milliseconds; undefined for ever. */
  timeoutMs: number | undefined;
  /** Where its request waits, if it does. */
  carrier: Carrier | undefined;
  /** Settles the promise; undefined for a blocking call, which finds `result` or `makeError` here. */
  resolve: ((value: unknown) => void) | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Stops listening to the caller's signal. */
  deafen: (() => void) | undefined;
  result: unknown;
  /** Makes the error where it is thrown, so that its stack shows the caller. */
  makeError: (() => RpcError) | undefined;

  constructor(id: number) {
    this.id = id;
  }

  /** Forgets everything that belongs to the call. */
  clear(state: PendingState): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.deafen?.();
    this.deafen = undefined;
    this.state = state;
    this.args = NO_ARGS;
    this.carrier = undefined;
    this.resolve = undefined;
    this.timer = undefined;
    this.result = undefined;
    this.makeError = undefined;
    if (state === 'free') this.method = undefined;
  }

  write(writer: Writer): void {
    const method = this.method;
    if (method === undefined) throw new Error('a free call has no request');
    const hasOptions = this.timeoutMs !== undefined;
    writer.arrayHeader(hasOptions ? 5 : 4);
    writer.uint(FrameKind.Request);
    writer.uint(this.id);
    writeMethod(writer, method);
    method.codec.encodeArgs(writer, this.args);
    if (this.timeoutMs !== undefined) {
      writer.mapHeader(1);
      writer.string('t');
      writer.uint(this.timeoutMs);
    }
  }
}

/** A call that wants no answer. */
export class NotificationFrame implements Frame {
  readonly #method: BoundMethod;
  readonly #args: readonly unknown[];

  constructor(method: BoundMethod, args: readonly unknown[]) {
    this.#method = method;
    this.#args = args;
  }

  write(writer: Writer): void {
    writer.arrayHeader(3);
    writer.uint(FrameKind.Notification);
    writeMethod(writer, this.#method);
    this.#method.codec.encodeArgs(writer, this.#args);
  }
}

function writeMethod(writer: Writer, method: BoundMethod): void {
  if (method.number >= 0) writer.uint(method.number);
  else writer.string(method.path);
}
