import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuTime } from '../cpu-time.js';
import type { Measurement, Scenario, ServedHere, Service } from '../scenario.js';
import { quantile } from '../statistics.js';

const program = fileURLToPath(new URL('../client-process.js', import.meta.url));
const TIMER_MS = 1;

export const timerLateness: Scenario = {
  name: 'timer-lateness',
  about:
    'how late a timer of 1 ms is on a server whose client does nothing but call; times are for the lateness',
  prepare: ({ service, serveHere }) =>
    service && serveHere && (async () => measureTimers(service, await serveHere())),
};

async function measureTimers(service: Service, { address, close }: ServedHere): Promise<Measurement> {
  const client = fork(program, [service.client.href, address]);
  await once(client, 'message');
  const pids = [process.pid, ...(client.pid === undefined ? [] : [client.pid])];
  return {
    async round(milliseconds) {
      const before = pids.map(cpuTime);
      const start = performance.now();
      client.send({ milliseconds });
      const reported = once(client, 'message');
      const late: number[] = [];
      while (performance.now() - start < milliseconds) {
        const due = performance.now() + TIMER_MS;
        await delay(TIMER_MS);
        late.push(Math.max(0, performance.now() - due) * 1e6);
      }
      const elapsed = performance.now() - start;
      const used = pids.reduce((sum, pid, index) => sum + cpuTime(pid) - (before[index] ?? 0), 0);
      await reported;
      const sorted = late.sort((one, other) => one - other);
      return {
        p50Ns: quantile(sorted, 0.5),
        p99Ns: quantile(sorted, 0.99),
        meanNs: sorted.reduce((sum, ns) => sum + ns, 0) / sorted.length,
        cpuPercent: (used / elapsed) * 100,
        callsPerSample: 1,
      };
    },
    async close() {
      client.disconnect();
      await close();
    },
  };
}
