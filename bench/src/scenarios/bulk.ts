import { sampleAwaited } from '../clock.js';
import { measure } from '../round.js';
import type { Point, Scenario } from '../scenario.js';

const KIBI = 1024;
const MEBI = 1024 * KIBI;

/** In the order in which they are measured. */
const points: readonly Point[] = [
  { label: '1 KiB', value: KIBI },
  { label: '16 KiB', value: 16 * KIBI },
  { label: '256 KiB', value: 256 * KIBI },
  { label: '1 MiB', value: MEBI },
  { label: '8 MiB', value: 8 * MEBI },
  { label: '64 MiB', value: 64 * MEBI },
];

export const bulk: Scenario = {
  name: 'bulk',
  about: 'bytes carried one way, and acknowledged',
  points,
  prepare({ openSink }, size) {
    if (!openSink) return undefined;
    return async () => {
      const opened = await openSink();
      const bytes = new Uint8Array(size).fill(7);
      const send = async () => {
        const taken = await opened.take(bytes);
        if (taken !== size) throw new Error(`Of ${size} bytes ${taken} arrived.`);
      };
      await send();
      const measurement = measure(opened, (milliseconds) => sampleAwaited(send, milliseconds));
      return {
        ...measurement,
        round: async (milliseconds) => {
          const round = await measurement.round(milliseconds);
          return { ...round, figures: { bytesPerSec: Math.round((size * 1e9) / round.p50Ns) } };
        },
      };
    };
  },
};
