import { setTimeout as delay } from 'node:timers/promises';
import type { PreyHandlers } from './gen/prey.flipcall.js';

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
  note() {},
};
