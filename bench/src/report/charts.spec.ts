import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Result } from '../compare.js';

const compiled = pathToFileURL(join(__dirname, '../../dist/report/charts.js')).href;

/** Draws in a process of its own: the plotting library is made of modules that jest cannot load. */
function drawAll(results: readonly Result[]): Record<string, string> {
  const program = `
    import { readFileSync } from 'node:fs';
    import { charts } from '${compiled}';
    const results = JSON.parse(readFileSync(0, 'utf8'));
    const measured = new Set(results.map(({ scenario }) => scenario));
    const drawn = charts.filter(({ scenario }) => measured.has(scenario));
    console.log(JSON.stringify(Object.fromEntries(drawn.map((chart) => [chart.file, chart.draw(results)]))));`;
  const args = ['--input-type=module', '--eval', program];
  return JSON.parse(
    execFileSync(process.execPath, args, { input: JSON.stringify(results), encoding: 'utf8' }),
  );
}

function result(scenario: string, subject: string, atValue: number): Result {
  return {
    scenario,
    subject,
    at: `at ${atValue}`,
    atValue,
    p50Ns: 100 * atValue,
    p99Ns: 0,
    meanNs: 0,
    opsPerSec: 1000 * atValue,
    peerCpuNsPerCall: 50 * atValue,
    p50SpreadNs: [0, 0],
    rounds: 3,
    figures: { bytesPerSec: 1e6 * atValue, importNs: 1e6, connectNs: 1e6, firstCallNs: 1e6 },
  };
}

const drawnScenarios = [
  ['unary-async', 'unary-sync', 'unary-cold', 'pipelined', 'server-stream', 'bulk', 'sessions'],
  ['sessions-active', 'clients', 'after-rest', 'spin-budget', 'startup'],
].flat();

test('every chart shows every subject, and no number that is none', () => {
  const drawn = drawAll(
    drawnScenarios.flatMap((scenario) =>
      ['flipcall', 'another'].flatMap((subject) => [1, 10, 100].map((at) => result(scenario, subject, at))),
    ),
  );
  expect(Object.keys(drawn)).toHaveLength(10);
  for (const [file, svg] of Object.entries(drawn)) {
    expect([file, svg]).toEqual([file, expect.stringMatching(/^<svg .*<\/svg>\n$/s)]);
    expect([file, svg.match(/NaN|undefined|Infinity/)]).toEqual([file, null]);
    if (file === 'spin-budget.svg') continue;
    expect([file, svg.includes('flipcall'), svg.includes('another')]).toEqual([file, true, true]);
  }
});

test('a dot stands where its value is on the logarithmic scale', () => {
  const svg = drawAll([1, 10, 100].map((at) => result('unary-async', `s${at}`, at)))['calls.svg'] ?? '';
  const places = [...svg.matchAll(/<circle [^>]*cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  const [first = 0, second = 0, third = 0] = places;
  expect(first).toBeGreaterThan(0);
  expect(third - second).toBeCloseTo(second - first, 3);
});
