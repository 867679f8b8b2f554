import type { Limits } from '../limits.js';
import { StreamBudget } from './stream-budget.js';

/** How many items of a stream, and how many bytes of them, its receiver takes before it allows more. */
export interface StreamWindow {
  readonly items: number;
  readonly bytes: number;
}

/** What both sides of a session take of each stream. */
export class StreamWindows {
  readonly own: StreamWindow;
  readonly budget: StreamBudget;
  #peers: StreamWindow | undefined;
  #waiting: ((window: StreamWindow) => void)[] = [];

  constructor(limits: Limits) {
    this.own = { items: limits.streamItems, bytes: limits.streamBytes };
    this.budget = new StreamBudget(limits);
  }

  /** Notes what the other side takes, which its hello tells. */
  allow(window: StreamWindow): void {
    this.#peers = window;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback(window);
  }

  /** Calls back with what the other side takes: at once, or when its hello has come. */
  whenAllowed(callback: (window: StreamWindow) => void): void {
    if (this.#peers === undefined) this.#waiting.push(callback);
    else callback(this.#peers);
  }
}
