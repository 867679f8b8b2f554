import { DEFAULT_LIMITS } from '../limits.js';
import * as format from './format.js';
import { KeyCache } from './key-cache.js';
import { WireError } from './wire-error.js';

const EMPTY = new Uint8Array(0);
/** Up to this many bytes a loop in JavaScript beats a call into Node.js (measured on Node 20). */
const SHORT_STRING = 16;

/** What a reader of hostile bytes holds them against. */
export interface ReaderLimits {
  readonly maxDepth: number;
  readonly maxMessageValues: number;
}

/**
 * Reads MessagePack in our mapping (docs/wire/rpc.md) from private memory that a hostile peer filled: everything that is
 * not in the mapping, reaches beyond the end or exceeds a limit throws `WireError`. It never compiles code.
 */
export class Reader {
  /** Where the next byte is read. */
  position = 0;
  /** Where the readable bytes end. */
  end = 0;
  #bytes: Uint8Array = EMPTY;
  #buffer: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(EMPTY.buffer);
  #owned = false;
  #depthLeft = 0;
  #valuesLeft = 0;
  readonly #limits: ReaderLimits;
  readonly #keys = new KeyCache();

  constructor(limits: ReaderLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /**
   * Starts over on the first `length` of `bytes`. With `owned`, nobody will write to these bytes any more, and a large
   * binary read from them may share their memory instead of being copied.
   */
  reset(bytes: Uint8Array, length: number, owned = false): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.#owned = owned;
    this.position = 0;
    this.end = length;
  }

  /** Lets go of the bytes. */
  release(): void {
    this.reset(EMPTY, 0);
  }

  /** Reads one value, whatever it is. */
  value(): unknown {
    this.#depthLeft = this.#limits.maxDepth;
    this.#valuesLeft = this.#limits.maxMessageValues;
    return this.#value();
  }

  /** Reads an array's header: how many members follow. */
  arrayHeader(): number {
    const tag = this.#tag();
    if (tag >= 0x90 && tag < 0xa0) return tag & 0x0f;
    if (tag === format.ARRAY16) return this.#view.getUint16(this.#take(2));
    if (tag === format.ARRAY32) return this.#view.getUint32(this.#take(4));
    throw this.#broken('an array');
  }

  /** Reads an unsigned integer of up to 32 bits. */
  uint(): number {
    const tag = this.#tag();
    if (tag < 0x80) return tag;
    if (tag === format.UINT8) return this.#view.getUint8(this.#take(1));
    if (tag === format.UINT16) return this.#view.getUint16(this.#take(2));
    if (tag === format.UINT32) return this.#view.getUint32(this.#take(4));
    throw this.#broken('an unsigned integer of up to 32 bits');
  }

  boolean(): boolean {
    const tag = this.#tag();
    if (tag === format.TRUE) return true;
    if (tag === format.FALSE) return false;
    throw this.#broken('a boolean');
  }

