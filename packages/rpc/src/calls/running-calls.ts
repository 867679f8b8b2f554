import { failure } from '../failure.js';
import type { Carrier } from '../frames/carrier.js';
import type { Outbox } from '../frames/outbox.js';
import { type Limits, MAX_CALL_SLOTS } from '../limits.js';
import type { RpcError } from '../rpc-error.js';
import type { Drain } from '../session/drain.js';
import { WireError } from '../wire/wire-error.js';
import type { Answers } from './answers.js';
import { idParity, type Role } from './call-table.js';
import { Context } from './context.js';
import { isAbort } from './handler-outcome.js';
import type { IncomingCall } from './incoming-call.js';
import type { RequestOptions } from './request-options.js';

export interface RunningCallsOptions {
  readonly role: Role;
  readonly answers: Answers;
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly drain: Drain;
}

/** Which calls of the other side are under way, and how each of them comes to its one answer. */
export class RunningCalls {
  readonly #peerParity: number;
  readonly #answers: Answers;
  readonly #outbox: Outbox;
  readonly #limits: Limits;
  readonly #drain: Drain;
  /** Calls that are not over, by the slot that the caller gave them. */
  readonly #slots: (IncomingCall | undefined)[] = [];
  /** Calls whose handlers run, also when they were given up. */
  readonly #running = new Set<IncomingCall>();
  #streamCount = 0;
  #ended = false;

  constructor({ role, answers, outbox, limits, drain }: RunningCallsOptions) {
    this.#peerParity = 1 - idParity(role);
    this.#answers = answers;
    this.#outbox = outbox;
    this.#limits = limits;
    this.#drain = drain;
  }

  /** How many handlers run. */
  get count(): number {
    return this.#running.size;
  }

  /** How many of them run for calls with streams. */
  get streamCount(): number {
    return this.#streamCount;
  }

  /** Whether the session has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether a call without streams may have that id, and is not one too many. Precondition: it is an id of one byte. */
  mayStart(id: number): boolean {
    const isNew = (id & 1) === this.#peerParity && this.#slots[id >>> 1] === undefined;
    return isNew && this.#running.size < this.#limits.maxConcurrentCalls;
  }

