import { DEFAULT_LIMITS } from '../limits.js';
import { type Descriptors, MOST_DESCRIPTORS } from '../remote/descriptors.js';
import type { ReferenceTable } from '../remote/remote-value.js';
import type { RemoteSpec } from '../service.js';
import * as format from './format.js';
import { HUGE_BIGINT, NotSendable } from './not-sendable.js';
import { writeShortString } from './short-text.js';
import { NOTHING, type Views, viewsOf } from './views.js';
import { writeNumberAt, writeWhole } from './write-number.js';

/** A binary of so many bytes or more is borrowed rather than copied, by writers that do. */
const LARGE_BINARY = 16_384;

/** Bytes of the longest header. */
const LONGEST_HEADER = 5;

/** Thrown when what is written outgrows the writer's memory. A symbol, since it is common and needs no stack. */
export const OVERFLOW: unique symbol = Symbol('overflow');

/** A point in what was written (`Writer.mark`). */
export interface Mark {
  readonly position: number;
  readonly byteLength: number;
  readonly extensions: number;
  readonly donated: number;
  readonly exported: number;
}

/**
 * Appends MessagePack to memory that is given to it, or to memory of its own that grows.
 *
 * Memory that is given may be a packet window: bytes are written, some of them twice, and never read back.
 */
export class Writer {
  /** Where the next byte goes. */
  position = 0;
  /** Whether all that was written since `target` is bytes, each where it belongs. */
  isPlain = true;
  /**
   * The memory written to, a view of it, and where it ends. Generated codecs write scalars there themselves, with all of this
   * and the position in locals; since a writer that grows has other memory afterwards, they load them again after any call
   * that writes. Nobody but the writer sets these three.
   */
  bytes: Uint8Array = NOTHING.bytes;
  view: DataView = NOTHING.view;
  end = 0;
  /** The session's, if what is written may hold references. */
  references: Pick<ReferenceTable, 'importedId' | 'export' | 'unexport'> | undefined;
  /** The session's, if what is written may hold file descriptors. */
  descriptors: Pick<Descriptors, 'take' | 'takeBack'> | undefined;
  /** The descriptors that were written since `settle`. */
  readonly donated: number[] = [];
  /** The references of ours that were written since `settle`. */
  readonly #exported: number[] = [];
  /** How deep values may nest. */
  maxDepth: number = DEFAULT_LIMITS.maxDepth;
  #buffer: Buffer = NOTHING.buffer;
  /** The memory that was written to before, as `target` was told. */
  #before: Views | undefined;
  /** Where the writer was told to start. */
  #start = 0;
  /** Of memory that grows; 0 where it does not. */
  #maxBytes = 0;
  /** Large binaries that were not copied, and where they belong. */
  #borrowed: { readonly at: number; readonly bytes: Uint8Array }[] | undefined;
  #borrowedBytes = 0;
  /** Extensions under way: their length is that of what was written. */
  #extensions = 0;

  /** A writer with memory of its own, which grows up to `maxBytes`; more throws `OVERFLOW`. */
  static growing(maxBytes: number, initialBytes = 256): Writer {
    const writer = new Writer();
    writer.#use(new Uint8Array(Math.min(initialBytes, maxBytes)));
    writer.#maxBytes = maxBytes;
    return writer;
  }

  /** The same, which leaves large binaries where they are if they do not fit: `parts` says how to put all of it together. */
  static borrowing(maxBytes: number, initialBytes = 256): Writer {
    const writer = Writer.growing(maxBytes, initialBytes);
    writer.#borrowed = [];
    return writer;
  }

  /** One for memory that it is given (`target`), which leaves large binaries where they are if they do not fit. */
  static borrowingForTargets(): Writer {
    const writer = new Writer();
    writer.#borrowed = [];
    return writer;
  }

  /** Has a writer with memory of its own, which is not longer than `maxBytes`, start over in it, and grow it up to that. */
  restart(maxBytes: number): void {
    this.#maxBytes = maxBytes;
    this.position = 0;
  }

  /** Writes into `bytes` from `position` on; what does not fit throws `OVERFLOW`. */
  target(bytes: Uint8Array, position: number): void {
    if (bytes !== this.bytes) this.#turnTo(bytes);
    this.position = position;
    this.isPlain = true;
    this.#start = position;
    this.#maxBytes = 0;
    if (this.#borrowedBytes > 0) this.#forgetBorrowed();
  }

  #forgetBorrowed(): void {
    this.#borrowed = [];
    this.#borrowedBytes = 0;
  }

