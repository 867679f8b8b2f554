import { duration } from '../format.js';
import type { Run } from '../run.js';
import { machineLine } from './machine-line.js';
import { markdownTable } from './markdown.js';

/** The figures of `docs/hot-warm-cold.md`. */
export function curves(run: Run): string {
  const { results } = run;
  const rest = results.filter(({ scenario }) => scenario === 'after-rest');
  const points = [...new Set(rest.map(({ at }) => at ?? ''))];
  const find = (subject: string, point: string) =>
    rest.find((result) => result.subject === subject && result.at === point);
  const row = (point: string) => {
    const [ours, socket] = [find('flipcall', point), find('unix-socket-msgpackr', point)];
    return [
      point,
      duration(ours?.p50Ns ?? Number.NaN),
      duration(ours?.peerCpuNsPerCall ?? Number.NaN),
      duration(socket?.p50Ns ?? Number.NaN),
      duration(socket?.peerCpuNsPerCall ?? Number.NaN),
    ];
  };
  return `
![Median time of a call by the time since the last one](benchmarks/after-rest.svg)

![CPU time of the server by how long it had to wait for a call](benchmarks/after-rest-cpu.svg)

${markdownTable(
  [
    'time between two calls',
    'flipcall',
    "its server's CPU time per call",
    'Unix socket, msgpackr',
    "its server's CPU time per call",
  ],
  points.map(row),
)}

![Median time of a call against the CPU time it uses, for several spin budgets](benchmarks/spin-budget.svg)

Measured on ${machineLine(run)}.`;
}
