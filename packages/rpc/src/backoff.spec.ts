import { Backoff } from './backoff.js';

describe('a backoff', () => {
  it('waits ever longer, up to the longest wait, and begins anew after a success', () => {
    const backoff = new Backoff({ initialMs: 10, maxMs: 100, factor: 3, jitter: 0 });
    expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([10, 30, 90, 100, 100]);
    expect(backoff.attempts).toBe(5);
    backoff.reset();
    expect(backoff.next()).toBe(10);
  });

  it('takes off as much at random as its jitter says', () => {
    const waits = [0, 0.5, 0.999].map((random) => new Backoff({ initialMs: 100 }, () => random).next());
    expect(waits).toEqual([100, 75, 50.05]);
  });

  it('never overflows', () => {
    const backoff = new Backoff();
    for (let attempt = 0; attempt < 5000; attempt++) expect(backoff.next()).toBeLessThanOrEqual(2000);
  });

  it.each([
    [{ initialMs: -1 }, 'initialMs'],
    [{ initialMs: 10, maxMs: 5 }, 'maxMs'],
    [{ factor: 0.5 }, 'factor'],
    [{ jitter: 1.5 }, 'jitter'],
    [{ jitter: Number.NaN }, 'jitter'],
  ])('refuses %j', (options, name) => {
    expect(() => new Backoff(options)).toThrow(name);
  });
});