  /** Reads a nil if there is one; says whether it did. */
  nil(): boolean {
    if (this.position >= this.end || this.#bytes[this.position] !== format.NIL) return false;
    this.position++;
    return true;
  }

  string(): string {
    const text = this.#maybeString();
    if (text === undefined) throw this.#broken('a string');
    return text;
  }

  /** Reads a string, or else an unsigned integer of up to 32 bits. */
  stringOrUint(): string | number {
    return this.#maybeString() ?? this.uint();
  }

  /** Reads a binary: a view of the bytes being read, valid until they are reused. */
  binaryView(): Uint8Array {
    const tag = this.#tag();
    const byteLength = this.#binaryLength(tag);
    if (byteLength < 0) throw this.#broken('a binary');
    const at = this.#take(byteLength);
    return this.#bytes.subarray(at, at + byteLength);
  }

  /** Skips one value of any valid MessagePack. Needs no stack, however deep it nests. */
  skip(): void {
    for (let left = 1; left > 0; left--) {
      const tag = this.#tag();
      if (tag < 0x80 || tag >= 0xe0) continue;
      if (tag < 0x90) left += 2 * (tag & 0x0f);
      else if (tag < 0xa0) left += tag & 0x0f;
      else if (tag < 0xc0) this.#take(tag & 0x1f);
      else left += this.#skipTagged(tag);
    }
  }

  /** Skips what belongs to the tag itself; says how many values follow that belong to it too. */
  #skipTagged(tag: number): number {
    switch (tag) {
      case format.NIL:
      case format.FALSE:
      case format.TRUE:
        return 0;
      case format.ARRAY16:
        return this.#view.getUint16(this.#take(2));
      case format.ARRAY32:
        return this.#view.getUint32(this.#take(4));
      case format.MAP16:
        return 2 * this.#view.getUint16(this.#take(2));
      case format.MAP32:
        return 2 * this.#view.getUint32(this.#take(4));
      default:
        this.#take(this.#bodyLength(tag));
        return 0;
    }
  }