  /** How many bytes were written, those of borrowed binaries included. */
  get byteLength(): number {
    return this.position - this.#start + this.#borrowedBytes;
  }

  /** Whether some of what was written was left where it is. */
  get borrows(): boolean {
    return this.#borrowedBytes > 0;
  }

  /** What was written, in parts; binaries that were borrowed are among them. */
  parts(): Uint8Array[] {
    const parts: Uint8Array[] = [];
    let from = this.#start;
    for (const { at, bytes } of this.#borrowed ?? []) {
      parts.push(this.#written(from, at), bytes);
      from = at;
    }
    parts.push(this.#written(from, this.position));
    return parts;
  }

  /** Memory that was given to the writer is soon used for something else. */
  #written(from: number, to: number): Uint8Array {
    return this.#maxBytes === 0 ? this.bytes.slice(from, to) : this.bytes.subarray(from, to);
  }

  /** Of two memories, as a session has, each keeps its views while the other one is written to. */
  #turnTo(bytes: Uint8Array): void {
    const before = { bytes: this.bytes, buffer: this.#buffer, view: this.view };
    const after = this.#before;
    this.#before = before;
    if (after?.bytes === bytes) this.#useViews(after);
    else this.#use(bytes);
  }

  #use(bytes: Uint8Array): void {
    this.#useViews(viewsOf(bytes));
  }

