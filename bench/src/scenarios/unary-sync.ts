import { sampleBlocking } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

export const unarySync: Scenario = {
  name: 'unary-sync',
  about: 'a typed call that blocks until its answer is there',
  prepare({ openBlockingEcho }) {
    if (!openBlockingEcho) return undefined;
    return async () => {
      const opened = await openBlockingEcho();
      expectEcho(opened.echo(message));
      return measure(opened, (milliseconds) => sampleBlocking(() => opened.echo(message), milliseconds));
    };
  },
};
