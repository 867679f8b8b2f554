import { type Frame, FrameKind } from './frame.js';
import type { MethodCodec } from './method-codec.js';
import { toRemoteError, writeRemoteError } from './remote-error.js';
import type { RpcError } from './rpc-error.js';
import type { Writer } from './wire/writer.js';

/** An answer. One object serves a whole session, since a frame is encoded as soon as it is sent. */
export class ResponseFrame implements Frame {
  #id = 0;
  #codec: MethodCodec | undefined;
  #result: unknown;
  #error: RpcError | undefined;

  /** Becomes the answer with that result. */
  result(id: number, codec: MethodCodec, result: unknown): this {
    this.#id = id;
    this.#codec = codec;
    this.#result = result;
    this.#error = undefined;
    return this;
  }

  /** Becomes the answer with that error. */
  error(id: number, error: RpcError): this {
    this.#id = id;
    this.#codec = undefined;
    this.#result = undefined;
    this.#error = error;
    return this;
  }

  write(writer: Writer): void {
    writer.arrayHeader(4);
    writer.uint(FrameKind.Response);
    writer.uint(this.#id);
    if (this.#error !== undefined) {
      writeRemoteError(writer, toRemoteError(this.#error));
      writer.nil();
    } else {
      writer.nil();
      if (this.#codec === undefined) writer.nil();
      else this.#codec.encodeResult(writer, this.#result);
    }
  }

  /** Lets go of the result. */
  clear(): void {
    this.#result = undefined;
    this.#error = undefined;
  }
}
