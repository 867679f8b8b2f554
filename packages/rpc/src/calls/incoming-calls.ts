import type { MethodCodec } from '../codec/method-codec.js';
import { failure } from '../failure.js';
import type { Carrier } from '../frames/carrier.js';
import { creditFrame } from '../frames/frame.js';
import type { Outbox } from '../frames/outbox.js';
import type { Invoke } from '../interceptors/intercepted-handler.js';
import { type Limits, MAX_CALL_SLOTS } from '../limits.js';
import type { References } from '../remote/references.js';
import { RpcError } from '../rpc-error.js';
import type { ServiceRegistry } from '../service-registry.js';
import type { Drain } from '../session/drain.js';
import type { Session } from '../session.js';
import { StreamReceiver } from '../stream/stream-receiver.js';
import { StreamSender, type StreamSource } from '../stream/stream-sender.js';
import type { StreamWindows } from '../stream/stream-windows.js';
import { NotSendable } from '../wire/not-sendable.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import { WireError } from '../wire/wire-error.js';
import type { Answers } from './answers.js';
import { idParity, type Role } from './call-table.js';
import { Context } from './context.js';
import { IncomingCall } from './incoming-call.js';
import { NO_OPTIONS, type RequestOptions, readRequestOptions, Streams } from './request-options.js';
import { AcceptFrame } from './response.js';
import { ServedMethod } from './served-method.js';

export interface IncomingCallsOptions {
  readonly role: Role;
  readonly session: Session;
  readonly services: ServiceRegistry;
  /** Calls the handlers. */
  readonly invoke: Invoke;
  readonly answers: Answers;
  readonly outbox: Outbox;
  readonly streams: StreamWindows;
  readonly references: References;
  readonly limits: Limits;
  readonly drain: Drain;
  /** Whether the bytes of large arguments belong to the handlers only until the call is answered. */
  readonly borrowBytes: boolean;
}

/** The calls that the other side makes. */
export class IncomingCalls {
  readonly #options: IncomingCallsOptions;
  readonly #answers: Answers;
  readonly #peerParity: number;
  /** Calls that are not over, by the slot that the caller gave them. */
  readonly #slots: (IncomingCall | undefined)[] = [];
  /** Calls whose handlers run, also when they were given up. */
  readonly #running = new Set<IncomingCall>();
  #runningStreams = 0;
  #received = 0;
  /** Why the arguments read last are refused. */
  #refusal: unknown;
  #ended = false;

  constructor(options: IncomingCallsOptions) {
    this.#options = options;
    this.#answers = options.answers;
    this.#peerParity = 1 - idParity(options.role);
  }

  /** How many handlers run. */
  get running(): number {
    return this.#running.size;
  }

  /** How many calls came so far, notifications too. */
  get received(): number {
    return this.#received;
  }

