import { failure } from '../failure.js';
import { DEFAULT_LIMITS } from '../limits.js';
import type { Descriptor } from '../remote/descriptor.js';
import type { Descriptors } from '../remote/descriptors.js';
import type { ReferenceTable, RemoteToken } from '../remote/remote-value.js';
import * as format from './format.js';
import { KeyCache } from './key-cache.js';
import { shortText, textOf } from './short-text.js';
import { NOTHING } from './views.js';
import { WireError } from './wire-error.js';

/** What a reader of hostile bytes holds them against. */
export interface ReaderLimits {
  readonly maxDepth: number;
  readonly maxMessageValues: number;
}

/**
 * Takes MessagePack apart that a hostile peer wrote, from private memory. Whatever is not what the caller asks for, or
 * reaches beyond the end, throws `WireError`. Decoders are made of these steps; none of them compiles code.
 */
export class Reader {
  /** Where the next byte is read. */
  position = 0;
  /** Where the readable bytes end. */
  end = 0;
  bytes: Uint8Array = NOTHING.bytes;
  /** The same bytes, as numbers wider than one byte are read from them. */
  view: DataView = NOTHING.view;
  /** Whether a specialised decoder has met something that is not of the contract's type, since `startBudget`. */
  refused = false;
  /** The session's, if what is read may hold references. */
  references: ReferenceTable | undefined;
  /** The session's, if what is read may hold file descriptors. */
  descriptors: Descriptors | undefined;
  /** Gives back the memory that is read, once nobody needs it or what was read from it; absent where it is not kept. */
  giveBack: (() => void) | undefined;
  readonly #limits: ReaderLimits;
  /** The descriptors in the value that is being read, by their numbers; undefined is one that could not be had. */
  readonly #claimed = new Map<number, Descriptor | undefined>();
  /** The references in the value that is being read. */
  readonly #tokens: RemoteToken[] = [];
  /** Whether there are any of these. */
  #mustSettle = false;
  readonly #keys = new KeyCache();
  #buffer: Buffer = NOTHING.buffer;
  #owned = false;
  #depthLeft = 0;
  #valuesLeft = 0;

  constructor(limits: ReaderLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /**
   * Starts over on the first `length` of `bytes`. With `owned`, nobody will write to these bytes any more, and a large
   * binary read from them may share their memory instead of being copied.
   */
  reset(bytes: Uint8Array, length: number, owned = false): void {
    if (bytes !== this.bytes) this.#turnTo(bytes);
    this.#owned = owned;
    this.position = 0;
    this.end = length;
  }

  #turnTo(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** What gives the memory back is whose who takes it here. */
  takeGiveBack(): (() => void) | undefined {
    const { giveBack } = this;
    if (giveBack !== undefined) this.giveBack = undefined;
    return giveBack;
  }

  /** Lets go of the bytes. */
  release(): void {
    this.bytes = NOTHING.bytes;
    this.view = NOTHING.view;
    this.#buffer = NOTHING.buffer;
    this.giveBack = undefined;
    this.position = 0;
    this.end = 0;
  }

  /** Moves past `byteCount` bytes; gives back where they start. */
  take(byteCount: number): number {
    const at = this.position;
    if (this.end - at < byteCount) throw this.broken(`${byteCount} more bytes`);
    this.position = at + byteCount;
    return at;
  }

  /** Moves past the first byte of a value; gives it back. */
  tag(): number {
    if (this.position >= this.end) throw this.broken('a value');
    return this.bytes[this.position++] as number; // the position is below the end
  }

  /** How deep values may nest. */
  get maxDepth(): number {
    return this.#limits.maxDepth;
  }

  /** Allows one value the depth and the number of values within that the limits say. */
  startBudget(): void {
    this.startDepth();
    this.#valuesLeft = this.#limits.maxMessageValues;
    this.refused = false;
  }

  /** Allows what is read next the whole depth once more. */
  startDepth(): void {
    this.#depthLeft = this.#limits.maxDepth;
  }

  /** Goes one level down, to `count` values, each of which takes one byte at least. Go up again with `leave`. */
  enter(count: number): void {
    this.announce(count);
    if (this.#depthLeft-- <= 0) {
      throw new WireError(`a value nests deeper than ${this.#limits.maxDepth} levels (limits.maxDepth)`);
    }
  }

  /** Refuses to expect more values than bytes are left, or than the limit allows. */
  announce(count: number): void {
    if (count > this.end - this.position) throw this.broken(`room for the ${count} values announced`);
    this.charge(count);
  }

  /** Counts `count` values more: for what takes as long to make as they would. */
  charge(count: number): void {
    this.#valuesLeft -= count;
    if (this.#valuesLeft < 0) {
      throw new WireError(
        `a value holds more than ${this.#limits.maxMessageValues} others (limits.maxMessageValues)`,
      );
    }
  }

  /** Goes one level up again. */
  leave(): void {
    this.#depthLeft++;
  }

  /** Reads an array's header: how many members follow. */
  arrayHeader(): number {
    const tag = this.tag();
    return (tag & 0xf0) === 0x90 ? tag & 0x0f : this.#longArrayHeader(tag);
  }

  #longArrayHeader(tag: number): number {
    if (tag === format.ARRAY16) return this.view.getUint16(this.take(2));
    if (tag === format.ARRAY32) return this.view.getUint32(this.take(4));
    throw this.broken('an array');
  }

