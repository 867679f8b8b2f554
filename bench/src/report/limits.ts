import { bytes, duration } from '../format.js';
import type { Run } from '../run.js';
import { machineLine } from './machine-line.js';
import { markdownTable } from './markdown.js';

/** The figures of `docs/when-not-to-use-flipcall.md`. */
export function limits(run: Run): string {
  const { results } = run;
  const find = (scenario: string, subject: string, at?: string) =>
    results.find((result) => result.scenario === scenario && result.subject === subject && result.at === at);
  const time = (scenario: string, subject: string, at?: string) =>
    duration(find(scenario, subject, at)?.p50Ns ?? Number.NaN);
  const memory = (subject: string) => {
    const figures = find('idle', subject)?.figures;
    return bytes((figures?.['memoryBytes'] ?? 0) + (figures?.['touchedWindowBytes'] ?? 0));
  };
  const subjects = ['flipcall', 'unix-socket-msgpackr', 'worker-postmessage'];
  return `
${markdownTable(
  ['', 'flipcall', 'Unix socket, msgpackr', 'worker, `postMessage`'],
  [
    ['a call after 10 ms of rest', ...subjects.map((subject) => time('unary-cold', subject))],
    ['1 KiB, one way', ...subjects.map((subject) => time('bulk', subject, '1 KiB'))],
    ['1 MiB, one way', ...subjects.map((subject) => time('bulk', subject, '1 MiB'))],
    ['64 MiB, one way', ...subjects.map((subject) => time('bulk', subject, '64 MiB'))],
    [
      'a new client: import, connect, first call',
      ...subjects.map((subject) => time('startup', subject)).slice(0, 2),
      '–',
    ],
    ["the server's memory for an idle session", ...subjects.map(memory).slice(0, 2), '–'],
  ],
)}

Measured on ${machineLine(run)}; all figures are in [benchmarks](benchmarks/README.md).`;
}
