import { styleText } from 'node:util';
import type { Found, Hit } from './search.js';

/** Lines for the hits of a query: rank, text and score, then the snippet with the query's words set off. */
export function hitLines({ hits }: Found): string[] {
  if (hits.length === 0) return ['  nothing found'];
  return hits.flatMap((hit, index) => [
    `  ${index + 1}  ${styleText('cyan', hit.path)}  ${styleText('dim', hit.score.toFixed(1))}`,
    `     ${emphasised(hit)}`,
  ]);
}

function emphasised({ snippet, marks }: Hit): string {
  let line = '';
  let end = 0;
  for (const [start, stop] of marks) {
    line += snippet.slice(end, start) + styleText('yellow', snippet.slice(start, stop));
    end = stop;
  }
  return line + snippet.slice(end);
}

const BAR = 40;

/** Durations beside each other; the longest, which is to come last, is what the others are compared with. */
export function bars(rows: readonly { name: string; microseconds: number }[]): string[] {
  const longest = Math.max(...rows.map(({ microseconds }) => microseconds));
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, microseconds }) => {
    const bar = '█'.repeat(Math.max(1, Math.round((BAR * microseconds) / longest)));
    const times = longest / microseconds;
    const faster = times < 1.05 ? '' : `${times.toFixed(times < 10 ? 1 : 0)} times faster`;
    return `  ${name.padEnd(width)}  ${duration(microseconds).padStart(7)}  ${styleText('green', bar)} ${faster}`.trimEnd();
  });
}

/** Microseconds with a unit, three digits. */
export function duration(microseconds: number): string {
  return microseconds < 1000
    ? `${microseconds.toPrecision(3)} µs`
    : `${(microseconds / 1000).toPrecision(3)} ms`;
}