  /** Reads what follows the kind of a request and answers it, or starts its handler. */
  onRequest(reader: Reader, hasOptions: boolean): void {
    this.#received++;
    const id = reader.uint();
    this.#checkNewId(id);
    const name = reader.isArray() ? this.#memberOf(reader) : reader.stringOrUint();
    const method = typeof name === 'object' ? name.method : this.#options.services.find(name);
    const codec = isCompact(name) ? method?.compact : method?.plain;
    const args = this.#readArgs(reader, codec);
    const options = hasOptions ? readRequestOptions(reader) : NO_OPTIONS;
    if (method === undefined || codec === undefined) this.#refuse(id, options, this.#unknown(name));
    else if (this.#options.drain.here) this.#refuse(id, options, draining(method));
    else if (args === undefined) this.#refuseArgs(id, method, codec, options);
    else if (method.streams !== options.streams) {
      this.#refuse(
        id,
        options,
        failure('unknown-method', `${method.path}: is of kind ${method.spec.kind} on this side`),
      );
    } else if (this.#isFull(options)) this.#refuse(id, options, this.#tooMany(method));
    else if (options.streams === 0) this.#run(id, method, codec, args, options, reader.takeGiveBack());
    else this.#runStream(id, method, codec, args, options);
  }

  /** Reads what follows the kind of a notification and runs its handler. */
  onNotification(reader: Reader, hasOptions: boolean): void {
    this.#received++;
    const name = reader.isArray() ? this.#memberOf(reader) : reader.stringOrUint();
    const method = typeof name === 'object' ? name.method : this.#options.services.find(name);
    const codec = isCompact(name) ? method?.compact : method?.plain;
    const args = this.#readArgs(reader, codec);
    const options = hasOptions ? readRequestOptions(reader) : NO_OPTIONS;
    if (method === undefined || codec === undefined)
      this.#answers.report(
        this.#unknown(name),
        typeof name === 'object' ? `reference ${name.reference}` : String(name),
      );
    else if (args === undefined) this.#answers.report(this.#refusal, method.path);
    else if (this.#isFull(options)) this.#answers.report(this.#tooMany(method), method.path);
    else this.#runNotification(method, codec, args, options);
  }

  /** Reads an item of the stream of the call with that id. */
  onItem(id: number, reader: Reader): void {
    const call = this.#slots[id >>> 1];
    const upload = call?.upload;
    if (call === undefined || upload === undefined) {
      throw new WireError(`an item of call ${id}, whose caller has no stream open`);
    }
    upload.admit();
    const start = reader.position;
    let item: unknown;
    if (upload.discarding) skipValue(reader);
    else {
      try {
        item = call.codec.decodeUpload(reader);
        reader.settle();
      } catch (error) {
        if (error instanceof WireError) throw error;
        reader.rewind(start);
        skipValue(reader);
        this.#giveUp(call, error instanceof RpcError ? error : failure('invalid-arguments', String(error)));
      }
    }
    upload.push(item, reader.position - start);
  }

  /** Reads what follows the kind of an end frame. */
  onEnd(reader: Reader): void {
    const id = reader.uint();
    const call = (id & 1) === this.#peerParity ? this.#slots[id >>> 1] : undefined;
    if (call?.upload === undefined)
      throw new WireError(`an end of call ${id}, whose caller has no stream open`);
    call.upload.end();
    call.upload = undefined;
    if (call.answered) this.#slots[id >>> 1] = undefined;
  }

  /** Allows our stream in answer to the call with that id more. */
  onCredit(id: number, items: number, bytes: number): void {
    // It may have crossed the end of the stream.
    this.#slots[id >>> 1]?.download?.grant(items, bytes);
  }

  /** Reads what follows the kind of a cancel frame. */
  onCancel(reader: Reader): void {
    const id = reader.uint();
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
    call.upload = undefined;
    if (call.answered) this.#slots[id >>> 1] = undefined;
    else this.#giveUp(call, error);
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

  #checkNewId(id: number): void {
    if ((id & 1) !== this.#peerParity) throw new WireError(`request id ${id} is one of ours`);
    if (id >>> 1 >= MAX_CALL_SLOTS)
      throw new WireError(`request id ${id} is not below ${2 * MAX_CALL_SLOTS}`);
    if (this.#slots[id >>> 1] !== undefined) throw new WireError(`request id ${id} is in use`);
  }

  /** Reads the arguments; undefined, and `#refusal` says why, if they are wrong. Those of no method are skipped. */
  #readArgs(reader: Reader, codec: MethodCodec | undefined): readonly unknown[] | undefined {
    const start = reader.position;
    if (codec !== undefined) {
      try {
        const args = codec.decodeArgs(reader);
        reader.settle();
        return args;
      } catch (error) {
        if (error instanceof WireError) throw error;
        this.#refusal = error;
      }
    }
    reader.rewind(start);
    skipValue(reader);
    return undefined;
  }

  /** Reads what names a method of an object of ours that the caller has a reference to. */
  #memberOf(reader: Reader): Member {
    const count = reader.arrayHeader();
    if (count !== 2) throw new WireError(`the method of a reference named by ${count} members`);
    const reference = reader.uint();
    const name = reader.stringOrUint();
    return { reference, name, method: this.#options.references.method(reference, name) };
  }

  #unknown(name: string | number | Member): RpcError {
    if (typeof name === 'object') {
      const text = `reference ${name.reference}: the other side has released it, or has no method ${name.name} there`;
      return failure('released', text, { maybeExecuted: false });
    }
    const service = typeof name === 'string' ? name.slice(0, Math.max(0, name.lastIndexOf('/'))) : undefined;
    if (service !== undefined && !this.#options.services.hasService(service)) {
      return failure('unknown-service', `${name}: the other side serves no ${service}`);
    }
    return failure('unknown-method', `${name}: the other side has no such method`);
  }

  #isFull({ streams }: RequestOptions): boolean {
    const { maxConcurrentCalls, maxConcurrentStreams } = this.#options.limits;
    if (this.#running.size >= maxConcurrentCalls) return true;
    return streams !== 0 && this.#runningStreams >= maxConcurrentStreams;
  }

  #tooMany(method: ServedMethod): RpcError {
    const text = `${method.path}: the other side runs ${this.#running.size} calls already, ${this.#runningStreams} of them with streams (limits.maxConcurrentCalls, limits.maxConcurrentStreams)`;
    return failure('too-many-calls', text, { maybeExecuted: false });
  }

