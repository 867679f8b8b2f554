import { sampleItems } from '../clock.js';
import { expectEcho } from '../message.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

const LENGTH = 10_000;

export const serverStream: Scenario = {
  name: 'server-stream',
  about: `streams of ${LENGTH.toLocaleString('en')} small typed items from the server; times are for one item`,
  prepare({ openItems }) {
    if (!openItems) return undefined;
    return async () => {
      const opened = await openItems();
      for await (const item of opened.items(1)) expectEcho(item);
      return measure(opened, (milliseconds) =>
        sampleItems((length) => opened.items(length), LENGTH, milliseconds),
      );
    };
  },
};
