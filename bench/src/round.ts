import { type Sampled, sortedSamples } from './clock.js';
import { cpuTime, machineCpuTime } from './cpu-time.js';
import type { Measurement, Opened, Round } from './scenario.js';
import { quantile } from './statistics.js';

/** The share of a round that goes by before anything counts: caches and branch predictors were somebody else's. */
const WARM_UP = 0.1;

/** The kernel counts the machine's CPU time in steps of 10 ms; in less time than this, in milliseconds, they tell nothing. */
const LONG_ENOUGH_FOR_OTHERS = 250;

/** Makes rounds out of a way to take samples. */
export function measure(
  opened: Opened,
  sample: (milliseconds: number) => Sampled | Promise<Sampled>,
): Measurement {
  const peersCpu = () => opened.peerPids.reduce((sum, pid) => sum + cpuTime(pid), 0);
  return {
    async round(milliseconds): Promise<Round> {
      await sample(milliseconds * WARM_UP);
      const ownBefore = cpuTime(process.pid);
      const peersBefore = peersCpu();
      const machineBefore = machineCpuTime();
      const start = performance.now();
      const sampled = await sample(milliseconds * (1 - WARM_UP));
      const elapsed = performance.now() - start;
      const peersUsed = peersCpu() - peersBefore;
      const used = cpuTime(process.pid) - ownBefore + peersUsed;
      const cpuPercent = (used / elapsed) * 100;
      const machinePercent = ((machineCpuTime() - machineBefore) / elapsed) * 100;

      const calls = sampled.count * sampled.callsPerSample;
      const sorted = sortedSamples(sampled);
      const meanNs = sorted.reduce((sum, ns) => sum + ns, 0) / sorted.length;
      return {
        p50Ns: quantile(sorted, 0.5),
        p99Ns: quantile(sorted, 0.99),
        meanNs,
        opsPerSec: 1e9 / meanNs,
        cpuPercent,
        cpuNsPerCall: (used * 1e6) / calls,
        peerCpuNsPerCall: (peersUsed * 1e6) / calls,
        ...(elapsed < LONG_ENOUGH_FOR_OTHERS
          ? {}
          : { othersCpuPercent: Math.max(0, machinePercent - cpuPercent) }),
        callsPerSample: sampled.callsPerSample,
      };
    },
    close: () => opened.close(),
  };
}
