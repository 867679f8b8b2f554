import { sampleAwaited } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

export const unaryAsync: Scenario = {
  name: 'unary-async',
  about: 'typed calls, each awaited before the next',
  prepare({ openEcho }) {
    if (!openEcho) return undefined;
    return async () => {
      const opened = await openEcho();
      expectEcho(await opened.echo(message));
      return measure(opened, (milliseconds) => sampleAwaited(() => opened.echo(message), milliseconds));
    };
  },
};
