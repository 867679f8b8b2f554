import { type NativeEndpoint, type NativeFdWatch, native, Status } from '@flipcall/native';
import { errorFromStatus, ShutdownError, systemError } from './flipcall-error.js';

export const ADAPTIVE_SPIN = -1;
export const GIVE_NOTHING = -1;

/**
 * Gives control away and waits for it, blocking or with a promise. Checks nothing but that no other call is under way:
 * that the caller may do what it does is for the endpoint to know.
 */
export class Handoff {
  readonly #native: NativeEndpoint;
  readonly #lifeLine: number | undefined;
  readonly #onFailure: (reason: Error) => void;
  #rejectPending: ((reason: Error) => void) | undefined;
  #underWay: Promise<number> | undefined;
  /** Watches the life line while a promise waits. */
  #watch: NativeFdWatch | undefined;

  /** `onFailure` hears of what ends the connection, before whoever called does. */
  constructor(endpoint: NativeEndpoint, lifeLine: number | undefined, onFailure: (reason: Error) => void) {
    this.#native = endpoint;
    this.#lifeLine = lifeLine;
    this.#onFailure = onFailure;
  }

  /** Whether a promise waits. */
  get isUnderWay(): boolean {
    return this.#rejectPending !== undefined;
  }

  /** Ends when the last promise does. */
  get settled(): Promise<unknown> | undefined {
    return this.#underWay?.catch(() => {});
  }

  /** Gives control with `length` bytes, or nothing, and waits for it: the length of what came. */
  exchange(length: number, spinNs: number): Promise<number> {
    const call = new Promise<number>((resolve, reject) => {
      const done = (result: number): void => {
        this.#rejectPending = undefined;
        this.#unwatch();
        if (result >= 0) resolve(result);
        else reject(this.#failure(-result));
      };
      const result = this.#native.exchange(length, spinNs, done);
      if (result === -Status.TimedOut) {
        this.#rejectPending = reject;
        this.#watchLifeLine();
      } else if (result >= 0) resolve(result);
      else reject(this.#failure(-result));
    });
    if (this.#rejectPending !== undefined) this.#underWay = call;
    return call;
  }

  /** `exchange`, blocking the calling thread. */
  exchangeSync(length: number, spinNs?: number): number {
    const result = this.#native.exchangeSync(length, spinNs);
    return result < 0 ? this.#goOn(result) : result;
  }

  give(length: number): void {
    if (this.#rejectPending !== undefined) throw busy();
    const status = -this.#native.giveControl(length);
    if (status !== Status.Ok) throw this.#failure(status);
  }

  /** Frees the window. A promise that waits rejects. */
  destroy(): void {
    if (this.#rejectPending !== undefined) this.#native.shutdown();
    this.#unwatch();
    this.#native.destroy();
    this.#rejectPending?.(new ShutdownError('The endpoint was destroyed while a call was under way.'));
  }

  /** Waits on: a blocked call returns now and then, for only outside the addon can a worker be terminated. */
  #goOn(interrupted: number): number {
    let result = interrupted;
    while (result === -Status.TimedOut) result = this.#native.exchangeSync(GIVE_NOTHING);
    if (result < 0) throw this.#failure(-result);
    return result;
  }

  #watchLifeLine(): void {
    if (this.#lifeLine === undefined) return;
    const onHangUp = (): void => {
      this.#unwatch();
      this.#native.peerHungUp();
    };
    try {
      this.#watch = new native.FdWatch(this.#lifeLine, onHangUp, 'hang-up');
    } catch (cause) {
      this.#native.shutdown(); // Ends the call; but why, is said here.
      this.#rejectPending?.(
        systemError(`Watching the life line, descriptor ${this.#lifeLine}, failed`, cause),
      );
    }
  }

  #unwatch(): void {
    this.#watch?.close();
    this.#watch = undefined;
  }

  #failure(status: number): Error {
    if (status === Status.Busy) return busy();
    const reason = errorFromStatus(status);
    this.#onFailure(reason);
    return reason;
  }
}

function busy(): TypeError {
  return new TypeError('Another call is under way on this endpoint: await it first.');
}
