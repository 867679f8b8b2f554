import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Measurement } from '../scenario.js';

/** The last line that such a program prints, as JSON. */
const Report = z.object({
  p50Ns: z.number(),
  p99Ns: z.number(),
  meanNs: z.number(),
  opsPerSec: z.number(),
  cpuPercent: z.number(),
  callsPerSample: z.int().positive(),
});

/**
 * A program that measures by itself: once per round, from the start.
 *
 * @param args its arguments for a round of that many seconds
 */
export function selfMeasured(program: string, args: (seconds: number) => readonly string[]): Measurement {
  return {
    async round(milliseconds) {
      const { stdout } = await promisify(execFile)(program, args(milliseconds / 1000));
      return Report.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    },
    close: async () => {},
  };
}
