import type { CallOptions } from '../call-options.js';
import type { Carrier } from '../frames/carrier.js';
import { type Frame, FrameKind } from '../frames/frame.js';
import type { Metadata } from '../metadata.js';
import type { StreamReceiver } from '../stream/stream-receiver.js';
import type { StreamSender } from '../stream/stream-sender.js';
import type { Writer } from '../wire/writer.js';
import type { BoundMethod } from './bound-method.js';
import { NO_OPTIONS, writeRequestOptions } from './request-options.js';

/**
 * - `free`: nobody uses it.
 * - `waiting`: its caller waits for the answer.
 * - `settled`: the answer is there, and a blocked caller has yet to take it.
 * - `abandoned`: its caller has gone, the answer is still to come; until then the id is not free.
 */
export type PendingState = 'free' | 'waiting' | 'settled' | 'abandoned';

const NO_ARGS: readonly unknown[] = [];

/** What a caller learns that blocks while its own stream goes out. */
export interface Blocked {
  makeError: (() => unknown) | undefined;
}

/** One slot of the call table: a call of ours that waits for its answer. Used again when the answer has come. */
export class PendingCall implements Frame {
  readonly id: number;
  state: PendingState = 'free';
  method: BoundMethod | undefined;
  args: readonly unknown[] = NO_ARGS;
  /** How long the callee may take, in whole milliseconds; undefined for ever. */
  timeoutMs: number | undefined;
  /** What else the caller says about the call. */
  options: CallOptions | undefined;
  /** Where its last frame waits, if it does. */
  carrier: Carrier | undefined;
  /** Settles the promise; undefined for a blocking call, which finds `result` or `makeError` here. */
  resolve: ((value: unknown) => void) | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Stops listening to the caller's signals. */
  deafen: (() => void) | undefined;
  /** Where a caller that blocks is told why its stream failed. */
  blocked: Blocked | undefined;
  /** The stream that comes back. */
  download: StreamReceiver | undefined;
  /** The stream that goes out, until it has ended. */
  upload: StreamSender | undefined;
  result: unknown;
  /** Makes the error where it is thrown, so that its stack shows the caller. */
  makeError: (() => unknown) | undefined;

  constructor(id: number) {
    this.id = id;
  }

  /** `Service/method`. */
  get path(): string {
    return this.method?.path ?? '';
  }

  /** Forgets everything that belongs to the call, but for what is under way: `carrier`, and `download` while that comes. */
  clear(state: PendingState): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.deafen?.();
    this.deafen = undefined;
    this.state = state;
    this.args = NO_ARGS;
    this.options = undefined;
    this.resolve = undefined;
    this.timer = undefined;
    this.upload = undefined;
    this.blocked = undefined;
    this.result = undefined;
    this.makeError = undefined;
    if (state !== 'free') return;
    this.method = undefined;
    this.download = undefined;
  }

  write(writer: Writer): void {
    const { method, timeoutMs } = this;
    if (method === undefined) throw new Error('a free call has no request');
    const metadata = this.options?.metadata;
    const { streams } = method;
    const hasOptions = timeoutMs !== undefined || streams !== 0 || metadata !== undefined;
    writer.arrayHeader(hasOptions ? 5 : 4);
    writer.uint(FrameKind.Request);
    writer.uint(this.id);
    method.write(writer);
    method.codec.args.write(writer, this.args);
    if (hasOptions) writeRequestOptions(writer, { timeoutMs, metadata, streams });
  }
}

/** A call that wants no answer. */
export class NotificationFrame implements Frame {
  readonly #method: BoundMethod;
  readonly #args: readonly unknown[];
  readonly #metadata: Metadata | undefined;

  constructor(method: BoundMethod, args: readonly unknown[], metadata: Metadata | undefined) {
    this.#method = method;
    this.#args = args;
    this.#metadata = metadata;
  }

  write(writer: Writer): void {
    const metadata = this.#metadata;
    writer.arrayHeader(metadata === undefined ? 3 : 4);
    writer.uint(FrameKind.Notification);
    this.#method.write(writer);
    this.#method.codec.args.write(writer, this.#args);
    if (metadata !== undefined) writeRequestOptions(writer, { ...NO_OPTIONS, metadata });
  }
}
