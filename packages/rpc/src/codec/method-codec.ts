import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';

/**
 * How the value of one place in a method becomes bytes and comes back: one MessagePack value.
 *
 * `write` throws `NotSendable` for a value that has no encoding. `read` validates what it reads: it throws `RpcError` for a
 * value that is well-formed but wrong (the call fails; the session skips the value and goes on), and `WireError` for bytes
 * that are broken (the session ends).
 */
export interface Place {
  /** Whether a value may hold references: they are numbered when they are written, so none should be written in vain. */
  readonly mayRefer: boolean;
  write(writer: Writer, value: unknown): void;
  read(reader: Reader): unknown;
}

/** How what one method takes and gives travels. */
export interface MethodCodec {
  /** All arguments, as one array: so `read` gives back an array. */
  readonly args: Place;
  readonly result: Place;
  /** One item of the stream that the method returns. */
  readonly item: Place;
  /** One item of the stream that the method takes. */
  readonly upload: Place;
}
