/** Up to this many bytes are kept for the next message. */
const MOST_KEPT = 16 * 1024 * 1024;

/** Memory that is longer than so many times what is asked for is not used: who keeps a few bytes of it keeps all of it. */
const MOST_WASTE = 4;

/**
 * Memory for large messages. What is given back serves the next message: fresh memory for each costs more, in page
 * faults and garbage collections, than the bytes take to copy.
 */
export class MessageMemory {
  #spare: Uint8Array | undefined;

  /** At least so many bytes. They are not cleared: nobody gets to see more of them than was written. */
  take(byteLength: number): Uint8Array {
    const spare = this.#spare;
    if (spare === undefined || spare.byteLength < byteLength || spare.byteLength > MOST_WASTE * byteLength) {
      return new Uint8Array(Buffer.allocUnsafeSlow(byteLength).buffer);
    }
    this.#spare = undefined;
    return spare;
  }

  /** Precondition: nobody reads or writes it any more. */
  giveBack({ buffer }: Uint8Array): void {
    // Nothing is left of memory that was transferred.
    if (buffer.byteLength > MOST_KEPT || buffer.byteLength <= (this.#spare?.byteLength ?? 0)) return;
    this.#spare = new Uint8Array(buffer);
  }
}
