import type { CallOptions } from '../call-options.js';
import { describeUnsendable, unsendableArgument } from '../codec/unsendable.js';
import { fromRemoteError, readRemoteError } from '../errors/remote-error.js';
import { failure } from '../failure.js';
import { cancelFrame, creditFrame, endFrame } from '../frames/frame.js';
import type { Outbox } from '../frames/outbox.js';
import type { Limits } from '../limits.js';
import { asMetadata, requireMetadata } from '../metadata.js';
import { RpcError } from '../rpc-error.js';
import type { Ending } from '../session/session-ending.js';
import { StreamReceiver } from '../stream/stream-receiver.js';
import { StreamSender, type StreamSource } from '../stream/stream-sender.js';
import type { StreamWindows } from '../stream/stream-windows.js';
import { NotSendable } from '../wire/not-sendable.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import { WireError } from '../wire/wire-error.js';
import type { BoundMethod } from './bound-method.js';
import type { CallRequest } from './call-request.js';
import { CallTable, type Role } from './call-table.js';
import { type Blocked, NotificationFrame, type PendingCall } from './pending-call.js';
import { rejection } from './rejection.js';
import { type ResponseOptions, readResponseOptions } from './response-options.js';

/** The calls that this side makes. */
export class OutgoingCalls {
  readonly #outbox: Outbox;
  readonly #limits: Limits;
  readonly #streams: StreamWindows;
  readonly #table: CallTable;
  #made = 0;
  #expecting: ((value: unknown) => void) | undefined;
  /** One function for all promises, so that a call makes no closure. */
  readonly #expect = (resolve: (value: unknown) => void): void => {
    this.#expecting = resolve;
  };

  constructor(role: Role, outbox: Outbox, limits: Limits, streams: StreamWindows) {
    this.#outbox = outbox;
    this.#limits = limits;
    this.#streams = streams;
    this.#table = new CallTable(role, limits.maxPendingCalls);
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
    const promise = new Promise<unknown>(this.#expect);
    call.resolve = this.#expecting;
    if (timeoutMs !== undefined) this.#setTimer(call, timeoutMs);
    if (options !== undefined) this.#heed(options, call);
    if (upload !== undefined) this.#startUpload(call, method, upload);
    this.#outbox.flush();
    return promise;
  }

  /** Sends a request that is answered by a stream, which it gives back. Throws when nothing was sent. */
  startStream({ method, args, timeoutMs, options, upload }: CallRequest): StreamReceiver {
    const call = this.#send(method, args, timeoutMs, options);
    const download = this.#receiverOf(call);
    if (timeoutMs !== undefined) this.#setTimer(call, timeoutMs);
    if (options !== undefined) this.#heed(options, call);
    if (upload !== undefined) this.#startUpload(call, method, upload);
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

  /** The same for a request that goes with a stream, which is synchronous. */
  startBlockingUpload({ method, args, timeoutMs, options, upload }: CallRequest): [PendingCall, Blocked] {
    const call = this.#send(method, args, timeoutMs, options);
    const blocked: Blocked = { makeError: undefined };
    call.blocked = blocked;
    if (upload !== undefined) this.#startUpload(call, method, upload);
    this.#outbox.pump();
    return [call, blocked];
  }

  /** The same for a request that is answered by a stream. */
  startBlockingStream({ method, args, timeoutMs, options }: CallRequest): [PendingCall, StreamReceiver] {
    const call = this.#send(method, args, timeoutMs, options);
    const download = this.#receiverOf(call);
    this.#outbox.pump();
    return [call, download];
  }

  /** Ends a blocking call that is answered: gives back the result or throws the error. */
  take(call: PendingCall): unknown {
    const { result, makeError } = call;
    this.#table.release(call);
    if (makeError !== undefined) throw makeError();
    return result;
  }

  notify(method: BoundMethod, args: readonly unknown[], options: CallOptions | undefined): void {
    this.#checkQueue(method);
    requireMetadata(options?.metadata);
    try {
      this.#outbox.send(new NotificationFrame(method, args, options?.metadata));
    } catch (error) {
      throw this.#explain(error, method, args);
    }
    this.#outbox.flush();
  }

  /** Gives a call up whose deadline has passed; gives back what makes its caller's error. */
  expire(call: PendingCall): () => RpcError {
    const { method, timeoutMs } = call;
    const maybeExecuted = this.#abandon(call);
    const text = `${method?.path}: no answer within ${timeoutMs} ms; the call ${outcomeText(maybeExecuted)}`;
    return () => failure('deadline-exceeded', text, { maybeExecuted });
  }

  /** Gives a blocking call up that can not block. */
  giveUp(call: PendingCall, cause: unknown): RpcError {
    const { method } = call;
    const maybeExecuted = this.#abandon(call);
    const why = cause instanceof Error ? cause.message : String(cause);
    return failure('cannot-block', `${method?.path}: ${why}; the call ${outcomeText(maybeExecuted)}`, {
      maybeExecuted,
      cause,
    });
  }

  /** Reads what follows the kind of a response. */
  onResponse(reader: Reader, hasOptions: boolean): void {
    const id = reader.uint();
    const call = this.#find(id, 'a response');
    const { method } = call;
    if (method === undefined) return;
    // Ours is the last word on our own stream, even if nobody listens.
    if (call.upload !== undefined) this.#closeUpload(call, call.upload);
    if (call.state === 'abandoned') {
      skipValue(reader);
      skipValue(reader);
      if (hasOptions) skipValue(reader);
      this.#table.release(call);
    } else if (reader.nil()) this.#onResult(reader, call, method, hasOptions);
    else this.#onError(reader, call, hasOptions);
  }

  /** Reads what follows the kind of an accept frame. */
  onAccept(reader: Reader): void {
    const call = this.#find(reader.uint(), 'an accept');
    const headers = asMetadata(readValue(reader));
    call.options?.onHeaders?.(headers);
  }

  /** Reads an item of a stream that comes back to the call with that id. */
  onItem(id: number, reader: Reader): void {
    const call = this.#find(id, 'an item');
    const { method, download } = call;
    if (method === undefined || download === undefined) {
      throw new WireError(`an item for call ${id}, which takes no stream`);
    }
    download.admit();
    const start = reader.position;
    let item: unknown;
    if (download.discarding) skipValue(reader);
    else {
      try {
        item = method.codec.decodeItem(reader);
        reader.settle();
      } catch (error) {
        if (error instanceof WireError) throw error;
        reader.rewind(start);
        skipValue(reader);
        this.#abandonWith(call, () => resultError(method, error));
      }
    }
    download.push(item, reader.position - start);
  }

  /** Allows our stream to the call with that id more. */
  onCredit(id: number, items: number, bytes: number): void {
    // It may have crossed the end of the stream.
    this.#table.find(id)?.upload?.grant(items, bytes);
  }

  /** Ends every call that waits. */
  end(ending: Ending): void {
    for (const call of this.#table.waiting()) {
      const maybeExecuted = call.carrier === undefined || call.carrier.written;
      const path = call.method?.path ?? '';
      call.upload?.stop();
      this.#fail(call, () =>
        failure(ending.kind, `${path}: ${ending.message}; the call ${outcomeText(maybeExecuted)}`, {
          maybeExecuted,
          cause: ending.cause,
        }),
      );
    }
  }

  #find(id: number, what: string): PendingCall {
    const call = this.#table.find(id);
    if (call === undefined) throw new WireError(`${what} for call ${id}, which is not waiting`);
    return call;
  }

  #send(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
  ): PendingCall {
    this.#checkQueue(method);
    if (options !== undefined) requireMetadata(options.metadata);
    if (timeoutMs === 0) {
      throw failure('deadline-exceeded', `${method.path}: its deadline passed before it was sent`, {
        maybeExecuted: false,
      });
    }
    const call = this.#table.take();
    if (call === undefined) {
      const text = `${method.path}: ${this.#limits.maxPendingCalls} calls wait for answers already (limits.maxPendingCalls)`;
      throw failure('too-many-calls', text, { maybeExecuted: false });
    }
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
      throw this.#explain(error, method, args);
    }
    return call;
  }

  #checkQueue(method: BoundMethod): void {
    if (this.#outbox.queuedBytes < this.#limits.maxQueuedBytes) return;
    throw failure(
      'queue-full',
      `${method.path}: ${this.#outbox.queuedBytes} bytes wait for the other side to take them (limits.maxQueuedBytes)`,
      { maybeExecuted: false },
    );
  }

  #explain(error: unknown, method: BoundMethod, args: readonly unknown[]): unknown {
    if (error instanceof NotSendable) return unsendableArgument(method, args, this.#limits.maxDepth, error);
    if (!(error instanceof RpcError)) return error;
    return new RpcError(`${method.path}: ${error.message}`, { code: error.code, maybeExecuted: false });
  }

  #setTimer(call: PendingCall, timeoutMs: number): void {
    call.timer = setTimeout(() => {
      const { resolve, download } = call;
      const makeError = this.expire(call);
      download?.discard(makeError);
      resolve?.(rejection(makeError));
    }, timeoutMs);
  }

  /** Gives the call up when its caller's signal aborts, or that of the call which its caller answers. */
  #heed({ signal, context }: CallOptions, call: PendingCall): void {
    const signals = [signal, context?.signal].filter((each) => each !== undefined);
    if (signals.length === 0) return;
    const onAbort = (event: Event): void => {
      const { reason: cause } = event.target as AbortSignal; // signals alone dispatch it
      const { method } = call;
      this.#abandonWith(call, (maybeExecuted) => {
        const text = `${method?.path}: cancelled by the caller; the call ${outcomeText(maybeExecuted)}`;
        return failure('cancelled', text, { maybeExecuted, cause });
      });
    };
    for (const each of signals) each.addEventListener('abort', onAbort);
    call.deafen = () => {
      for (const each of signals) each.removeEventListener('abort', onAbort);
    };
  }

  #receiverOf(call: PendingCall): StreamReceiver {
    const { id } = call;
    const download = new StreamReceiver({
      ...this.#streams.own,
      budget: this.#streams.budget,
      credit: (items, bytes) => {
        this.#outbox.send(creditFrame(id, items, bytes));
        this.#outbox.flush();
      },
      onCancel: () => this.#abandon(call),
    });
    call.download = download;
    return download;
  }

  #startUpload(call: PendingCall, method: BoundMethod, source: StreamSource): void {
    const upload = new StreamSender({
      windows: this.#streams,
      id: call.id,
      outbox: this.#outbox,
      encode: (writer, item) => method.codec.encodeUpload(writer, item),
      behind: call.carrier,
      onEnd: () => this.#closeUpload(call, upload),
      onError: (error, item) => this.#abandonWith(call, () => this.#explainItem(error, method, item)),
      // Its caller has its answer, or has given up.
      onLateError: () => undefined,
    });
    call.upload = upload;
    upload.run(source);
  }

  /** Ends our stream, on which nothing is sent any more. */
  #closeUpload(call: PendingCall, upload: StreamSender): void {
    call.upload = undefined;
    upload.stop();
    call.carrier = this.#outbox.send(endFrame(call.id), upload.carrier);
    this.#outbox.flush();
  }

  /** What the caller gets whose stream failed: what its source threw, or what is wrong with the item. */
  #explainItem(error: unknown, method: BoundMethod, item: unknown): unknown {
    if (!(error instanceof NotSendable)) return error;
    const text = describeUnsendable(`${method.path}: item`, item, this.#limits.maxDepth, error);
    return failure('not-sendable', text, { cause: error, maybeExecuted: true });
  }

  #onResult(reader: Reader, call: PendingCall, method: BoundMethod, hasOptions: boolean): void {
    const start = reader.position;
    const { download } = call;
    let result: unknown;
    try {
      if (download === undefined) result = method.codec.decodeResult(reader);
      else skipValue(reader);
      reader.settle();
    } catch (error) {
      if (error instanceof WireError) throw error;
      reader.rewind(start);
      skipValue(reader);
      if (hasOptions) skipValue(reader);
      this.#fail(call, () => resultError(method, error));
      return;
    }
    if (hasOptions) tellMetadata(call.options, readResponseOptions(reader));
    if (download !== undefined) {
      this.#table.release(call);
      download.end();
      return;
    }
    if (call.resolve === undefined) {
      call.state = 'settled';
      call.result = result;
      return;
    }
    const { resolve } = call;
    this.#table.release(call);
    resolve(result);
  }

  #onError(reader: Reader, call: PendingCall, hasOptions: boolean): void {
    const remote = readRemoteError(reader);
    skipValue(reader);
    if (hasOptions) tellMetadata(call.options, readResponseOptions(reader));
    const errors = call.method?.errors;
    this.#fail(call, () => errors?.decode(remote) ?? fromRemoteError(remote));
  }

  /** Gives a call up; says whether it may run on the other side. */
  #abandon(call: PendingCall): boolean {
    const { upload } = call;
    if (upload === undefined && call.carrier !== undefined && this.#outbox.withdraw(call.carrier)) {
      this.#table.release(call);
      return false;
    }
    upload?.stop();
    call.clear('abandoned');
    call.carrier = this.#outbox.send(cancelFrame(call.id), upload?.carrier ?? call.carrier);
    this.#outbox.flush();
    return true;
  }

  /** Gives a call up, and tells its caller why. */
  #abandonWith(call: PendingCall, why: (maybeExecuted: boolean) => unknown): void {
    const { resolve, download, blocked } = call;
    const maybeExecuted = this.#abandon(call);
    const makeError = (): unknown => why(maybeExecuted);
    download?.discard(makeError);
    resolve?.(rejection(makeError));
    // A blocked caller has no promise.
    if (blocked !== undefined) blocked.makeError = makeError;
  }

  #fail(call: PendingCall, makeError: () => unknown): void {
    const { resolve, download } = call;
    if (resolve === undefined && download === undefined) {
      call.state = 'settled';
      call.makeError = makeError;
      return;
    }
    this.#table.release(call);
    download?.fail(makeError);
    resolve?.(rejection(makeError));
  }
}

/** Tells the caller what the callee says beside its answer. */
function tellMetadata(options: CallOptions | undefined, { headers, trailers }: ResponseOptions): void {
  if (headers !== undefined) options?.onHeaders?.(headers);
  if (trailers !== undefined) options?.onTrailers?.(trailers);
}

/** The error for a result that its codec refused, made where it is thrown. */
function resultError(method: BoundMethod, cause: unknown): RpcError {
  if (cause instanceof RpcError) {
    return new RpcError(cause.message, { code: cause.code, maybeExecuted: true, cause: cause.cause });
  }
  return failure('invalid-result', `${method.path}: the result could not be checked`, {
    maybeExecuted: true,
    cause,
  });
}

function outcomeText(maybeExecuted: boolean): string {
  return maybeExecuted ? 'may have been executed' : 'was not executed';
}
