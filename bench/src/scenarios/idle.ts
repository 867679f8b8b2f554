import { setTimeout } from 'node:timers/promises';
import { cpuTime } from '../cpu-time.js';
import { expectEcho, message } from '../message.js';
import { residentMemory } from '../resident-memory.js';
import type { Connection, Round, Scenario } from '../scenario.js';
import { openSessions } from '../sessions.js';

/** With fewer, the memory of one would drown in what the server holds anyway. */
const SESSIONS = 1000;

/** After this many milliseconds nobody is busy with the opening of sessions any more. */
const SETTLING = 1000;

export const idle: Scenario = {
  name: 'idle',
  about: `${SESSIONS} sessions rest: the CPU that both sides use; the server's memory for one; the first call after it`,
  prepare({ service }) {
    if (!service) return undefined;
    return async () => {
      // What the first session costs is not what each of them costs.
      const { connect, served, connections, close } = await openSessions(service, 1);
      await use(connections);
      await setTimeout(SETTLING);
      const before = residentMemory(served.pid);
      for (let i = 0; i < SESSIONS; i += 1) connections.push(await connect());
      await use(connections);
      await setTimeout(SETTLING);
      const after = residentMemory(served.pid);
      const figures = {
        memoryBytes: (after.anonymous - before.anonymous) / SESSIONS,
        touchedWindowBytes: (after.shared - before.shared) / SESSIONS,
      };
      return { round: (milliseconds) => measureRest(connections, served.pid, milliseconds, figures), close };
    };
  },
};

async function use(connections: readonly Connection[]): Promise<void> {
  for (const connection of connections) expectEcho(await connection.echo(message));
}

/** In less time, in milliseconds, the measuring itself would show. */
const SHORTEST_REST = 1000;

let turn = 0;

async function measureRest(
  connections: readonly Connection[],
  server: number,
  milliseconds: number,
  figures: Readonly<Record<string, number>>,
): Promise<Round> {
  turn += 1;
  const connection = connections[turn % connections.length];
  const cpu = () => cpuTime(process.pid) + cpuTime(server);
  const rest = Math.max(SHORTEST_REST, milliseconds);
  // The call of the round before leaves garbage to collect, which is no part of resting.
  await setTimeout(SETTLING);
  const cpuBefore = cpu();
  await setTimeout(rest);
  const cpuUsed = cpu() - cpuBefore;
  const start = performance.now();
  await connection?.echo(message);
  const ns = (performance.now() - start) * 1e6;
  return {
    p50Ns: ns,
    p99Ns: ns,
    meanNs: ns,
    cpuPercent: (cpuUsed / rest) * 100,
    callsPerSample: 1,
    figures,
  };
}
