import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Subject } from '../scenario.js';

const program: string = fileURLToPath(
  new URL('../../../packages/native/build/Release/handoff_pair', import.meta.url),
);

/** The last line that the program prints, as JSON. */
const Report = z.object({
  p50Ns: z.number(),
  p99Ns: z.number(),
  meanNs: z.number(),
  opsPerSec: z.number(),
  cpuPercent: z.number(),
  /** It times by the batch, and does not say by how many. */
  callsPerSample: z.literal(16).default(16),
});

export const cpp: Subject = {
  name: 'cpp',
  about: 'two C++ processes on the same endpoint code, no JavaScript',
  measureHandoff: async () => {
    if (!existsSync(program)) throw new Error(`${program} is not built: run \`npm run build\``);
    return {
      async round(milliseconds) {
        const { stdout } = await promisify(execFile)(program, [String(milliseconds / 1000)]);
        return Report.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
      },
      close: async () => {},
    };
  },
};
