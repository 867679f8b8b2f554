import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createOwnClient, type OwnHandlers } from './gen/own.flipcall.js';
import type { Counter } from './own.js';

/** What one side serves; `name` says which. */
export function ownHandlers(name: string): OwnHandlers {
  const notes: string[] = [];
  return {
    greet: (who) => `${name} greets ${who}`,
    sleep: (milliseconds, { signal }) => delay(milliseconds, undefined, { signal }),
    greetBack: (who, { session }) => createOwnClient(session).greet(who),
    async repeat(times, start, step) {
      let value = start;
      for (let time = 0; time < times; time++) value = await step(value);
      return value;
    },
    open: (start) => new OpenCounter(start),
    read(file) {
      using opened = file;
      return readFileSync(opened.fd, 'utf8');
    },
    die: () => process.exit(7),
    note: (text) => void notes.push(text),
    notes: () => notes,
  };
}

class OpenCounter implements Counter {
  #value: number;

  constructor(start: number) {
    this.#value = start;
  }

  async add(amount: number): Promise<number> {
    this.#value += amount;
    return this.#value;
  }

  [Symbol.dispose](): void {
    this.#value = Number.NaN;
  }
}