  #refuseArgs(id: number, method: ServedMethod, codec: MethodCodec, options: RequestOptions): void {
    const refusal = this.#refusal;
    this.#keepForStream(id, method, codec, options);
    this.#answers.thrown(id, method, refusal);
  }

  #refuse(id: number, options: RequestOptions, error: RpcError): void {
    this.#keepForStream(id, REFUSED, REFUSED.plain, options);
    this.#answers.error(id, error);
  }

  /** The caller of a refused call may send its stream all the same, until it hears of it. */
  #keepForStream(id: number, method: ServedMethod, codec: MethodCodec, options: RequestOptions): void {
    if ((options.streams & Streams.Up) === 0) return;
    const call = this.#newCall(id, method, codec, options);
    call.answered = true;
    call.upload = this.#receiverOf(id);
    call.upload.discard();
    this.#slots[id >>> 1] = call;
  }

  #newCall(id: number, method: ServedMethod, codec: MethodCodec, options: RequestOptions): IncomingCall {
    return new IncomingCall(id, method, codec, this.#contextOf(method, options));
  }

  #contextOf(method: ServedMethod, { timeoutMs, metadata }: RequestOptions): Context {
    const deadline = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
    return new Context(method.path, this.#options.session, deadline, metadata);
  }

  #run(
    id: number,
    method: ServedMethod,
    codec: MethodCodec,
    args: readonly unknown[],
    options: RequestOptions,
    giveBack: (() => void) | undefined,
  ): void {
    const context = this.#contextOf(method, options);
    let outcome: unknown;
    try {
      outcome = this.#options.invoke(method, args, undefined, context);
    } catch (error) {
      this.#answers.thrown(id, method, error, context);
      if (giveBack !== undefined) this.#giveBack(giveBack);
      return;
    }
    if (isThenable(outcome)) {
      const call = new IncomingCall(id, method, codec, context);
      call.giveBack = giveBack;
      this.#start(call, options);
      this.#awaitResult(call, outcome);
    }
    // The handler may have closed the session.
    else if (!this.#ended) {
      this.#answers.result(id, method, codec, outcome, context);
      if (giveBack !== undefined) this.#giveBack(giveBack);
    }
  }

  /** Gives back the memory of arguments when the answer has gone, which may be made of it. */
  #giveBack(giveBack: () => void): void {
    const { borrowBytes, outbox } = this.#options;
    if (borrowBytes) outbox.onceEmpty(giveBack);
  }

  #runStream(
    id: number,
    method: ServedMethod,
    codec: MethodCodec,
    args: readonly unknown[],
    options: RequestOptions,
  ): void {
    const call = this.#newCall(id, method, codec, options);
    if ((options.streams & Streams.Up) !== 0) call.upload = this.#receiverOf(id);
    this.#start(call, options);
    let outcome: unknown;
    try {
      outcome = this.#options.invoke(method, args, call.upload, call.context);
    } catch (error) {
      this.#onThrown(call, error);
      return;
    }
    if (this.#ended) return;
    if ((options.streams & Streams.Down) === 0) this.#awaitResult(call, outcome);
    else if (isThenable(outcome)) {
      Promise.resolve(outcome).then(
        (source) => this.#startDownload(call, source),
        (error: unknown) => this.#onThrown(call, error),
      );
    } else this.#startDownload(call, outcome);
  }

  /** Notes a call whose answer will take longer. */
  #start(call: IncomingCall, { timeoutMs, streams }: RequestOptions): void {
    this.#slots[call.id >>> 1] = call;
    this.#running.add(call);
    if (streams !== 0) this.#runningStreams++;
    if (timeoutMs === undefined) return;
    call.timer = setTimeout(() => {
      const text = `${call.method.path}: did not finish within the ${timeoutMs} ms that the caller waits; it may have been executed`;
      this.#giveUp(call, failure('deadline-exceeded', text, { maybeExecuted: true }));
    }, timeoutMs);
  }

  #awaitResult(call: IncomingCall, outcome: unknown): void {
    Promise.resolve(outcome).then(
      (result) => {
        if (this.#finish(call)) this.#answers.result(call.id, call.method, call.codec, result, call.context);
        this.#onReturned(call);
      },
      (error: unknown) => {
        this.#onThrown(call, error);
        this.#onReturned(call);
      },
    );
  }

  /** Only now, not when the call was given up: a handler runs on then. */
  #onReturned(call: IncomingCall): void {
    if (call.giveBack !== undefined) this.#giveBack(call.giveBack);
    this.#options.drain.check();
  }

  #onThrown(call: IncomingCall, error: unknown, behind?: Carrier): void {
    if (this.#finish(call)) this.#answers.thrown(call.id, call.method, error, call.context, behind);
    else if (!isAbort(error)) this.#answers.report(error, call.method.path);
    this.#options.drain.check();
  }

  #receiverOf(id: number): StreamReceiver {
    const { outbox, streams } = this.#options;
    return new StreamReceiver({
      ...streams.own,
      budget: streams.budget,
      credit: (items, bytes) => {
        outbox.send(creditFrame(id, items, bytes));
        outbox.flush();
      },
      // The caller learns from the answer that its stream was not read to its end.
      onCancel: () => undefined,
    });
  }

  #startDownload(call: IncomingCall, source: unknown): void {
    const { id, method, codec, context } = call;
    if (!isIterable(source)) {
      this.#onThrown(
        call,
        new TypeError(`${method.path}: the handler must return an iterable or an async iterable`),
      );
      return;
    }
    const { outbox, streams } = this.#options;
    const download = new StreamSender({
      windows: streams,
      id,
      outbox,
      encode: (writer, item) => codec.encodeItem(writer, item),
      behind: undefined,
      beforeFirst: () => this.#sendHeaders(id, context),
      onEnd: () => {
        if (this.#finish(call)) this.#answers.end(id, context, download.carrier);
        this.#options.drain.check();
      },
      onError: (error, item) => {
        const unsent = error instanceof NotSendable || item !== undefined;
        if (!unsent) this.#onThrown(call, error, download.carrier);
        else if (this.#finish(call)) {
          this.#answers.unsent(id, method, 'item', { value: item, error }, download.carrier);
          this.#options.drain.check();
        }
      },
      onLateError: (error) => {
        if (!isAbort(error)) this.#answers.report(error, method.path);
      },
      onCleanedUp: () => {
        this.#finish(call);
        this.#options.drain.check();
      },
    });
    call.download = download;
    download.run(source);
    // Given up, or over, before there was a stream to stop.
    if (call.answered) download.stop();
  }

  #sendHeaders(id: number, context: Context): Carrier | undefined {
    const headers = Context.takeHeaders(context);
    if (headers === undefined) return undefined;
    return this.#options.outbox.send(new AcceptFrame(id, headers));
  }

  #runNotification(
    method: ServedMethod,
    codec: MethodCodec,
    args: readonly unknown[],
    options: RequestOptions,
  ): void {
    const call = this.#newCall(-1, method, codec, options);
    const finish = (): void => {
      this.#running.delete(call);
      this.#options.drain.check();
    };
    const fail = (error: unknown): void => {
      finish();
      this.#answers.report(error, method.path);
    };
    try {
      const outcome = this.#options.invoke(method, args, undefined, call.context);
      if (!isThenable(outcome)) return;
      this.#running.add(call);
      Promise.resolve(outcome).then(finish, fail);
    } catch (error) {
      fail(error);
    }
  }

  /** Notes that a handler has finished; says whether its caller still waits for the answer. */
  #finish(call: IncomingCall): boolean {
    if (call.timer !== undefined) clearTimeout(call.timer);
    if (this.#running.delete(call) && call.method.spec.kind !== 'unary') this.#runningStreams--;
    if (call.answered || this.#ended) return false;
    this.#setAnswered(call);
    call.upload?.discard();
    return true;
  }

  /** Answers a call whose handler has not finished, and tells the handler. */
  #giveUp(call: IncomingCall, error: RpcError): void {
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

  /** The id is free again, unless the caller has yet to end its stream. */
  #setAnswered(call: IncomingCall): void {
    call.answered = true;
    if (call.upload === undefined) this.#slots[call.id >>> 1] = undefined;
  }
}

/** A method of an object that the caller has a reference to. */
interface Member {
  readonly reference: number;
  readonly name: string | number;
  readonly method: ServedMethod | undefined;
}

/** Who calls by number has the very same contract. */
function isCompact(name: string | number | Member): boolean {
  return typeof (typeof name === 'object' ? name.name : name) === 'number';
}

function unreadable(): never {
  throw new Error('the arguments of a refused call are not read');
}

function draining(method: ServedMethod): RpcError {
  const text = `${method.path}: the other side takes no new calls, for it is about to end; the call was not executed`;
  return failure('draining', text, { maybeExecuted: false });
}
/** Stands for the method of a call that is refused, and whose stream is not looked at. */
const REFUSED = new ServedMethod(
  '',
  { name: '', kind: 'clientStream', params: [], args: unreadable },
  {},
  () => undefined,
);

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** Whether a handler that was told to stop says with its error that it did. */
function isAbort(error: unknown): boolean {
  if (error instanceof RpcError) return true;
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

function isIterable(value: unknown): value is StreamSource {
  if (typeof value !== 'object' || value === null) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}
