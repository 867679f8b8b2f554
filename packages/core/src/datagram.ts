import { requireInteger } from './packet-window.js';

/** What readers and writers need of an endpoint. */
interface DatagramOwner {
  readonly data: Uint8Array;
  readonly dataCap: number;
}

/**
 * Reads a datagram piece by piece, each byte once: the peer may change it between two looks. Go: `DatagramReader`.
 */
export class DatagramReader {
  readonly #owner: DatagramOwner;
  #offset = 0;
  #end = 0;

  /** @throws RangeError if `length` exceeds the endpoint's `dataCap`. Go: `NewReader`. */
  constructor(owner: DatagramOwner, length: number) {
    this.#owner = owner;
    this.reset(length);
  }

  /** Starts over with a datagram of `length` bytes. @throws RangeError if it exceeds `dataCap`. Go: `Reset`. */
  reset(length: number): void {
    requireInteger('length', length, 0, this.#owner.dataCap);
    this.#offset = 0;
    this.#end = length;
  }

  /** Bytes that are left to read. */
  get remaining(): number {
    return this.#end - this.#offset;
  }

  /**
   * Copies up to `dst.length` bytes into `dst`; returns how many: 0 at the datagram's end. Go: `Read`.
   * @throws TypeError once the endpoint is destroyed.
   */
  read(dst: Uint8Array): number {
    const data = windowOf(this.#owner);
    const count = Math.min(dst.length, this.remaining);
    dst.set(data.subarray(this.#offset, this.#offset + count));
    this.#offset += count;
    return count;
  }
}

/** Writes a datagram piece by piece. Go: `DatagramWriter`. */
export class DatagramWriter {
  readonly #owner: DatagramOwner;
  #length = 0;

  /** Go: `NewWriter`. */
  constructor(owner: DatagramOwner) {
    this.#owner = owner;
  }

  /** Bytes written since the last reset; the length to send. Go: `Len`. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends `src`; returns its length. Go: `Write`.
   * @throws RangeError if the datagram would exceed `dataCap`; nothing is written then. TypeError once the endpoint is
   * destroyed.
   */
  write(src: Uint8Array): number {
    if (this.#length + src.length > this.#owner.dataCap) {
      throw new RangeError(
        `The datagram would be ${this.#length + src.length} bytes long; the packet window holds ${this.#owner.dataCap}.`,
      );
    }
    windowOf(this.#owner).set(src, this.#length);
    this.#length += src.length;
    return src.length;
  }

  /** Starts over with an empty datagram. Go: `Reset`. */
  reset(): void {
    this.#length = 0;
  }
}

function windowOf(owner: DatagramOwner): Uint8Array {
  // The window of a destroyed endpoint is empty: reading it would pretend that nothing had changed.
  if (owner.data.length < owner.dataCap) throw new TypeError('This Endpoint was destroyed.');
  return owner.data;
}
