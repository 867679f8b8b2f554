import { setTimeout as delay } from 'node:timers/promises';
import { Descriptor } from '@flipcall/rpc';
import type { PreyHandlers } from './gen/prey.flipcall.js';
import type { Counter } from './prey.js';

/** What no peer may ever see. */
export const SECRET = 'password123';

/** Answers the prey's calls, as plain programs do. */
export const handlers: PreyHandlers = {
  echo: (value) => value,
  later: async (milliseconds, { signal }) => {
    await delay(Math.min(milliseconds, 2 ** 31 - 1), undefined, { signal });
  },
  fail() {
    throw new Error(SECRET);
  },
  async *count(to) {
    for (let i = 0; i < to; i++) yield i;
  },
  async sum(numbers) {
    let total = 0;
    for await (const number of numbers) total += number;
    return total;
  },
  async *repeat(items) {
    yield* items;
  },
  async tell(to, listener) {
    for (let i = 0; i < to; i++) await listener(i);
  },
  mix: (value) => value,
  pass(file) {
    // Sent when this returns.
    setImmediate(() => file.close());
    return Descriptor.of(file.fd);
  },
  drop(files) {
    for (const file of files) file.close();
    return files.length;
  },
  open: (start) => new Counting(start),
  ask: (counter) => counter.next(),
  note() {},
};

class Counting implements Counter {
  #value: number;

  constructor(start: number) {
    this.#value = start;
  }

  async next(): Promise<number> {
    return this.#value++;
  }

  [Symbol.dispose](): void {}
}
