import { sampleInFlight } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

const IN_FLIGHT = 64;

export const pipelined: Scenario = {
  name: 'pipelined',
  about: `typed calls, ${IN_FLIGHT} of them under way at any time; times are for one of them`,
  prepare({ openEcho }) {
    if (!openEcho) return undefined;
    return async () => {
      const opened = await openEcho();
      expectEcho(await opened.echo(message));
      const calls = Array.from({ length: IN_FLIGHT }, () => () => opened.echo(message));
      return measure(opened, (milliseconds) => sampleInFlight(calls, milliseconds));
    };
  },
};