  /** Whether a call with those `Streams` bits would be one too many. */
  isFull(streams: number): boolean {
    const { maxConcurrentCalls, maxConcurrentStreams } = this.#limits;
    if (this.#running.size >= maxConcurrentCalls) return true;
    return streams !== 0 && this.#streamCount >= maxConcurrentStreams;
  }

  /** @throws WireError for an id that the other side may not give a new call. */
  checkNewId(id: number): void {
    const slot = id >>> 1;
    if ((id & 1) !== this.#peerParity || slot >= MAX_CALL_SLOTS || this.#slots[slot] !== undefined)
      throw this.#badNewId(id);
  }

  #badNewId(id: number): WireError {
    if ((id & 1) !== this.#peerParity) return new WireError(`request id ${id} is one of ours`);
    if (id >>> 1 >= MAX_CALL_SLOTS)
      return new WireError(`request id ${id} is not below ${2 * MAX_CALL_SLOTS}`);
    return new WireError(`request id ${id} is in use`);
  }

  /** The call with that id, if it is the other side's and not over. */
  find(id: number): IncomingCall | undefined {
    return (id & 1) === this.#peerParity ? this.#slots[id >>> 1] : undefined;
  }

  /** Notes a call whose answer will take longer. */
  start(call: IncomingCall, { timeoutMs, streams }: RequestOptions): void {
    this.#slots[call.id >>> 1] = call;
    this.#running.add(call);
    if (streams !== 0) this.#streamCount++;
    if (timeoutMs === undefined) return;
    call.timer = setTimeout(() => {
      const text = `${call.method.path}: did not finish within the ${timeoutMs} ms that the caller waits; it may have been executed`;
      this.giveUp(call, failure('deadline-exceeded', text, { maybeExecuted: true }));
    }, timeoutMs);
  }

  /** Keeps the id of a call that was answered before its caller has ended its stream. */
  keepAnswered(call: IncomingCall): void {
    call.answered = true;
    this.#slots[call.id >>> 1] = call;
  }

  /** Notes a handler whose caller waits for no answer. */
  startNotification(call: IncomingCall): void {
    this.#running.add(call);
  }

  finishNotification(call: IncomingCall): void {
    this.#running.delete(call);
    this.#drain.check();
  }

  /** Answers a call with what its handler's promise gives. */
  answerWith(call: IncomingCall, outcome: unknown): void {
    Promise.resolve(outcome).then(
      (result) => {
        if (this.finish(call)) this.#answers.result(call.id, call.method, call.codec, result, call.context);
        this.#onReturned(call);
      },
      (error: unknown) => {
        this.fail(call, error);
        this.#onReturned(call);
      },
    );
  }

  /** Only now, not when the call was given up: a handler runs on then. */
  #onReturned(call: IncomingCall): void {
    // The answer may be made of the arguments' memory.
    if (call.giveBack !== undefined) this.#outbox.onceEmpty(call.giveBack);
    this.#drain.check();
  }

  /** Notes that a handler has finished; says whether its caller still waits for the answer. */
  finish(call: IncomingCall): boolean {
    if (call.timer !== undefined) clearTimeout(call.timer);
    if (this.#running.delete(call) && call.method.spec.kind !== 'unary') this.#streamCount--;
    if (call.answered || this.#ended) return false;
    this.#setAnswered(call);
    call.upload?.discard();
    return true;
  }

  /** Notes that a handler has finished with an error, and answers with it. */
  fail(call: IncomingCall, error: unknown, behind?: Carrier): void {
    if (this.finish(call)) this.#answers.thrown(call.id, call.method, error, call.context, behind);
    else if (!isAbort(error)) this.#answers.report(error, call.method.path);
    this.#drain.check();
  }

  /** Answers a call whose handler has not finished, and tells the handler. */
  giveUp(call: IncomingCall, error: RpcError): void {
    // One answer only: a cancel and the deadline often come together.
    if (call.timer !== undefined) clearTimeout(call.timer);
    this.#setAnswered(call);
    call.upload?.discard(() => error);
    const { download } = call;
    this.#answers.error(call.id, error, call.context, download?.carrier);
    Context.abort(call.context, error);
    if (download === undefined) return;
    download.stop();
  }

  /** Gives up the call with that id, which its caller has cancelled. */
  cancel(id: number): void {
    if ((id & 1) !== this.#peerParity) {
      throw new WireError(`a cancel of call ${id}, which is not the other side's`);
    }
    const call = this.#slots[id >>> 1];
    // The answer may have crossed the cancel.
    if (call === undefined) return;
    const error = failure('cancelled', `${call.method.path}: cancelled by the caller`, {
      maybeExecuted: true,
    });
    call.upload?.discard(() => error);
    // A cancel is the end of the caller's stream too.
    this.endUpload(call);
    if (!call.answered) this.giveUp(call, error);
  }

  /** Notes that the caller has ended its stream: the id of an answered call is free again. */
  endUpload(call: IncomingCall): void {
    call.upload = undefined;
    if (call.answered) this.#slots[call.id >>> 1] = undefined;
  }

  /** The id is free again, unless the caller has yet to end its stream. */
  #setAnswered(call: IncomingCall): void {
    call.answered = true;
    if (call.upload === undefined) this.#slots[call.id >>> 1] = undefined;
  }

  /** Aborts every handler that runs: nobody waits for it any more. */
  end(reason: Error): void {
    this.#ended = true;
    for (const call of this.#running) {
      if (call.timer !== undefined) clearTimeout(call.timer);
      call.upload?.discard(() => reason);
      call.download?.stop();
      Context.abort(call.context, reason);
    }
    this.#slots.length = 0;
  }
}
