import { quantile } from './statistics.js';

/** A sample must last at least this many readings of the clock, or several calls are timed together. */
const SHORTEST_SAMPLE = 10;

/** More samples than this in one round are not kept; the round ends early. */
const MOST_SAMPLES = 2_000_000;

/** What one reading of the clock costs, in milliseconds; it is taken off every sample. */
export const clockCost: number = measureClock();

function measureClock(): number {
  const gaps = new Float64Array(100_000);
  for (let i = 0; i < gaps.length; i += 1) {
    const start = performance.now();
    gaps[i] = performance.now() - start;
  }
  return quantile(gaps.sort(), 0.5);
}

/** How many calls to time together so that the clock does not show, given how long one takes (milliseconds). */
export function callsPerSample(callDuration: number): number {
  return Math.max(1, Math.ceil((SHORTEST_SAMPLE * clockCost) / Math.max(callDuration, 1e-6)));
}

/** What was sampled last: how many samples there are, of how many calls each. */
export interface Sampled {
  readonly count: number;
  readonly callsPerSample: number;
}

// One for the process: a round must not begin with page faults.
const buffer = new Float64Array(MOST_SAMPLES);

/** The samples taken last, sorted; nanoseconds for one call. Sorting takes its time: not while something is measured. */
export function sortedSamples({ count }: Sampled): Float64Array {
  return buffer.slice(0, count).sort();
}

function perCall(duration: number, calls: number): number {
  return (Math.max(0, duration - clockCost) * 1e6) / calls;
}

/** Times blocking calls, one after the other, for `milliseconds`. */
export function sampleBlocking(call: () => void, milliseconds: number): Sampled {
  const calls = callsPerSample(durationOf(call));
  const end = performance.now() + milliseconds;
  let count = 0;
  for (let start = performance.now(); start < end && count < MOST_SAMPLES; ) {
    for (let i = 0; i < calls; i += 1) call();
    const stop = performance.now();
    buffer[count] = perCall(stop - start, calls);
    count += 1;
    start = stop;
  }
  return { count, callsPerSample: calls };
}

/** About how long one call takes, in milliseconds. */
function durationOf(call: () => void): number {
  const start = performance.now();
  for (let i = 0; i < 1000; i += 1) call();
  return (performance.now() - start) / 1000;
}

/**
 * Times awaited calls, one after the other, for `milliseconds`. `before` runs, untimed, ahead of each.
 * An awaited call crosses the event loop or at least the microtask queue, so it is never too short for the clock.
 */
export async function sampleAwaited(
  call: () => Promise<unknown>,
  milliseconds: number,
  before?: () => Promise<void>,
): Promise<Sampled> {
  const end = performance.now() + milliseconds;
  let count = 0;
  for (let now = performance.now(); now < end && count < MOST_SAMPLES; ) {
    if (before) await before();
    const start = performance.now();
    await call();
    now = performance.now();
    buffer[count] = perCall(now - start, 1);
    count += 1;
  }
  return { count, callsPerSample: 1 };
}

/**
 * Has each of the `calls` under way at any time for `milliseconds`, again when it is answered. A sample is the time in which
 * as many were answered as there are, divided by their number: what a call costs, not how long it takes.
 */
export async function sampleInFlight(
  calls: readonly (() => Promise<unknown>)[],
  milliseconds: number,
): Promise<Sampled> {
  const end = performance.now() + milliseconds;
  let count = 0;
  let answered = 0;
  let start = performance.now();
  const repeat = async (call: () => Promise<unknown>): Promise<void> => {
    while (start < end && count < MOST_SAMPLES) {
      await call();
      answered += 1;
      if (answered < calls.length) continue;
      answered = 0;
      const now = performance.now();
      buffer[count] = perCall(now - start, calls.length);
      count += 1;
      start = now;
    }
  };
  await Promise.all(calls.map(repeat));
  return { count, callsPerSample: calls.length };
}

/** Items of a stream that are timed together. */
const ITEMS_PER_SAMPLE = 100;

/** Reads streams of `length` items, one after the other, for `milliseconds`. */
export async function sampleItems(
  open: (length: number) => AsyncIterable<unknown>,
  length: number,
  milliseconds: number,
): Promise<Sampled> {
  let count = 0;
  let start = performance.now();
  const end = start + milliseconds;
  while (start < end && count < MOST_SAMPLES) {
    let items = 0;
    for await (const _ of open(length)) {
      items += 1;
      if (items % ITEMS_PER_SAMPLE !== 0) continue;
      const now = performance.now();
      buffer[count] = perCall(now - start, ITEMS_PER_SAMPLE);
      count += 1;
      start = now;
    }
    if (items !== length) throw new Error(`The stream ended after ${items} items of ${length}.`);
  }
  return { count, callsPerSample: ITEMS_PER_SAMPLE };
}
