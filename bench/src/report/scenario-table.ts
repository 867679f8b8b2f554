import type { Result } from '../compare.js';
import { bytes, count, duration } from '../format.js';
import type { Scenario } from '../scenario.js';
import { markdownTable } from './markdown.js';

/** Everything that was measured in a scenario. */
export function scenarioTable(scenario: Scenario, results: readonly Result[]): string {
  const rows = results.filter((result) => result.scenario === scenario.name);
  const figures = [...new Set(rows.flatMap((result) => Object.keys(result.figures ?? {})))];
  const columns: [string, (result: Result) => string][] = [
    ['subject', ({ subject }) => `\`${subject}\``],
    ['at', ({ at }) => at ?? ''],
    ['p50', ({ p50Ns }) => duration(p50Ns)],
    ['of the rounds', ({ p50SpreadNs }) => p50SpreadNs.map(duration).join(' – ')],
    ['p99', ({ p99Ns }) => duration(p99Ns)],
    ['per second', ({ opsPerSec }) => optional(opsPerSec, count)],
    ['CPU time each', ({ cpuNsPerCall }) => optional(cpuNsPerCall, duration)],
    ['of it the server', ({ peerCpuNsPerCall }) => optional(peerCpuNsPerCall || undefined, duration)],
    ...figures.map((name): [string, (result: Result) => string] => [
      words(name),
      (result) => optional(result.figures?.[name], formatFor(name)),
    ]),
  ];
  const filled = columns.filter(([, cell]) => rows.some((row) => cell(row) !== ''));
  return markdownTable(
    filled.map(([heading]) => heading),
    rows.map((row) => filled.map(([, cell]) => cell(row))),
  );
}

function optional(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? '' : format(value);
}

/** A figure's name ends with its unit. */
function formatFor(name: string): (value: number) => string {
  if (name.endsWith('Ns')) return duration;
  if (name.endsWith('PerSec')) return (value) => `${bytes(value)}/s`;
  return bytes;
}

/** `touchedWindowBytes` as "touched window". */
function words(name: string): string {
  return name
    .replace(/Ns$|Bytes$|PerSec$/, '')
    .replace(/BytesPerCall$/, 'PerCall')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
