import { Control } from '@flipcall/native';

/** A datagram while it is being filled. */
export interface OutgoingDatagram {
  /**
   * Where to write. The peer may see and change these bytes: never read them back. Another array once `widen` was called.
   */
  readonly bytes: Uint8Array;
  /** Whether the peer can see and change `bytes` now: it can since `widen` was called. */
  readonly shared: boolean;
  /** Bytes filled so far. */
  length: number;
  /**
   * Makes room for all that one datagram can hold: what is appended then goes straight to the peer, without a copy. Says
   * whether that is more than there was.
   */
  widen(): boolean;
}

/**
 * A datagram under construction: at first in private memory, a draft, which the native half copies into the packet window
 * when control goes to the peer; then, if it grows, in the window itself. Its length lies where the native half reads it.
 */
export class WindowDatagram implements OutgoingDatagram {
  readonly #draft: Uint8Array;
  readonly #window: Uint8Array;
  readonly #control: Int32Array;
  readonly #word: number;

  constructor(draft: Uint8Array, window: Uint8Array, control: Int32Array, word: number) {
    this.#draft = draft;
    this.#window = window;
    this.#control = control;
    this.#word = word;
  }

  get bytes(): Uint8Array {
    return this.shared ? this.#window : this.#draft;
  }

  get shared(): boolean {
    return this.#control[Control.InWindow] !== 0;
  }

  get length(): number {
    return this.#control[this.#word] ?? 0; // Always there, the array has Control.Words words.
  }

  set length(length: number) {
    this.#control[this.#word] = length;
  }

  widen(): boolean {
    if (this.shared) return false;
    this.#window.set(this.#draft.subarray(0, this.length));
    this.#control[Control.InWindow] = 1;
    return true;
  }
}
