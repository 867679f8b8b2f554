import { sampleBlocking } from '../clock.js';
import { measure } from '../round.js';
import type { Scenario } from '../scenario.js';

export const handoff: Scenario = {
  name: 'handoff',
  about: 'control to the other process and back, no payload',
  prepare({ openHandoff, measureHandoff }) {
    if (measureHandoff) return measureHandoff;
    if (!openHandoff) return undefined;
    return async () => {
      const opened = await openHandoff();
      return measure(opened, (milliseconds) => sampleBlocking(() => opened.roundTrip(), milliseconds));
    };
  },
};
