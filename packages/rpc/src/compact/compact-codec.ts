import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';

/**
 * How values of one type travel between sides that agree on the contract. Made of generated code, and of the functions
 * beside this file; docs/wire/rpc.md says what the bytes are.
 */
export interface CompactType<T> {
  /** Appends one MessagePack value. What is not of the type is sent as what it is, for the receiver to refuse. */
  write(writer: Writer, value: T): void;
  /** Reads one. Where it is not of the type, sets `reader.refused`, and gives back what there was instead. */
  read(reader: Reader): T;
}

/** The same for what a method takes and gives; what holds a function or a live object is left out, and travels with all its keys. */
export interface CompactCodec {
  readonly args?: CompactType<readonly unknown[]>;
  /** Absent when the method returns nothing. */
  readonly result?: CompactType<unknown>;
  /** One item of the stream that comes back. */
  readonly item?: CompactType<unknown>;
  /** One item of the stream that goes out. */
  readonly upload?: CompactType<unknown>;
}
