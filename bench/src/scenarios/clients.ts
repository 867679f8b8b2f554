import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { cpuTime } from '../cpu-time.js';
import type { Measurement, Scenario, Service } from '../scenario.js';
import { median } from '../statistics.js';

const program = fileURLToPath(new URL('../client-process.js', import.meta.url));

/** What a client says after a round. */
const Report = z.object({ p50Ns: z.number(), p99Ns: z.number(), meanNs: z.number() });

/** Each has to compile what it runs in its part of a CPU, which took sixteen of them three seconds. */
const warmUpRounds = (count: number): number => Math.max(4, 1.5 * count);

/** Who is measured with so many processes; the others would only take longer. */
const compared: readonly string[] = ['flipcall', 'unix-socket-msgpackr'];

export const clients: Scenario = {
  name: 'clients',
  about:
    'client processes of one server, each awaiting its calls one by one; times are for a call, of the client in the middle',
  points: [1, 4, 16].map((value) => ({ label: `${value}`, value })),
  warmUpRounds,
  prepare: ({ name, service }, count) =>
    service && compared.includes(name) ? () => measureClients(service, count) : undefined,
};

async function measureClients(service: Service, count: number): Promise<Measurement> {
  const served = await service.serve({});
  const processes: ChildProcess[] = [];
  while (processes.length < count) {
    const client = fork(program, [service.client.href, served.address]);
    processes.push(client);
    await once(client, 'message');
  }
  // They were started, so they have one.
  const pids = [served.pid, ...processes.map(({ pid }) => pid as number)];
  const call = async (milliseconds: number) => {
    const reports = processes.map(async (client) => {
      client.send({ milliseconds });
      const [report]: unknown[] = await once(client, 'message');
      return Report.parse(report);
    });
    return Promise.all(reports);
  };
  return {
    async round(milliseconds) {
      const before = pids.map(cpuTime);
      const reports = await call(milliseconds);
      const used = pids.map((pid, i) => cpuTime(pid) - (before[i] ?? 0));
      const calls = reports.reduce((sum, { meanNs }) => sum + (milliseconds * 1e6) / meanNs, 0);
      return {
        p50Ns: median(reports.map(({ p50Ns }) => p50Ns)),
        p99Ns: median(reports.map(({ p99Ns }) => p99Ns)),
        meanNs: median(reports.map(({ meanNs }) => meanNs)),
        opsPerSec: (calls * 1000) / milliseconds,
        cpuNsPerCall: (used.reduce((sum, ms) => sum + ms, 0) * 1e6) / calls,
        peerCpuNsPerCall: ((used[0] ?? 0) * 1e6) / calls,
        callsPerSample: 1,
      };
    },
    async close() {
      for (const client of processes) client.disconnect();
      await served.stop();
    },
  };
}