  #bodyLength(tag: number): number {
    const fixed = FIXED_BODY[tag - format.BIN8];
    if (fixed !== undefined) return fixed;
    const binary = this.#binaryLength(tag);
    if (binary >= 0) return binary;
    const string = this.#stringLength(tag);
    if (string >= 0) return string;
    return this.#extensionLength(tag) + 1;
  }

  #value(): unknown {
    const tag = this.#tag();
    if (tag < 0x80) return tag;
    if (tag < 0x90) return this.#object(tag & 0x0f);
    if (tag < 0xa0) return this.#array(tag & 0x0f);
    if (tag < 0xc0) return this.#text(tag & 0x1f);
    if (tag >= 0xe0) return tag - 0x100;
    return this.#tagged(tag);
  }

  #tagged(tag: number): unknown {
    const view = this.#view;
    switch (tag) {
      case format.NIL:
        return null;
      case format.FALSE:
        return false;
      case format.TRUE:
        return true;
      case format.FLOAT64:
        return view.getFloat64(this.#take(8));
      case format.FLOAT32:
        return view.getFloat32(this.#take(4));
      case format.UINT8:
        return view.getUint8(this.#take(1));
      case format.UINT16:
        return view.getUint16(this.#take(2));
      case format.UINT32:
        return view.getUint32(this.#take(4));
      case format.UINT64:
        return view.getBigUint64(this.#take(8));
      case format.INT8:
        return view.getInt8(this.#take(1));
      case format.INT16:
        return view.getInt16(this.#take(2));
      case format.INT32:
        return view.getInt32(this.#take(4));
      case format.INT64:
        return view.getBigInt64(this.#take(8));
      case format.ARRAY16:
        return this.#array(view.getUint16(this.#take(2)));
      case format.ARRAY32:
        return this.#array(view.getUint32(this.#take(4)));
      case format.MAP16:
        return this.#object(view.getUint16(this.#take(2)));
      case format.MAP32:
        return this.#object(view.getUint32(this.#take(4)));
      default:
        return this.#sized(tag);
    }
  }

  #sized(tag: number): unknown {
    const string = this.#stringLength(tag);
    if (string >= 0) return this.#text(string);
    const binary = this.#binaryLength(tag);
    if (binary >= 0) return this.#binary(binary);
    return this.#extension(this.#extensionLength(tag));
  }

  #array(count: number): unknown[] {
    this.#enter(count);
    const array: unknown[] = [];
    for (let index = 0; index < count; index++) array.push(this.#value());
    this.#depthLeft++;
    return array;
  }

  #object(count: number): Record<string, unknown> {
    this.#enter(2 * count);
    const object: Record<string, unknown> = {};
    for (let index = 0; index < count; index++) {
      const key = this.#key();
      const value = this.#value();
      if (key === '__proto__') defineOwn(object, key, value);
      else object[key] = value;
    }
    this.#depthLeft++;
    return object;
  }

  /** Goes one level down, to `count` values, each of which takes a byte at least. */
  #enter(count: number): void {
    if (count > this.end - this.position) throw this.#broken(`room for the ${count} values announced`);
    this.#valuesLeft -= count;
    if (this.#valuesLeft < 0) {
      throw new WireError(
        `a message holds more than ${this.#limits.maxMessageValues} values (limits.maxMessageValues)`,
      );
    }
    if (this.#depthLeft-- <= 0) {
      throw new WireError(`a message nests deeper than ${this.#limits.maxDepth} levels (limits.maxDepth)`);
    }
  }

  #key(): string {
    const tag = this.#tag();
    const byteLength = tag >= 0xa0 && tag < 0xc0 ? tag & 0x1f : this.#stringLength(tag);
    if (byteLength < 0) throw this.#broken('a string as key');
    const at = this.#take(byteLength);
    return (
      this.#keys.get(this.#bytes, at, byteLength) ??
      this.#keys.add(this.#decode(at, byteLength), this.#bytes, at, byteLength)
    );
  }

  #maybeString(): string | undefined {
    if (this.position >= this.end) throw this.#broken('a value');
    const tag = this.#bytes[this.position] as number; // the position is below the end
    if (tag >= 0xa0 && tag < 0xc0) {
      this.position++;
      return this.#text(tag & 0x1f);
    }
    if (tag < format.STR8 || tag > format.STR32) return undefined;
    this.position++;
    return this.#text(this.#stringLength(tag));
  }

  #text(byteLength: number): string {
    return this.#decode(this.#take(byteLength), byteLength);
  }

  #decode(at: number, byteLength: number): string {
    const end = at + byteLength;
    if (byteLength <= SHORT_STRING) {
      const bytes = this.#bytes;
      let text = '';
      let index = at;
      for (; index < end; index++) {
        const code = bytes[index] as number; // within the bytes taken
        if (code > 0x7f) break;
        text += String.fromCharCode(code);
      }
      if (index === end) return text;
    }
    return this.#buffer.toString('utf8', at, end);
  }

  #binary(byteLength: number): Uint8Array {
    const at = this.#take(byteLength);
    // Sharing keeps all the bytes of the message alive, so it must be most of them.
    if (this.#owned && byteLength > this.end / 2) return this.#bytes.subarray(at, at + byteLength);
    return this.#bytes.slice(at, at + byteLength);
  }

  #extension(byteLength: number): unknown {
    const type = this.#view.getInt8(this.#take(1));
    const bodyEnd = this.position + byteLength;
    if (bodyEnd > this.end) throw this.#broken(`the ${byteLength} bytes announced`);
    switch (type) {
      case format.Extension.Undefined:
        if (byteLength !== 1 || this.#view.getUint8(this.#take(1)) !== 0) throw this.#broken('an undefined');
        return undefined;
      case format.Extension.Timestamp:
        return this.#timestamp(byteLength);
      case format.Extension.BigInt:
        return this.#bigInt(byteLength);
      case format.Extension.Map:
        return this.#within(bodyEnd, () => this.#map());
      case format.Extension.Set:
        return this.#within(bodyEnd, () => new Set(this.#members()));
      default:
        throw new WireError(`byte ${this.position - 1}: extension type ${type} is not one that we know`);
    }
  }

  /** Reads something that must take exactly the bytes up to `bodyEnd`. */
  #within<T>(bodyEnd: number, read: () => T): T {
    const end = this.end;
    this.end = bodyEnd;
    const value = read();
    if (this.position !== bodyEnd) throw this.#broken('the end of the extension');
    this.end = end;
    return value;
  }

  #members(): unknown[] {
    return this.#array(this.arrayHeader());
  }

  #map(): Map<unknown, unknown> {
    const members = this.#members();
    if (members.length % 2 !== 0) throw this.#broken('a value for every key of a map');
    const map = new Map<unknown, unknown>();
    for (let index = 0; index < members.length; index += 2) map.set(members[index], members[index + 1]);
    return map;
  }

  #bigInt(byteLength: number): bigint {
    if (byteLength === 0 || byteLength > format.MAX_BIGINT_BYTES) {
      throw this.#broken(`an integer of 1 to ${format.MAX_BIGINT_BYTES} bytes`);
    }
    const at = this.#take(byteLength);
    return BigInt.asIntN(byteLength * 8, BigInt(`0x${this.#buffer.toString('hex', at, at + byteLength)}`));
  }

  #timestamp(byteLength: number): Date {
    const view = this.#view;
    if (byteLength === 4) return new Date(view.getUint32(this.#take(4)) * 1000);
    if (byteLength === 8) {
      const at = this.#take(8);
      const high = view.getUint32(at);
      return this.#date((high & 3) * 2 ** 32 + view.getUint32(at + 4), high >>> 2);
    }
    if (byteLength !== 12) throw this.#broken('a timestamp of 4, 8 or 12 bytes');
    const at = this.#take(12);
    return this.#date(Number(view.getBigInt64(at + 4)), view.getUint32(at));
  }

  #date(seconds: number, nanoseconds: number): Date {
    if (nanoseconds > 999_999_999) throw this.#broken('at most 999,999,999 nanoseconds');
    return new Date(seconds * 1000 + Math.floor(nanoseconds / 1_000_000));
  }

  #stringLength(tag: number): number {
    if (tag === format.STR8) return this.#view.getUint8(this.#take(1));
    if (tag === format.STR16) return this.#view.getUint16(this.#take(2));
    if (tag === format.STR32) return this.#view.getUint32(this.#take(4));
    return -1;
  }

  #binaryLength(tag: number): number {
    if (tag === format.BIN8) return this.#view.getUint8(this.#take(1));
    if (tag === format.BIN16) return this.#view.getUint16(this.#take(2));
    if (tag === format.BIN32) return this.#view.getUint32(this.#take(4));
    return -1;
  }

  #extensionLength(tag: number): number {
    if (tag >= format.FIXEXT1 && tag <= format.FIXEXT16) return 1 << (tag - format.FIXEXT1);
    if (tag === format.EXT8) return this.#view.getUint8(this.#take(1));
    if (tag === format.EXT16) return this.#view.getUint16(this.#take(2));
    if (tag === format.EXT32) return this.#view.getUint32(this.#take(4));
    throw new WireError(`byte ${this.position - 1}: 0x${tag.toString(16)} starts no MessagePack value`);
  }

  #tag(): number {
    if (this.position >= this.end) throw this.#broken('a value');
    return this.#bytes[this.position++] as number; // the position is below the end
  }

  /** Moves past `byteCount` bytes; says where they start. */
  #take(byteCount: number): number {
    const at = this.position;
    if (this.end - at < byteCount) throw this.#broken(`${byteCount} more bytes`);
    this.position = at + byteCount;
    return at;
  }

  #broken(expected: string): WireError {
    return new WireError(`byte ${this.position}: expected ${expected}`);
  }
}

function defineOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
}

/** How many bytes follow the tag, for the tags from BIN8 on whose values have one size. */
const FIXED_BODY: readonly (number | undefined)[] = bodySizes();

function bodySizes(): (number | undefined)[] {
  const sizes = new Array<number | undefined>(0x20).fill(undefined);
  const set = (tag: number, size: number): void => {
    sizes[tag - format.BIN8] = size;
  };
  set(format.FLOAT32, 4);
  set(format.FLOAT64, 8);
  set(format.UINT8, 1);
  set(format.UINT16, 2);
  set(format.UINT32, 4);
  set(format.UINT64, 8);
  set(format.INT8, 1);
  set(format.INT16, 2);
  set(format.INT32, 4);
  set(format.INT64, 8);
  return sizes;
}
