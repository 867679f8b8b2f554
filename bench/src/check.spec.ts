import { baselineOf, checkRatios } from './check.js';
import type { Result } from './compare.js';
import type { Ratio } from './ratio.js';

const ratio: Ratio = {
  name: 'theirs / ours',
  of: { scenario: 's', subject: 'theirs' },
  to: { scenario: 's', subject: 'ours' },
};

function results(theirs: number, ours = 1, othersCpuPercent = 0): Result[] {
  const result = (subject: string, p50Ns: number): Result => ({
    scenario: 's',
    subject,
    p50Ns,
    p99Ns: 0,
    meanNs: 0,
    p50SpreadNs: [p50Ns, 10 * p50Ns],
    rounds: 3,
    othersCpuPercent,
  });
  return [result('theirs', theirs), result('ours', ours)];
}

test('a ratio that is more than a third below the baseline has fallen, when it stays there', async () => {
  const measure = jest.fn(async () => results(66));
  const [verdict] = await checkRatios([ratio], { [ratio.name]: 100 }, measure);
  expect(verdict).toEqual({ name: ratio.name, value: 66, baseline: 100, outcome: 'fallen' });
  expect(measure).toHaveBeenCalledTimes(3);
});

test('a ratio that recovers has not fallen', async () => {
  const measured = [10, 67];
  const measure = async () => results(measured.shift() ?? 0);
  const [verdict] = await checkRatios([ratio], { [ratio.name]: 100 }, measure);
  expect(verdict).toMatchObject({ value: 67, outcome: 'held' });
});

test('a ratio that was not measured has fallen', async () => {
  const [verdict] = await checkRatios([ratio], { [ratio.name]: 100 }, async () => []);
  expect(verdict?.outcome).toBe('fallen');
});

test('a ratio is not blamed for what other processes did', async () => {
  const [busy] = await checkRatios([ratio], { [ratio.name]: 100 }, async () => results(10, 1, 90));
  expect(busy?.outcome).toBe('busy');
  const others = [90, 90, 0];
  const quietOnce = async () => results(10, 1, others.shift());
  const [fallen] = await checkRatios([ratio], { [ratio.name]: 100 }, quietOnce);
  expect(fallen?.outcome).toBe('fallen');
});

test('a baseline without the ratio is refused, with what to do', async () => {
  await expect(checkRatios([ratio], {}, async () => results(1))).rejects.toThrow(/--save-baseline/);
});

test('a baseline is made of a run that has everything', () => {
  expect(baselineOf([ratio], results(200, 3))).toEqual({ [ratio.name]: 66.7 });
  expect(() => baselineOf([ratio], [])).toThrow(/theirs \/ ours.*not measured/);
});
