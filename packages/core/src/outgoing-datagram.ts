/** A datagram while it is being filled. */
export interface OutgoingDatagram {
  /** The packet window: write each byte once, in order, and never read it back, for the peer can change it. */
  readonly bytes: Uint8Array;
  /** Bytes filled so far. */
  length: number;
}

/** A packet window under construction; its length lies where the native half reads it. */
export class WindowDatagram implements OutgoingDatagram {
  readonly bytes: Uint8Array;
  readonly #control: Int32Array;
  readonly #word: number;

  constructor(bytes: Uint8Array, control: Int32Array, word: number) {
    this.bytes = bytes;
    this.#control = control;
    this.#word = word;
  }

  get length(): number {
    return this.#control[this.#word] ?? 0; // Always there, the array has Control.Words words.
  }

  set length(length: number) {
    this.#control[this.#word] = length;
  }
}
