import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { cpuTime } from '../cpu-time.js';
import type { Scenario } from '../scenario.js';
import { quantile } from '../statistics.js';

const program = fileURLToPath(new URL('../start-client.js', import.meta.url));

/** What `program` prints. */
const Startup = z.object({
  importNs: z.number(),
  connectNs: z.number(),
  firstCallNs: z.number(),
  /** CPU time that all three took. */
  cpuNs: z.number(),
});

export const startup: Scenario = {
  name: 'startup',
  about: 'a new client process: importing the client, connecting, the first call; times are for all three',
  prepare({ service }) {
    if (!service) return undefined;
    return async () => {
      const served = await service.serve({});
      const start = async () => {
        const args = [program, service.client.href, served.address];
        return Startup.parse(JSON.parse((await promisify(execFile)(process.execPath, args)).stdout));
      };
      return {
        async round(milliseconds) {
          const end = performance.now() + milliseconds;
          const serversBefore = cpuTime(served.pid);
          const startups = [await start()];
          while (performance.now() < end) startups.push(await start());
          const peerCpuNsPerCall = ((cpuTime(served.pid) - serversBefore) * 1e6) / startups.length;
          const mean = (values: readonly number[]) =>
            values.reduce((sum, value) => sum + value, 0) / values.length;
          const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
          const middle = (part: keyof z.infer<typeof Startup>) =>
            quantile(sorted(startups.map((startup) => startup[part])), 0.5);
          const totals = sorted(
            startups.map(({ importNs, connectNs, firstCallNs }) => importNs + connectNs + firstCallNs),
          );
          const cpuNsPerCall = mean(startups.map(({ cpuNs }) => cpuNs)) + peerCpuNsPerCall;
          return {
            p50Ns: quantile(totals, 0.5),
            p99Ns: quantile(totals, 0.99),
            meanNs: mean(totals),
            cpuPercent: (cpuNsPerCall / mean(totals)) * 100,
            cpuNsPerCall,
            peerCpuNsPerCall,
            callsPerSample: 1,
            figures: {
              importNs: middle('importNs'),
              connectNs: middle('connectNs'),
              firstCallNs: middle('firstCallNs'),
            },
          };
        },
        close: () => served.stop(),
      };
    };
  },
};
