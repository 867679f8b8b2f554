import type { CallOptions } from '../call-options.js';
import type { Inbox } from '../frames/inbox.js';
import type { Outbox } from '../frames/outbox.js';
import type { RpcError } from '../rpc-error.js';
import type { Drain } from '../session/drain.js';
import { BlockingStream } from '../stream/blocking-stream.js';
import type { Transport } from '../transport.js';
import type { BoundMethod } from './bound-method.js';
import type { CallRequest } from './call-request.js';
import { nestedTooDeep } from './caller-errors.js';
import { normalizeTimeout, timeLeft } from './deadline.js';
import type { OutgoingCalls } from './outgoing-calls.js';
import type { PendingCall } from './pending-call.js';

/** How deep handlers may block on calls of the session whose call they answer: each takes stack of this process. */
const MAX_NESTING = 32;

export interface BlockingCallsOptions {
  readonly transport: Transport;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly outgoing: OutgoingCalls;
  readonly drain: Drain;
  /** Throws if no call can be made. */
  readonly checkOpen: (method: BoundMethod) => void;
  /** Told when something has happened for which the thread was blocked. */
  readonly onBlocked: () => void;
  /** Ends the session. */
  readonly abort: (error: Error) => void;
}

/** The calls of this side for whose answers it blocks its thread. */
export class BlockingCalls {
  readonly #options: BlockingCallsOptions;
  readonly #transport: Transport;
  readonly #inbox: Inbox;
  readonly #outgoing: OutgoingCalls;
  readonly #drain: Drain;

  constructor(options: BlockingCallsOptions) {
    this.#options = options;
    this.#transport = options.transport;
    this.#inbox = options.inbox;
    this.#outgoing = options.outgoing;
    this.#drain = options.drain;
  }

  call(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: Iterable<unknown> | undefined,
  ): unknown {
    if (timeoutMs === undefined && options === undefined && method.byte >= 0 && this.#inbox.depth === 0) {
      // Most calls. What speaks against one is found below.
      const call = this.#outgoing.startBare(method, args);
      if (call !== undefined) return this.#waitForBare(call, method);
    }
    return this.#callAny({ method, args, timeoutMs, options, upload });
  }

  stream(request: CallRequest): Iterator<unknown> {
    const timeoutMs = this.#prepare(request);
    const [call, download] = this.#outgoing.startBlockingStream({ ...request, timeoutMs });
    return new BlockingStream(call, download, {
      block: (leftMs) => this.#block(call, leftMs),
      expire: () => this.#outgoing.expire(call),
    });
  }

  #callAny(request: CallRequest): unknown {
    const timeoutMs = this.#prepare(request);
    const { method, args, options, upload } = request;
    if (upload !== undefined) return this.#upload({ ...request, timeoutMs });
    const call = this.#outgoing.startBlocking(method, args, timeoutMs, options);
    if (timeoutMs === undefined) return this.#waitFor(call);
    this.#waitUntil(call, performance.now() + timeoutMs);
    return this.#take(call);
  }

  #upload(request: CallRequest): unknown {
    const { timeoutMs = Number.POSITIVE_INFINITY } = request;
    const [call, blocked] = this.#outgoing.startBlockingUpload(request);
    this.#waitUntil(call, performance.now() + timeoutMs);
    if (blocked.makeError === undefined) return this.#take(call);
    this.#drain.check();
    throw blocked.makeError();
  }

  /** Checks that the call may be made; gives back how long it may take. */
  #prepare({ method, timeoutMs, options }: CallRequest): number | undefined {
    this.#options.checkOpen(method);
    if (this.#inbox.depth >= MAX_NESTING) throw nestedTooDeep(method.path, MAX_NESTING);
    return options === undefined ? normalizeTimeout(timeoutMs) : timeLeft(method.path, timeoutMs, options);
  }

  /** Waits for the answer to a bare call: a bare one, which is most of them, is read here, and passes through nothing else. */
  #waitForBare(call: PendingCall, method: BoundMethod): unknown {
    const transport = this.#transport;
    const length = this.#exchange(call);
    if (length === 0) return this.#waitFor(call);
    const received = transport.received as Uint8Array; // comes with `exchange`
    const inbox = this.#inbox;
    let result: unknown;
    let isAnswered = false;
    try {
      const reader = inbox.startAnswer(received, length, call.id);
      if (reader !== undefined) {
        result = this.#outgoing.answers.take(reader, call, method);
        isAnswered = call.makeError === undefined;
      }
      inbox.readOn(received, length);
      this.#options.outbox.pump();
    } catch (error) {
      this.#options.abort(error instanceof Error ? error : new Error(String(error)));
    } finally {
      inbox.finish();
      transport.finish?.();
    }
    if (!isAnswered) return this.#waitFor(call);
    this.#outgoing.releaseBare(call);
    this.#drain.check();
    return result;
  }

  #exchange(call: PendingCall): number {
    try {
      return this.#transport.exchange?.() ?? 0;
    } catch (error) {
      throw this.#refusal(call, error);
    }
  }

  #waitFor(call: PendingCall): unknown {
    while (call.state === 'waiting') this.#block(call, Number.POSITIVE_INFINITY);
    return this.#take(call);
  }

  #waitUntil(call: PendingCall, deadline: number): void {
    while (call.state === 'waiting') {
      const left = deadline - performance.now();
      if (left > 0 && this.#block(call, left)) continue;
      const makeError = this.#outgoing.expire(call);
      this.#drain.check();
      throw makeError();
    }
  }

  /** Ends a call that is answered. */
  #take(call: PendingCall): unknown {
    const { result, makeError } = call;
    this.#outgoing.release(call);
    this.#drain.check();
    if (makeError !== undefined) throw makeError();
    return result;
  }

  #block(call: PendingCall, timeoutMs: number): boolean {
    this.#options.outbox.requireRest();
    try {
      const something = this.#transport.block(timeoutMs);
      this.#options.onBlocked();
      return something;
    } catch (error) {
      throw this.#refusal(call, error);
    }
  }

  /** Gives up a call that can not block. */
  #refusal(call: PendingCall, error: unknown): RpcError {
    const refusal = this.#outgoing.refuseToBlock(call, error);
    this.#drain.check();
    return refusal;
  }
}
