/**
 * A time that is not to be exceeded. What an `AbortSignal` would be, but that Node.js loads those, with the events that they need,
 * only when first used: that alone takes a good part of what opening a session does.
 */
export class TimeLimit {
  readonly #timer: NodeJS.Timeout;
  #onExceeded: ((reason: Error) => void) | undefined;

  /** Starts it. */
  constructor(milliseconds: number, makeReason: () => Error) {
    this.#timer = setTimeout(() => this.#onExceeded?.(makeReason()), milliseconds);
  }

  /** Whom to tell when the time has passed; replaces whoever was to be told. */
  set onExceeded(listener: ((reason: Error) => void) | undefined) {
    this.#onExceeded = listener;
  }

  /** Ends it: nobody is told any more. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
