import { failure } from '../failure.js';
import type { Interceptor } from './interceptor.js';
import { watchItems } from './watch-items.js';

export interface ConcurrencyLimitOptions {
  /** How many calls of each method run at once. */
  readonly perMethod: number;
  /** How many more of each method may wait for their turn; those beyond fail with `Code.ResourceExhausted`. Default: 0. */
  readonly waiting?: number;
}

/** The calls of one method. */
class Lane {
  readonly #options: Required<ConcurrencyLimitOptions>;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: Required<ConcurrencyLimitOptions>) {
    this.#options = options;
  }

  /** Whether a call may run at once; it does then. */
  enter(): boolean {
    if (this.#running >= this.#options.perMethod) return false;
    this.#running++;
    return true;
  }

  /** The turn of a call that may not run at once; undefined if too many wait already. */
  queue(): Promise<void> | undefined {
    if (this.#waiting.length >= this.#options.waiting) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}

/**
 * Lets no more than so many calls of each method run at once. A call that is answered by a stream runs until that ends. Works on
 * either side: one list of handlers that shares it shares the limit.
 *
 * @throws RangeError for a limit that is none.
 */
export function concurrencyLimit({ perMethod, waiting = 0 }: ConcurrencyLimitOptions): Interceptor {
  if (!(perMethod >= 1)) throw new RangeError(`perMethod must be 1 at least, not ${perMethod}`);
  const lanes = new Map<string, Lane>();
  const laneOf = (path: string): Lane => {
    const known = lanes.get(path) ?? new Lane({ perMethod, waiting });
    lanes.set(path, known);
    return known;
  };
  return (next) => async (call) => {
    const lane = laneOf(call.path);
    if (!lane.enter()) {
      const turn = lane.queue();
      if (turn === undefined) {
        const text = `${call.path}: ${perMethod} calls of it run already, and ${waiting} wait`;
        throw failure('too-many-calls', text, { maybeExecuted: false });
      }
      await turn;
    }
    try {
      const answer = await next(call);
      if (answer.items !== undefined)
        return { ...answer, items: watchItems(answer.items, () => lane.leave()) };
      lane.leave();
      return answer;
    } catch (error) {
      lane.leave();
      throw error;
    }
  };
}
