import type { Witness } from '../witness.js';
import { type Exit, ExitError } from './exit.js';

/** A peer that died has exited, or is about to; one that closed its end may live on. */
const PATIENCE_MS = { died: 2000, closed: 100 };

/** Tells the end of a session from the exit of the process or worker on its other side. */
export class ExitWitness implements Witness {
  readonly #exited: Promise<Exit>;
  readonly #look: () => Exit | undefined;

  /** `look` says how it ended, if that can be seen without waiting for promises. */
  constructor(exited: Promise<Exit>, look: () => Exit | undefined) {
    this.#exited = exited;
    this.#look = look;
  }

  async later(reason: Error | undefined): Promise<Error | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(
        () => resolve(undefined),
        reason === undefined ? PATIENCE_MS.closed : PATIENCE_MS.died,
      );
    });
    const exit = await Promise.race([this.#exited, tooLate]);
    clearTimeout(timer);
    return tell(reason, exit);
  }

  now(reason: Error | undefined): Error | undefined {
    const deadline = performance.now() + PATIENCE_MS.closed;
    for (;;) {
      const exit = this.#look();
      if (exit !== undefined || performance.now() > deadline) return tell(reason, exit);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** Who closes its session and then exits in peace has just closed its session. */
function tell(reason: Error | undefined, exit: Exit | undefined): Error | undefined {
  if (exit === undefined || (reason === undefined && exit.code === 0)) return reason;
  return new ExitError(exit);
}
