import type { Limits } from '../limits.js';
import { WireError } from '../wire/wire-error.js';

/** How many bytes of items wait for their readers, over all the streams of a session. */
export class StreamBudget {
  readonly #limits: Limits;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  take(byteLength: number): void {
    this.#bytes += byteLength;
    if (this.#bytes > this.#limits.maxStreamedBytes) {
      throw new WireError(
        `items that wait in streams exceed ${this.#limits.maxStreamedBytes} bytes (limits.maxStreamedBytes)`,
      );
    }
  }

  giveBack(byteLength: number): void {
    this.#bytes -= byteLength;
  }
}