  /** Reads a map's header: how many keys and values follow. */
  mapHeader(): number {
    const tag = this.tag();
    if (tag >= 0x80 && tag < 0x90) return tag & 0x0f;
    if (tag === format.MAP16) return this.view.getUint16(this.take(2));
    if (tag === format.MAP32) return this.view.getUint32(this.take(4));
    throw this.broken('a map');
  }

  /** Reads an unsigned integer of up to 32 bits. */
  uint(): number {
    const tag = this.tag();
    return tag < 0x80 ? tag : this.#largeUint(tag);
  }

  #largeUint(tag: number): number {
    if (tag === format.UINT8) return this.view.getUint8(this.take(1));
    if (tag === format.UINT16) return this.view.getUint16(this.take(2));
    if (tag === format.UINT32) return this.view.getUint32(this.take(4));
    throw this.broken('an unsigned integer of up to 32 bits');
  }

  /** The same, or -1, and nothing is read, if there is none. */
  uintIfAny(): number {
    if (this.position >= this.end) return -1;
    const tag = this.bytes[this.position] as number; // below the end
    if (tag < 0x80) {
      this.position++;
      return tag;
    }
    return tag >= format.UINT8 && tag <= format.UINT32 ? this.uint() : -1;
  }

  /** Whether a short array comes next. */
  isArray(): boolean {
    return this.position < this.end && ((this.bytes[this.position] as number) & 0xf0) === 0x90; // below the end
  }

  /** Reads a boolean. */
  boolean(): boolean {
    const tag = this.tag();
    if (tag === format.TRUE) return true;
    if (tag === format.FALSE) return false;
    throw this.broken('a boolean');
  }

  /** Reads a nil if there is one; says whether it did. */
  nil(): boolean {
    if (this.position >= this.end || this.bytes[this.position] !== format.NIL) return false;
    this.position++;
    return true;
  }

  /** Reads a string, or else an unsigned integer of up to 32 bits. */
  stringOrUint(): string | number {
    const start = this.position;
    const byteLength = this.stringLength(this.tag());
    if (byteLength >= 0) return this.text(byteLength);
    this.position = start;
    return this.uint();
  }

  /** Reads a binary as a view of the bytes that are being read, valid until they are reused. */
  binaryView(): Uint8Array {
    const byteLength = this.binaryLength(this.tag());
    if (byteLength < 0) throw this.broken('a binary');
    const at = this.take(byteLength);
    return this.bytes.subarray(at, at + byteLength);
  }

  /** Reads a string that comes often, such as the name of a property: it is the same string object each time, mostly. */
  key(): string {
    const byteLength = this.stringLength(this.tag());
    if (byteLength < 0) throw this.broken('a string as key');
    const at = this.take(byteLength);
    const known = this.#keys.get(this.bytes, at, byteLength);
    return known ?? this.#keys.add(this.#decode(at, byteLength), this.bytes, at, byteLength);
  }

  /** How many bytes the string has that starts with this tag, or -1 if none does. */
  stringLength(tag: number): number {
    if (tag >= 0xa0 && tag < 0xc0) return tag & 0x1f;
    if (tag === format.STR8) return this.view.getUint8(this.take(1));
    if (tag === format.STR16) return this.view.getUint16(this.take(2));
    if (tag === format.STR32) return this.view.getUint32(this.take(4));
    return -1;
  }

  /** How many bytes the binary has that starts with this tag, or -1 if none does. */
  binaryLength(tag: number): number {
    if (tag === format.BIN8) return this.view.getUint8(this.take(1));
    if (tag === format.BIN16) return this.view.getUint16(this.take(2));
    if (tag === format.BIN32) return this.view.getUint32(this.take(4));
    return -1;
  }

  /** How many bytes, beside its type, the extension has that starts with this tag, or -1 if none does. */
  extensionLength(tag: number): number {
    if (tag >= format.FIXEXT1 && tag <= format.FIXEXT16) return 1 << (tag - format.FIXEXT1);
    if (tag === format.EXT8) return this.view.getUint8(this.take(1));
    if (tag === format.EXT16) return this.view.getUint16(this.take(2));
    if (tag === format.EXT32) return this.view.getUint32(this.take(4));
    return -1;
  }

  /** Reads the body of a string. Bytes that are not UTF-8 become U+FFFD. */
  text(byteLength: number): string {
    return this.#decode(this.take(byteLength), byteLength);
  }

  /** Reads the body of a binary: memory of the receiver's own. */
  binary(byteLength: number): Uint8Array {
    const at = this.take(byteLength);
    // Sharing keeps all the bytes of the message alive, so it must be most of them.
    if (this.#owned && byteLength > this.end / 2) return this.bytes.subarray(at, at + byteLength);
    return this.bytes.slice(at, at + byteLength);
  }

  /** Reads bytes into memory that holds nothing else, and so is aligned for any element. */
  memory(byteLength: number): ArrayBuffer {
    const at = this.take(byteLength);
    const memory = new ArrayBuffer(byteLength);
    new Uint8Array(memory).set(this.bytes.subarray(at, at + byteLength));
    return memory;
  }

  /** Reads a string. */
  string(): string {
    const byteLength = this.stringLength(this.tag());
    if (byteLength < 0) throw this.broken('a string');
    return this.text(byteLength);
  }

  /** Reads the body of a reference: to something of ours if it comes back, else of the other side's. */
  token(returned: boolean): RemoteToken {
    const { references } = this;
    if (references === undefined) throw new WireError('a reference where there can be none');
    const id = this.view.getUint32(this.take(4));
    const token = returned ? references.returned(id) : references.received(id);
    this.#tokens.push(token);
    this.#mustSettle = true;
    return token;
  }

  /** Says that the value was read well. Throws `RpcError` if it holds references that nothing was made of. */
  settle(): void {
    if (this.#mustSettle) this.#settleAll();
  }

  #settleAll(): void {
    if (this.#tokens.length > 0) this.#settleReferences();
    this.#claimed.clear();
    this.#mustSettle = false;
  }

  #settleReferences(): void {
    if (this.#tokens.some(({ target }) => target === undefined)) {
      throw failure(
        'invalid-arguments',
        'a reference to a function or an object where plain data is expected',
      );
    }
    this.#tokens.length = 0;
  }

  /** Reads the body of a file descriptor. */
  descriptorBody(): Descriptor {
    const { descriptors } = this;
    if (descriptors === undefined) throw new WireError('a file descriptor where there can be none');
    const number = this.view.getUint32(this.take(4));
    this.#mustSettle = true;
    // It is gone, whether there is room for it or not.
    this.#claimed.set(number, undefined);
    const descriptor = descriptors.claim(number);
    this.#claimed.set(number, descriptor);
    return descriptor;
  }

  /** Closes a file descriptor that is skipped. */
  refuseDescriptor(number: number): void {
    if (!this.#claimed.has(number)) {
      this.descriptors?.refuse(number);
      return;
    }
    this.#claimed.get(number)?.close();
    this.#claimed.delete(number);
  }

  /** Goes back to where a value starts that is refused, and must be skipped. */
  rewind(start: number): void {
    this.position = start;
    for (const { target } of this.#tokens) if (target !== undefined) this.references?.forget(target);
    this.#tokens.length = 0;
  }

  /** Reads bytes as a number written in hexadecimal digits. */
  hex(byteLength: number): string {
    const at = this.take(byteLength);
    return this.#buffer.toString('hex', at, at + byteLength);
  }

  /** The error for bytes that are not what was expected. */
  broken(expected: string): WireError {
    return new WireError(`byte ${this.position}: expected ${expected}`);
  }

  #decode(at: number, byteLength: number): string {
    return shortText(this.bytes, this.view, at, byteLength) ?? textOf.call(this.#buffer, at, at + byteLength);
  }
}
