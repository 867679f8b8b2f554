import type { Reader } from './wire/reader.js';
import type { Writer } from './wire/writer.js';

/**
 * How one method's arguments and result become bytes and come back. Each `decode` validates what it reads.
 *
 * A decoder throws `RpcError` for a value that is well-formed but wrong (the call fails; the session skips the
 * value and goes on), and `WireError` for bytes that are broken (the session ends).
 */
export interface MethodCodec {
  /** Appends one MessagePack array. Throws `NotSendable` for a value that has no encoding. */
  encodeArgs(writer: Writer, args: readonly unknown[]): void;
  decodeArgs(reader: Reader): readonly unknown[];
  /** Appends one MessagePack value. Throws `NotSendable` for a value that has no encoding. */
  encodeResult(writer: Writer, result: unknown): void;
  decodeResult(reader: Reader): unknown;
}
