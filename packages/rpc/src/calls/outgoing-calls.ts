import type { CallOptions } from '../call-options.js';
import { bareRequest, ONE_BYTE } from '../frames/bare-frame.js';
import type { Outbox } from '../frames/outbox.js';
import type { Limits } from '../limits.js';
import { requireMetadata } from '../metadata.js';
import type { RpcError } from '../rpc-error.js';
import type { Ending } from '../session/session-ending.js';
import type { StreamReceiver } from '../stream/stream-receiver.js';
import type { StreamSource } from '../stream/stream-sender.js';
import type { StreamWindows } from '../stream/stream-windows.js';
import type { Reader } from '../wire/reader.js';
import type { BoundMethod } from './bound-method.js';
import type { CallRequest } from './call-request.js';
import { CallTable, type Role } from './call-table.js';
import { queueFull, tooLate, tooManyPending, unsentRequest } from './caller-errors.js';
import { GivingUp } from './giving-up.js';
import { OutgoingStreams } from './outgoing-streams.js';
import { type Blocked, NotificationFrame, type PendingCall } from './pending-call.js';
import { ReceivedAnswers } from './received-answers.js';

/** The calls that this side makes: sends them, and hands their answers to their callers. */
export class OutgoingCalls {
  /** Reads the answers. For the session itself: every call passes here, and needs no step between. */
  readonly answers: ReceivedAnswers;
  /** Whether calls can be made. For the session to say. */
  isOpen = true;
  readonly #outbox: Outbox;
  readonly #limits: Limits;
  readonly #table: CallTable;
  readonly #givingUp: GivingUp;
  readonly #streams: OutgoingStreams;
  #made = 0;
  #expecting: ((value: unknown) => void) | undefined;
  /** One function for all promises, so that a call makes no closure. */
  readonly #expect = (resolve: (value: unknown) => void): void => {
    this.#expecting = resolve;
  };

  constructor(role: Role, outbox: Outbox, limits: Limits, streams: StreamWindows) {
    this.#outbox = outbox;
    this.#limits = limits;
    this.#table = new CallTable(role, limits.maxPendingCalls);
    this.#givingUp = new GivingUp(this.#table, outbox);
    this.#streams = new OutgoingStreams({ outbox, limits, streams }, this.#table, this.#givingUp);
    this.answers = new ReceivedAnswers(this.#table, this.#streams);
  }

  /** How many answers are due. */
  get inFlight(): number {
    return this.#table.size;
  }

  /** How many calls were sent so far. */
  get made(): number {
    return this.#made;
  }

  /** Sends a request; the promise ends with the answer. Throws when nothing was sent. */
  start(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: StreamSource | undefined,
  ): Promise<unknown> {
    const call = this.#send(method, args, timeoutMs, options);
    const promise = this.#promise(call);
    if (timeoutMs !== undefined) this.#givingUp.setTimer(call, timeoutMs);
    if (options !== undefined) this.#givingUp.heed(options, call);
    if (upload !== undefined) this.#streams.startUpload(call, method, upload);
    this.#outbox.flush();
    return promise;
  }

  /** The same for a bare request. Undefined if that is not possible: nothing was sent, and `start` finds out why, or another way. */
  startBarePromise(method: BoundMethod, args: readonly unknown[]): Promise<unknown> | undefined {
    const call = this.startBare(method, args);
    if (call === undefined) return undefined;
    const promise = this.#promise(call);
    this.#outbox.flushBare();
    return promise;
  }

  /** Sends a request that is answered by a stream, which it gives back. Throws when nothing was sent. */
  startStream({ method, args, timeoutMs, options, upload }: CallRequest): StreamReceiver {
    const call = this.#send(method, args, timeoutMs, options);
    this.#requireWaiting(call);
    const download = this.#streams.startDownload(call);
    if (timeoutMs !== undefined) this.#givingUp.setTimer(call, timeoutMs);
    if (options !== undefined) this.#givingUp.heed(options, call);
    if (upload !== undefined) this.#streams.startUpload(call, method, upload);
    this.#outbox.flush();
    return download;
  }

  /** Sends a request whose caller will block; `take` has the answer once its state is not `waiting` any more. */
  startBlocking(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
  ): PendingCall {
    const call = this.#send(method, args, timeoutMs, options);
    // `block` sends what is in the outgoing datagram; a request that had no room there must get into one first.
    if (call.carrier !== undefined) this.#outbox.pump();
    return call;
  }

  /** The same for a bare request. Undefined if that is not possible: nothing was sent, and `startBlocking` finds out why, or another way. */
  startBare(method: BoundMethod, args: readonly unknown[]): PendingCall | undefined {
    const call = this.isOpen ? this.#table.takeUsed() : undefined;
    if (call === undefined) return undefined;
    const { id } = call;
    call.state = 'waiting';
    call.method = method;
    if (id < ONE_BYTE && this.#outbox.sendBare(bareRequest(id, method.byte), method.codec.args, args)) {
      this.#made++;
      return call;
    }
    this.#table.release(call);
    return undefined;
  }

  /** The same for a request that goes with a stream, which is synchronous. */
  startBlockingUpload({ method, args, timeoutMs, options, upload }: CallRequest): [PendingCall, Blocked] {
    const call = this.#send(method, args, timeoutMs, options);
    const blocked: Blocked = { makeError: undefined };
    call.blocked = blocked;
    if (upload !== undefined) this.#streams.startUpload(call, method, upload);
    this.#outbox.pump();
    return [call, blocked];
  }

  /** The same for a request that is answered by a stream. */
  startBlockingStream({ method, args, timeoutMs, options }: CallRequest): [PendingCall, StreamReceiver] {
    const call = this.#send(method, args, timeoutMs, options);
    this.#requireWaiting(call);
    const download = this.#streams.startDownload(call);
    this.#outbox.pump();
    return [call, download];
  }

  /** Ends a blocking call that is answered. */
  release(call: PendingCall): void {
    this.#table.release(call);
  }

  /** Ends one that `startBare` has started, and whose answer was given to its caller. */
  releaseBare(call: PendingCall): void {
    this.#table.releaseBare(call);
  }

  notify(method: BoundMethod, args: readonly unknown[], options: CallOptions | undefined): void {
    this.#checkQueue(method);
    requireMetadata(options?.metadata);
    try {
      this.#outbox.send(new NotificationFrame(method, args, options?.metadata));
    } catch (error) {
      throw unsentRequest(error, method, args, this.#limits.maxDepth);
    }
    this.#outbox.flush();
  }

  /** Gives a call up whose deadline has passed; gives back what makes its caller's error. */
  expire(call: PendingCall): () => RpcError {
    return this.#givingUp.expire(call);
  }

  /** Gives a blocking call up that can not block; gives back its caller's error. */
  refuseToBlock(call: PendingCall, cause: unknown): RpcError {
    return this.#givingUp.refuseToBlock(call, cause);
  }

  /** Reads an item of the stream that comes back to the call with that id. */
  onItem(id: number, reader: Reader): void {
    this.#streams.onItem(id, reader);
  }

  /** Allows our stream to the call with that id more. */
  onCredit(id: number, items: number, bytes: number): void {
    this.#streams.onCredit(id, items, bytes);
  }

  /** Ends every call that waits. */
  end(ending: Ending): void {
    this.answers.end(ending);
  }

  #send(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
  ): PendingCall {
    this.#checkQueue(method);
    if (options !== undefined) requireMetadata(options.metadata);
    if (timeoutMs === 0) throw tooLate(method.path);
    const call = this.#table.take();
    if (call === undefined) throw tooManyPending(method.path, this.#limits.maxPendingCalls);
    this.#made++;
    call.state = 'waiting';
    call.method = method;
    call.args = args;
    call.timeoutMs = timeoutMs;
    call.options = options;
    try {
      call.carrier = this.#outbox.send(call);
    } catch (error) {
      this.#table.release(call);
      throw unsentRequest(error, method, args, this.#limits.maxDepth);
    }
    return call;
  }

  #promise(call: PendingCall): Promise<unknown> {
    this.#requireWaiting(call);
    const promise = new Promise<unknown>(this.#expect);
    call.resolve = this.#expecting;
    return promise;
  }

  /** Throws if a getter in the arguments of a call has ended the session. */
  #requireWaiting(call: PendingCall): void {
    if (call.state === 'waiting') return;
    const { makeError } = call;
    this.#table.release(call);
    throw makeError?.();
  }

  #checkQueue(method: BoundMethod): void {
    const { queuedBytes } = this.#outbox;
    if (queuedBytes >= this.#limits.maxQueuedBytes) throw queueFull(method.path, queuedBytes);
  }
}
