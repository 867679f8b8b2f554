import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Result } from '../compare.js';
import { goals } from '../goals.js';
import { scenarios } from '../scenarios/index.js';
import { subjects } from '../subjects/index.js';
import { isMet, missedGoals } from './goal-table.js';

const root = join(__dirname, '../../..');

test.each([
  ['README.md', 'what it costs'],
  ['docs/hot-warm-cold.md', 'curves'],
  ['docs/when-not-to-use-flipcall.md', 'limits'],
])('%s has the block "%s" for its figures', (page, name) => {
  const text = readFileSync(join(root, page), 'utf8');
  expect(text).toContain(`<!-- ${name}: written by npm run bench -- --report -->`);
  expect(text).toContain(`<!-- end of ${name} -->`);
});

test.each(['docs/hot-warm-cold.md', 'docs/when-not-to-use-flipcall.md', 'docs/benchmarks/README.md'])(
  'every file that %s links to is there',
  (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  },
);

test('every goal names scenarios, points and subjects that there are, and one bound', () => {
  for (const { name, of, to, atMost, atLeast } of goals) {
    for (const { scenario, subject, at } of to === undefined ? [of] : [of, to]) {
      const points = scenarios.find((candidate) => candidate.name === scenario)?.points;
      expect([name, subjects.map((candidate) => candidate.name)]).toEqual([
        name,
        expect.arrayContaining([subject]),
      ]);
      expect([name, points?.map(({ label }) => label)]).toEqual([
        name,
        at === undefined ? undefined : expect.arrayContaining([at]),
      ]);
    }
    expect([name, (atMost === undefined) !== (atLeast === undefined)]).toEqual([name, true]);
  }
});

test('a bound is met when it is reached', () => {
  const goal = { name: '', of: { scenario: '', subject: '' } };
  expect([1, 2, 3].map((value) => isMet({ ...goal, atMost: 2 }, value))).toEqual([true, true, false]);
  expect([1, 2, 3].map((value) => isMet({ ...goal, atLeast: 2 }, value))).toEqual([false, true, true]);
});

test('what is in the way is said of goals that are missed, and of no others', () => {
  const figures = { p99Ns: 0, meanNs: 0, opsPerSec: 0, cpuPercent: 0, cpuNsPerCall: 0, peerCpuNsPerCall: 0 };
  const result = (scenario: string, subject: string, p50Ns: number): Result => ({
    scenario,
    subject,
    p50Ns,
    p50SpreadNs: [p50Ns, p50Ns],
    rounds: 1,
    callsPerSample: 1,
    ...figures,
  });
  const missed = missedGoals([
    result('unary-sync', 'flipcall', 700),
    result('unary-sync', 'json-roundtrip', 700),
    result('unary-sync', 'synckit', 70_000),
  ]);
  expect(missed.split('\n')).toEqual([expect.stringMatching(/^- `unary-sync`: .*JSON.*: a hand-off/)]);
});
