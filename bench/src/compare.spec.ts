import { compare } from './compare.js';
import type { Measurement, Round, Scenario, Subject } from './scenario.js';

const scenario: Scenario = { name: 'made-up', about: '', prepare: () => undefined };
const subject = (name: string): Subject => ({ name, about: '' });

function round(p50Ns: number): Round {
  return {
    p50Ns,
    p99Ns: p50Ns * 2,
    meanNs: p50Ns,
    opsPerSec: 1e9 / p50Ns,
    cpuPercent: 50,
    callsPerSample: 1,
  };
}

/** Starts measurements that give the listed rounds one after the other, and logs what happens. */
function scripted(rounds: Record<string, readonly number[]>) {
  const log: string[] = [];
  const start = async (_scenario: Scenario, { name }: Subject): Promise<Measurement> => {
    const left = [...(rounds[name] ?? [])];
    return {
      async round() {
        log.push(name);
        const next = left.shift();
        if (next === undefined) throw new Error(`${name} broke`);
        return round(next);
      },
      async close() {
        log.push(`${name} closed`);
      },
    };
  };
  return { log, start };
}

test('subjects take turns, and the first round does not count', async () => {
  const { log, start } = scripted({ a: [999, 1, 3, 2], b: [999, 20, 10, 30] });
  const results = await compare(scenario, [subject('a'), subject('b')], 1.5, start);
  expect(log).toEqual([...Array(4).fill(['a', 'b']).flat(), 'a closed', 'b closed']);
  expect(results).toEqual([
    expect.objectContaining({
      scenario: 'made-up',
      subject: 'a',
      p50Ns: 2,
      p99Ns: 4,
      p50SpreadNs: [1, 3],
      rounds: 3,
    }),
    expect.objectContaining({ subject: 'b', p50Ns: 20, opsPerSec: 5e7, p50SpreadNs: [10, 30] }),
  ]);
});

test('as many rounds as a scenario wants do not count, by turns too', async () => {
  const wants: Scenario = { ...scenario, warmUpRounds: (value) => value };
  const { log, start } = scripted({ a: [999, 888, 1, 1, 1], b: [999, 888, 2, 2, 2] });
  const point = { label: 'two', value: 2 };
  const results = await compare(wants, [subject('a'), subject('b')], 1.5, start, point);
  expect(log).toEqual([...Array(5).fill(['a', 'b']).flat(), 'a closed', 'b closed']);
  expect(results.map(({ p50SpreadNs }) => p50SpreadNs)).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('a subject that breaks fails the run, and everything is closed', async () => {
  const { log, start } = scripted({ a: [1, 1, 1, 1], b: [1, 1] });
  await expect(compare(scenario, [subject('a'), subject('b')], 1.5, start)).rejects.toThrow('b broke');
  expect(log.slice(-2)).toEqual(['a closed', 'b closed']);
});

test('even a short time is cut into rounds', async () => {
  const { start } = scripted({ a: [1, 1, 1, 1] });
  const [result] = await compare(scenario, [subject('a')], 0.1, start);
  expect(result?.rounds).toBe(3);
});

test('a scenario may ask at a point of its scale, run its own number of rounds, and measure more than times', async () => {
  const log: unknown[] = [];
  const figures = [{ bytes: 1 }, { bytes: 30 }, { bytes: 20 }];
  const start = async (_scenario: Scenario, _subject: Subject, point: unknown): Promise<Measurement> => {
    log.push(point);
    return { round: async () => ({ ...round(5), figures: figures.shift() ?? {} }), close: async () => {} };
  };
  const point = { label: '1 KiB', value: 1024 };
  const [result] = await compare({ ...scenario, rounds: 2 }, [subject('a')], 60, start, point);
  expect(log).toEqual([point]);
  expect(result).toMatchObject({ at: '1 KiB', atValue: 1024, rounds: 2, figures: { bytes: 20 } });
});
