import type { Result } from '../compare.js';
import { count, duration } from '../format.js';
import type { Run } from '../run.js';
import { machineLine } from './machine-line.js';
import { markdownTable } from './markdown.js';

const columns = ['flipcall', 'unix-socket-msgpackr', 'process-send-json', 'grpc-js'];

/** The README's figures. */
export function costs(run: Run): string {
  const { results } = run;
  const time = (scenario: string) => (subject: string) =>
    cell(results, scenario, subject, ({ p50Ns }) => duration(p50Ns));
  const rate = (scenario: string) => (subject: string) =>
    cell(results, scenario, subject, ({ opsPerSec }) => (opsPerSec === undefined ? '–' : count(opsPerSec)));
  const rows: [string, (subject: string) => string][] = [
    ['awaited, one after the other', time('unary-async')],
    ['awaited, after 10 ms in which both sides slept', time('unary-cold')],
    ['64 in flight, calls per second', rate('pipelined')],
    ['streamed, items per second', rate('server-stream')],
  ];
  const table = markdownTable(
    [
      'typed calls between two processes',
      'flipcall',
      'Unix socket, msgpackr',
      '`process.send`',
      'gRPC (grpc-js)',
    ],
    rows.map(([name, value]) => [name, ...columns.map(value)]),
  );
  const sync = time('unary-sync');
  return `
![Median time of one typed call, flipcall and what one might use instead](docs/benchmarks/calls.svg)

${table}

A call that blocks takes ${sync('flipcall')}; by synckit it takes ${sync('synckit')}, and \`JSON.parse(JSON.stringify(message))\` without leaving
the process ${sync('json-roundtrip')}. Control to the other process and back without a payload: ${time('handoff')('flipcall')}, between two C++
programs on the same code ${time('handoff')('cpp')}.

Measured on ${machineLine(run)}.`;
}

function cell(
  results: readonly Result[],
  scenario: string,
  subject: string,
  text: (result: Result) => string,
): string {
  const result = results.find(
    (candidate) => candidate.scenario === scenario && candidate.subject === subject,
  );
  return result === undefined ? '–' : text(result);
}
