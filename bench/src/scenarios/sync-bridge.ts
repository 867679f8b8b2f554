import { sampleBlocking } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

export const syncBridge: Scenario = {
  name: 'sync-bridge',
  about: 'a synchronous program calls an asynchronous function, which answers after a turn of its event loop',
  prepare({ openSyncBridge }) {
    if (!openSyncBridge) return undefined;
    return async () => {
      const opened = await openSyncBridge();
      expectEcho(opened.echo(message));
      return measure(opened, (milliseconds) => sampleBlocking(() => opened.echo(message), milliseconds));
    };
  },
};
