import { readOptions } from './options.js';
import { table } from './table.js';

test('scenarios are given as a list, several times, or not at all', () => {
  const names = (args: string[]) => readOptions(args).scenarios.map(({ name }) => name);
  expect(names(['--scenario', 'unary-cold,handoff'])).toEqual(['unary-cold', 'handoff']);
  expect(names(['--scenario', 'handoff', '--scenario', 'unary-sync'])).toEqual(['handoff', 'unary-sync']);
  expect(names([])).toContain('unary-async');
});

test.each([
  [['--scenario', 'nonsense'], /no scenario nonsense; there are handoff/],
  [['--seconds', 'many'], /--seconds.*not many/],
  [['--seconds', '0'], /--seconds/],
  [['--fast'], /--fast/],
])('%j is refused with the reason', (args, reason) => {
  expect(() => readOptions(args)).toThrow(reason);
});

test('a report chooses its scenarios itself', () => {
  expect(() => readOptions(['--report', '--scenario', 'handoff'])).toThrow(/leave out --scenario/);
});

test('a table is aligned, and says when calls were timed together', () => {
  const row = { scenario: 's', p99Ns: 2000, meanNs: 1000, p50SpreadNs: [900, 1100] as const, rounds: 3 };
  const lines = table([
    { ...row, subject: 'a', p50Ns: 1000, opsPerSec: 1_000_000, cpuPercent: 199.6, cpuNsPerCall: 1996 },
    { ...row, subject: 'longer', p50Ns: 160, callsPerSample: 3 },
  ]).split('\n');
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[1]).toMatch(/ 1,000,000 +200 % +2 µs$/);
  expect(lines[2]).toContain('longer (timed by 3)');
});
