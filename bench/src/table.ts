import type { Result } from './compare.js';
import { duration } from './format.js';

const headings = ['subject', 'p50', 'p99', 'mean', 'p50 of rounds', 'calls/s', 'CPU', 'CPU/call'];

/** The results of one scenario, for a terminal. */
export function table(results: readonly Result[]): string {
  const figures = [...new Set(results.flatMap((result) => Object.keys(result.figures ?? {})))];
  const rows = [[...headings, ...figures], ...results.map((result) => cells(result, figures))];
  const widths = [...headings, ...figures].map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

function cells(result: Result, figures: readonly string[]): string[] {
  return [
    result.subject + (result.callsPerSample === undefined ? '' : ` (timed by ${result.callsPerSample})`),
    duration(result.p50Ns),
    duration(result.p99Ns),
    duration(result.meanNs),
    result.p50SpreadNs.map(duration).join(' – '),
    result.opsPerSec === undefined ? '' : Math.round(result.opsPerSec).toLocaleString('en'),
    result.cpuPercent === undefined ? '' : `${Math.round(result.cpuPercent)} %`,
    result.cpuNsPerCall === undefined ? '' : duration(result.cpuNsPerCall),
    ...figures.map((name) => result.figures?.[name]?.toLocaleString('en') ?? ''),
  ];
}
