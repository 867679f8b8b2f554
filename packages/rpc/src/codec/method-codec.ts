import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';

/**
 * How what one method takes and gives becomes bytes and comes back. Each `decode` validates what it reads.
 *
 * An encoder throws `NotSendable` for a value that has no encoding. A decoder throws `RpcError` for a value that is
 * well-formed but wrong (the call fails; the session skips the value and goes on), and `WireError` for bytes that are
 * broken (the session ends).
 */
export interface MethodCodec {
  /** Appends one MessagePack array. */
  encodeArgs(writer: Writer, args: readonly unknown[]): void;
  decodeArgs(reader: Reader): readonly unknown[];
  /** Appends one MessagePack value. */
  encodeResult(writer: Writer, result: unknown): void;
  decodeResult(reader: Reader): unknown;
  /** Appends one item of the stream that the method returns. */
  encodeItem(writer: Writer, item: unknown): void;
  decodeItem(reader: Reader): unknown;
  /** Appends one item of the stream that the method takes. */
  encodeUpload(writer: Writer, item: unknown): void;
  decodeUpload(reader: Reader): unknown;
}
