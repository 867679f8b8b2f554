import type { MethodCodec } from '../codec/method-codec.js';
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
  #codec: MethodCodec | undefined;
  #result: unknown;
  #error: RpcError | undefined;
  #options: ResponseOptions | undefined;

  /** Becomes the answer with that result; without a codec, that without one. */
  result(
    id: number,
    codec: MethodCodec | undefined,
    result: unknown,
    options: ResponseOptions | undefined,
  ): this {
    this.#id = id;
    this.#codec = codec;
    this.#result = result;
    this.#error = undefined;
    this.#options = options;
    return this;
  }

  /** Becomes the answer with that error. */
  error(id: number, error: RpcError, options: ResponseOptions | undefined): this {
    this.#id = id;
    this.#codec = undefined;
    this.#result = undefined;
    this.#error = error;
    this.#options = options;
    return this;
  }

  write(writer: Writer): void {
    writer.frameStart(this.#options === undefined ? 4 : 5, FrameKind.Response, this.#id);
    if (this.#error !== undefined) {
      writeRemoteError(writer, toRemoteError(this.#error));
      writer.nil();
    } else {
      writer.nil();
      if (this.#codec === undefined) writer.nil();
      else this.#codec.encodeResult(writer, this.#result);
    }
    if (this.#options !== undefined) writeResponseOptions(writer, this.#options);
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
