import type { Place } from '../codec/method-codec.js';
import { toRemoteError, writeRemoteError } from '../errors/remote-error.js';
import { type Frame, FrameKind } from '../frames/frame.js';
import type { Metadata } from '../metadata.js';
import type { RpcError } from '../rpc-error.js';
import { writeValue } from '../wire/write-value.js';
import type { Writer } from '../wire/writer.js';
import { type ResponseOptions, writeResponseOptions } from './response-options.js';

/** An answer. One object serves a whole session, since a frame is encoded as soon as it is sent. */
export class ResponseFrame implements Frame {
  #id = 0;
  #place: Place | undefined;
  #result: unknown;
  #error: RpcError | undefined;
  #options: ResponseOptions | undefined;

  /** Becomes the answer with that result, written as `place` says; without that, the answer without a result. */
  result(id: number, place: Place | undefined, result: unknown, options: ResponseOptions | undefined): this {
    this.#id = id;
    this.#place = place;
    this.#result = result;
    this.#error = undefined;
    this.#options = options;
    return this;
  }

  /** Becomes the answer with that error. */
  error(id: number, error: RpcError, options: ResponseOptions | undefined): this {
    this.#id = id;
    this.#place = undefined;
    this.#result = undefined;
    this.#error = error;
    this.#options = options;
    return this;
  }

  write(writer: Writer): void {
    const options = this.#options;
    writer.arrayHeader(options === undefined ? 4 : 5);
    writer.uint(FrameKind.Response);
    writer.uint(this.#id);
    if (this.#error === undefined) this.#writeResult(writer);
    else this.#writeError(writer, this.#error);
    if (options !== undefined) writeResponseOptions(writer, options);
  }

  #writeResult(writer: Writer): void {
    writer.nil();
    if (this.#place === undefined) writer.nil();
    else this.#place.write(writer, this.#result);
  }

  #writeError(writer: Writer, error: RpcError): void {
    writeRemoteError(writer, toRemoteError(error));
    writer.nil();
  }

  /** Lets go of the result. */
  clear(): void {
    this.#result = undefined;
    this.#error = undefined;
    this.#options = undefined;
  }
}

/** Metadata that goes before the answer. */
export class AcceptFrame implements Frame {
  readonly #id: number;
  readonly #headers: Metadata;

  constructor(id: number, headers: Metadata) {
    this.#id = id;
    this.#headers = headers;
  }

  write(writer: Writer): void {
    writer.arrayHeader(3);
    writer.uint(FrameKind.Accept);
    writer.uint(this.#id);
    writeValue(writer, this.#headers);
  }
}
