/** One way to make the call that is compared. */
export interface Way {
  readonly name: string;
  /** Makes the call once; a promise is awaited before the next. */
  readonly call: () => unknown;
}

/** How often each way is measured, and for how long each time, in milliseconds. */
const ROUNDS = 5;
const ROUND = 150;

/** Measures how long the call takes each way: the median of single calls, in microseconds. The ways take turns. */
export async function medians(ways: readonly Way[]): Promise<number[]> {
  const samples: number[][] = ways.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const durations = await timeCalls(way);
      // The first round warms up.
      if (round > 0) samples[index] = (samples[index] ?? []).concat(durations);
    }
  }
  return samples.map((durations) => {
    durations.sort((a, b) => a - b);
    return (durations[durations.length >> 1] ?? Number.NaN) * 1000;
  });
}

async function timeCalls({ call }: Way): Promise<number[]> {
  const durations: number[] = [];
  const end = performance.now() + ROUND;
  for (let start = performance.now(); start < end; ) {
    const answer = call();
    // A blocking call has its answer here; awaiting it would time the microtask queue instead.
    if (answer instanceof Promise) await answer;
    const stop = performance.now();
    durations.push(stop - start);
    start = stop;
  }
  return durations;
}
