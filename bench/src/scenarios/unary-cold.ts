import { setTimeout } from 'node:timers/promises';
import { sampleAwaited } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

/** Long enough for whoever spins to have given up, in milliseconds. */
const REST = 10;

export const unaryCold: Scenario = {
  name: 'unary-cold',
  about: `typed calls, awaited, each after ${REST} ms in which both sides slept`,
  prepare({ openEcho }) {
    if (!openEcho) return undefined;
    return async () => {
      const opened = await openEcho();
      expectEcho(await opened.echo(message));
      const rest = () => setTimeout(REST);
      const measurement = measure(opened, (milliseconds) =>
        sampleAwaited(() => opened.echo(message), milliseconds, rest),
      );
      return {
        ...measurement,
        // Calls per second would only tell how long the rests were.
        round: async (milliseconds) => {
          const { opsPerSec: _, ...round } = await measurement.round(milliseconds);
          return round;
        },
      };
    };
  },
};
