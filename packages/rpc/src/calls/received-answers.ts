import type { CallOptions } from '../call-options.js';
import { fromRemoteError, readRemoteError } from '../errors/remote-error.js';
import { asMetadata } from '../metadata.js';
import type { Ending } from '../session/session-ending.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import { WireError } from '../wire/wire-error.js';
import type { BoundMethod } from './bound-method.js';
import { type CallTable, notDue } from './call-table.js';
import { badResult, endedBefore } from './caller-errors.js';
import type { OutgoingStreams } from './outgoing-streams.js';
import type { PendingCall } from './pending-call.js';
import { rejection } from './rejection.js';
import { type ResponseOptions, readResponseOptions } from './response-options.js';

/** What the other side answers to our calls, and how that settles them. */
export class ReceivedAnswers {
  readonly #table: CallTable;
  readonly #streams: OutgoingStreams;

  constructor(table: CallTable, streams: OutgoingStreams) {
    this.#table = table;
    this.#streams = streams;
  }

  /** Reads the result in a bare response. */
  onBare(reader: Reader, id: number): void {
    const call = this.#table.due(id, 'a response');
    const { method } = call;
    if (
      method === undefined ||
      call.upload !== undefined ||
      call.download !== undefined ||
      call.state !== 'waiting'
    ) {
      reader.position -= 2; // the id and the nil
      this.onResponse(reader, false);
      return;
    }
    const start = reader.position;
    const { resolve } = call;
    let result: unknown;
    try {
      result = method.codec.result.read(reader);
      reader.settle();
    } catch (error) {
      this.#onBadResult(reader, start, call, method, false, error);
      return;
    }
    this.#settle(call, resolve, result);
  }

  /** Reads the result in a bare response to a call whose caller blocks: settles the call, and gives the result back if nothing is wrong with it. */
  take(reader: Reader, call: PendingCall, method: BoundMethod): unknown {
    const start = reader.position;
    try {
      const result = method.codec.result.read(reader);
      reader.settle();
      call.state = 'settled';
      return result;
    } catch (error) {
      this.#onBadResult(reader, start, call, method, false, error);
      return undefined;
    }
  }

  /** Reads what follows the kind of any response. */
  onResponse(reader: Reader, hasOptions: boolean): void {
    const id = reader.uint();
    const call = this.#table.due(id, 'a response');
    const { method } = call;
    if (method === undefined) return;
    // Ours is the last word on our own stream, even if nobody listens.
    if (call.upload !== undefined) this.#streams.endUpload(call, call.upload);
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
    const call = this.#table.due(reader.uint(), 'an accept');
    const headers = asMetadata(readValue(reader));
    call.options?.onHeaders?.(headers);
  }

  /** Ends every call that waits: no answer comes any more. */
  end(ending: Ending): void {
    for (const call of this.#table.waiting()) {
      const { path, carrier } = call;
      const maybeExecuted = carrier === undefined || carrier.written;
      call.upload?.stop();
      this.#fail(call, () => endedBefore(path, ending, maybeExecuted));
    }
  }

  #onResult(reader: Reader, call: PendingCall, method: BoundMethod, hasOptions: boolean): void {
    const start = reader.position;
    const { download, resolve } = call;
    let result: unknown;
    try {
      if (download === undefined) result = method.codec.result.read(reader);
      else skipValue(reader);
      reader.settle();
    } catch (error) {
      this.#onBadResult(reader, start, call, method, hasOptions, error);
      return;
    }
    if (hasOptions) tellMetadata(call.options, readResponseOptions(reader));
    if (download !== undefined) {
      this.#table.release(call);
      download.end();
      return;
    }
    this.#settle(call, resolve, result);
  }

  /** Gives a result to the caller. Throws if another answer has come while it was read: what checks it may block. */
  #settle(call: PendingCall, resolve: PendingCall['resolve'], result: unknown): void {
    if (call.state !== 'waiting' || call.resolve !== resolve) throw notDue(call.id, 'a second response');
    if (resolve === undefined) {
      call.state = 'settled';
      call.result = result;
      return;
    }
    this.#table.release(call);
    resolve(result);
  }

  #onBadResult(
    reader: Reader,
    start: number,
    call: PendingCall,
    method: BoundMethod,
    hasOptions: boolean,
    error: unknown,
  ): void {
    if (error instanceof WireError) throw error;
    reader.rewind(start);
    skipValue(reader);
    if (hasOptions) skipValue(reader);
    this.#fail(call, () => badResult(method.path, error));
  }

  #onError(reader: Reader, call: PendingCall, hasOptions: boolean): void {
    const remote = readRemoteError(reader);
    skipValue(reader);
    if (hasOptions) tellMetadata(call.options, readResponseOptions(reader));
    const errors = call.method?.errors;
    this.#fail(call, () => errors?.decode(remote) ?? fromRemoteError(remote));
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