  #useViews({ bytes, buffer, view }: Views): void {
    this.bytes = bytes;
    this.#buffer = buffer;
    this.view = view;
    this.end = bytes.byteLength;
  }

  #reserve(byteCount: number): void {
    if (this.end - this.position < byteCount) this.#grow(byteCount);
  }

  #grow(byteCount: number): void {
    const needed = this.position + byteCount;
    if (needed > this.#maxBytes) throw OVERFLOW;
    const written = this.bytes;
    const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(needed, written.byteLength * 2)));
    grown.set(written);
    this.#use(grown);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.bytes[this.position++] = value;
  }

  nil(): void {
    this.byte(format.NIL);
  }

  boolean(value: boolean): void {
    this.byte(value ? format.TRUE : format.FALSE);
  }

  undefined(): void {
    this.#reserve(3);
    this.bytes[this.position++] = format.FIXEXT1;
    this.bytes[this.position++] = format.Extension.Undefined;
    this.bytes[this.position++] = 0;
  }

  number(value: number): void {
    if (this.end - this.position < 9) this.#grow(9);
    this.position = writeNumberAt(this.bytes, this.view, this.position, value);
  }

  /** Preconditions: `value` is an integer of 0 to 2^32 - 1. */
  uint(value: number): void {
    this.#reserve(5);
    this.position = writeWhole(this.bytes, this.view, this.position, value);
  }

  #tagged(tag: number, value: number): void {
    this.bytes[this.position++] = tag;
    this.bytes[this.position++] = value;
  }

  string(value: string): void {
    const next = writeShortString(this.bytes, this.position, this.end, value);
    if (next > 0) this.position = next;
    else this.#longString(value);
  }

  #longString(value: string): void {
    const { length } = value;
    if (3 * length > this.end - this.position - LONGEST_HEADER) {
      this.#encode(value, Buffer.byteLength(value, 'utf8'));
      return;
    }
    // Most are ASCII, as many bytes as characters. Written where they belong if so, they need not be counted before, which takes Node.js 24
    // ten times as long as writing them.
    const headerBytes = stringHeaderBytes(length);
    const byteLength = this.#buffer.write(value, this.position + headerBytes, 3 * length, 'utf8');
    if (stringHeaderBytes(byteLength) !== headerBytes) {
      this.#encode(value, byteLength);
      return;
    }
    this.#stringHeader(byteLength);
    this.position += byteLength;
  }

  /** Writes a string that takes so many bytes. */
  #encode(value: string, byteLength: number): void {
    this.#stringHeader(byteLength);
    this.#reserve(byteLength);
    // As many bytes as characters: all of them are ASCII.
    const encoding = byteLength === value.length ? 'latin1' : 'utf8';
    this.#buffer.write(value, this.position, byteLength, encoding);
    this.position += byteLength;
  }

  #stringHeader(byteLength: number): void {
    this.#header(byteLength, 0xa0, 0x20, format.STR8, format.STR16, format.STR32);
  }

  #header(count: number, fix: number, fixEnd: number, tag8: number, tag16: number, tag32: number): void {
    if (count < fixEnd) {
      this.byte(fix | count);
      return;
    }
    this.#reserve(5);
    if (count < 0x100 && tag8 !== 0) this.#tagged(tag8, count);
    else if (count < 0x1_0000) {
      this.bytes[this.position] = tag16;
      this.view.setUint16(this.position + 1, count);
      this.position += 3;
    } else {
      this.bytes[this.position] = tag32;
      this.view.setUint32(this.position + 1, count);
      this.position += 5;
    }
  }

  arrayHeader(count: number): void {
    // Most arrays are short: no step between.
    if (count < 16 && this.position < this.end) this.bytes[this.position++] = 0x90 | count;
    else this.#header(count, 0x90, 16, 0, format.ARRAY16, format.ARRAY32);
  }

  /** Writes four bytes as they are: a word of 32 bits, its highest first. */
  word(value: number): void {
    const at = this.position;
    if (this.end - at < 4) this.#grow(4);
    this.view.setInt32(at, value);
    this.position = at + 4;
  }

  mapHeader(count: number): void {
    if (count < 16) this.byte(0x80 | count);
    else this.#header(count, 0x80, 16, 0, format.MAP16, format.MAP32);
  }

  binary(value: Uint8Array): void {
    const byteLength = value.byteLength;
    this.binaryHeader(byteLength);
    if (byteLength >= LARGE_BINARY && this.#borrowed !== undefined && this.#mayBorrow(byteLength)) {
      this.#borrowed.push({ at: this.position, bytes: value });
      this.#borrowedBytes += byteLength;
      this.isPlain = false;
      return;
    }
    this.raw(value);
  }

  #mayBorrow(byteLength: number): boolean {
    if (this.#extensions > 0 || this.end - this.position >= byteLength) return false;
    if (this.#maxBytes > 0 && this.byteLength + byteLength > this.#maxBytes) throw OVERFLOW;
    return true;
  }

  /** Starts a binary of that many bytes, which `raw` writes. */
  binaryHeader(byteLength: number): void {
    this.#header(byteLength, 0, 0, format.BIN8, format.BIN16, format.BIN32);
  }

  /** Writes bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.bytes.set(bytes, this.position);
    this.position += bytes.byteLength;
  }

  bigint(value: bigint): void {
    this.#reserve(9);
    if (BigInt.asIntN(64, value) === value) {
      this.bytes[this.position] = format.INT64;
      this.view.setBigInt64(this.position + 1, value);
      this.position += 9;
    } else if (BigInt.asUintN(64, value) === value) {
      this.bytes[this.position] = format.UINT64;
      this.view.setBigUint64(this.position + 1, value);
      this.position += 9;
    } else this.#bigExtension(value);
  }

  #bigExtension(value: bigint): void {
    const magnitude = value < 0n ? ~value : value;
    const byteLength = Math.floor(magnitude.toString(16).length / 2) + 1;
    const digits = BigInt.asUintN(byteLength * 8, value)
      .toString(16)
      .padStart(byteLength * 2, '0');
    if (byteLength > format.MAX_BIGINT_BYTES) throw new NotSendable(HUGE_BIGINT);
    const body = this.extensionStart(format.Extension.BigInt);
    this.#reserve(byteLength);
    this.#buffer.write(digits, this.position, byteLength, 'hex');
    this.position += byteLength;
    this.extensionEnd(body);
  }

  /** Preconditions: `value` is a valid Date. */
  date(value: Date): void {
    this.#reserve(15);
    const milliseconds = value.getTime();
    const seconds = Math.floor(milliseconds / 1000);
    const nanoseconds = (milliseconds - seconds * 1000) * 1_000_000;
    const view = this.view;
    const at = this.position;
    if (nanoseconds === 0 && seconds >= 0 && seconds < 2 ** 32) {
      this.#tagged(format.FIXEXT4, format.Extension.Timestamp);
      view.setUint32(at + 2, seconds);
      this.position = at + 6;
    } else if (seconds >= 0 && seconds < 2 ** 34) {
      this.#tagged(format.FIXEXT8, format.Extension.Timestamp);
      view.setUint32(at + 2, nanoseconds * 4 + Math.floor(seconds / 2 ** 32));
      view.setUint32(at + 6, seconds % 2 ** 32);
      this.position = at + 10;
    } else {
      this.#tagged(format.EXT8, 12);
      view.setInt8(at + 2, format.Extension.Timestamp);
      view.setUint32(at + 3, nanoseconds);
      view.setBigInt64(at + 7, BigInt(seconds));
      this.position = at + 15;
    }
  }

  /** Writes the bytes of a typed array, a DataView or an ArrayBuffer, after the code that says which. */
  typedArray(code: number, bytes: Uint8Array): void {
    this.#extensionHeader(format.Extension.TypedArray, bytes.byteLength + 1);
    this.#reserve(bytes.byteLength + 1);
    this.bytes[this.position++] = code;
    this.bytes.set(bytes, this.position);
    this.position += bytes.byteLength;
  }

  /** Writes the address of a URL. */
  urlAddress(href: string): void {
    const byteLength = Buffer.byteLength(href, 'utf8');
    this.#extensionHeader(format.Extension.URL, byteLength);
    this.#reserve(byteLength);
    this.#buffer.write(href, this.position, byteLength, 'utf8');
    this.position += byteLength;
  }

  #extensionHeader(type: number, byteLength: number): void {
    this.#header(byteLength, 0, 0, format.EXT8, format.EXT16, format.EXT32);
    this.byte(type);
  }

  /** Writes a reference to a function or an object. */
  reference(target: object, spec: RemoteSpec): void {
    const { references } = this;
    if (references === undefined) throw new NotSendable('a reference can not be sent here');
    this.#reserve(6);
    const returned = references.importedId(target);
    const id = returned ?? references.export(target, spec);
    if (returned === undefined) {
      this.#exported.push(id);
      this.isPlain = false;
    }
    this.#tagged(
      format.FIXEXT4,
      returned === undefined ? format.Extension.Reference : format.Extension.ReturnedReference,
    );
    this.view.setUint32(this.position, id);
    this.position += 4;
  }

  /** Writes a file descriptor. */
  descriptor(fd: number): void {
    const { descriptors } = this;
    if (descriptors === undefined) throw new NotSendable('a file descriptor can not be sent here');
    if (this.donated.length >= MOST_DESCRIPTORS) {
      throw new NotSendable(`more than ${MOST_DESCRIPTORS} file descriptors can not be sent at once`);
    }
    this.#reserve(6);
    this.#tagged(format.FIXEXT4, format.Extension.Descriptor);
    this.view.setUint32(this.position, descriptors.take());
    this.donated.push(fd);
    this.isPlain = false;
    this.position += 4;
  }

  /** Says that what was written is sent. */
  settle(): void {
    if (this.donated.length > 0) this.donated.length = 0;
    if (this.#exported.length > 0) this.#exported.length = 0;
  }

  /** Where to go back to, if what is written from now on turns out not to be sendable. */
  mark(): Mark {
    return {
      position: this.position,
      byteLength: this.byteLength,
      extensions: this.#extensions,
      donated: this.donated.length,
      exported: this.#exported.length,
    };
  }

  /** Takes back what was written since the mark. Precondition: no `settle` since. */
  rewind(mark: Mark): void {
    this.position = mark.position;
    while (this.#borrowedBytes > 0 && this.byteLength > mark.byteLength) {
      this.#borrowedBytes -= this.#borrowed?.pop()?.bytes.byteLength ?? 0;
    }
    this.#extensions = mark.extensions;
    this.#release(mark.donated, mark.exported);
  }

  /** Says that what was written since `settle` is not sent. */
  takeBack(): void {
    this.#extensions = 0;
    this.#release(0, 0);
  }

  /** Takes descriptors and references back, all but so many that were written first. */
  #release(donated: number, exported: number): void {
    this.descriptors?.takeBack(this.donated.length - donated);
    this.donated.length = donated;
    for (const id of this.#exported.splice(exported)) this.references?.unexport(id, 1);
  }

  /** Starts an extension whose length is not known yet; gives back what `extensionEnd` wants. */
  extensionStart(type: number): number {
    this.#reserve(6);
    this.bytes[this.position] = format.EXT32;
    this.view.setInt8(this.position + 5, type);
    this.position += 6;
    this.#extensions++;
    return this.position;
  }

  extensionEnd(body: number): void {
    this.#extensions--;
    this.view.setUint32(body - 5, this.position - body);
  }
}

/** How many bytes stand before a string of so many bytes. */
function stringHeaderBytes(byteLength: number): number {
  if (byteLength < 0x20) return 1;
  if (byteLength < 0x100) return 2;
  return byteLength < 0x1_0000 ? 3 : LONGEST_HEADER;
}
