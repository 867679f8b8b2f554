import {
  callsPerSample,
  clockCost,
  sampleAwaited,
  sampleBlocking,
  sampleInFlight,
  sampleItems,
  sortedSamples,
} from './clock.js';
import { quantile } from './statistics.js';

/** Keeps the processor busy for that many milliseconds. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('a call that is long for the clock is timed alone, and not for less than it takes', () => {
  const sampled = sampleBlocking(() => work(0.05), 20);
  expect(sampled.callsPerSample).toBe(1);
  const [fastest = 0] = sortedSamples(sampled);
  expect(fastest).toBeGreaterThanOrEqual(0.05e6 - clockCost * 1e6);
});

test('calls that are short for the clock are timed together', () => {
  expect(callsPerSample(clockCost)).toBe(10);
  expect(callsPerSample(clockCost * 20)).toBe(1);
  let calls = 0;
  const sampled = sampleBlocking(() => {
    calls += 1;
  }, 1);
  expect(sampled.callsPerSample).toBeGreaterThan(1);
  expect(calls).toBeGreaterThanOrEqual(sampled.count * sampled.callsPerSample);
});

test('something can run ahead of each awaited call', async () => {
  const log: string[] = [];
  const sampled = await sampleAwaited(
    async () => log.push('call'),
    1,
    async () => {
      log.push('before');
    },
  );
  expect(log.join()).toBe(Array(sampled.count).fill('before,call').join());
});

test('quantiles are taken by the nearest rank', () => {
  expect([0, 0.5, 0.99, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 2, 4, 4]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

test('every one of several calls is under way at any time, and a sample holds an answer for each', async () => {
  let underWay = 0;
  let most = 0;
  const call = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
  };
  const sampled = await sampleInFlight([call, call, call], 5);
  expect(most).toBe(3);
  expect(sampled.callsPerSample).toBe(3);
  expect(sampled.count).toBeGreaterThan(0);
});

test('a stream is timed by the hundred items, and is to have the length that was asked for', async () => {
  async function* items(length: number) {
    for (let i = 0; i < length; i += 1) yield i;
  }
  const sampled = await sampleItems(items, 1000, 1);
  expect(sampled.callsPerSample).toBe(100);
  expect(sampled.count % 10).toBe(0);
  await expect(sampleItems(() => items(7), 1000, 1)).rejects.toThrow('after 7 items of 1000');
});
