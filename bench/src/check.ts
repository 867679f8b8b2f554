import type { Result } from './compare.js';
import { measuredValue, type Ratio } from './ratio.js';

/** The ratios of an earlier run, by their names. */
export type Baseline = Readonly<Record<string, number>>;

/** What is left of a ratio when it fell by a third. */
const LEAST_SHARE = 2 / 3;

/** A ratio is measured again so often before it counts as fallen: something else may have been going on. */
const TRIES = 3;

/** When other processes use more of a CPU than this, in percent, a ratio that is low says nothing. */
const BUSY = 20;

/** How a ratio did. */
export interface Verdict {
  readonly name: string;
  /** The best that was measured. */
  readonly value: number;
  readonly baseline: number;
  /** `busy`: it is low, but so much else was going on at every try that it need not be ours. */
  readonly outcome: 'held' | 'fallen' | 'busy';
}

/**
 * Measures each ratio, again while it is more than a third below the baseline.
 *
 * @param measure measures the two terms of a ratio
 * @throws Error for a ratio that the baseline does not have.
 */
export async function checkRatios(
  ratios: readonly Ratio[],
  baseline: Baseline,
  measure: (ratio: Ratio) => Promise<readonly Result[]>,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const ratio of ratios) {
    const { name } = ratio;
    const expected = baseline[name];
    if (expected === undefined) {
      throw new Error(`The baseline has no "${name}": write a new one by --report --save-baseline.`);
    }
    let value = 0;
    let quiet = false;
    for (let tries = 0; tries < TRIES && value < expected * LEAST_SHARE; tries += 1) {
      const results = await measure(ratio);
      value = Math.max(value, measuredValue(ratio, results.map(bestRound)) ?? 0);
      quiet ||= results.every(({ othersCpuPercent = 0 }) => othersCpuPercent <= BUSY);
    }
    const held = value >= expected * LEAST_SHARE;
    verdicts.push({ name, value, baseline: expected, outcome: held ? 'held' : quiet ? 'fallen' : 'busy' });
  }
  return verdicts;
}

/** Of few and short rounds the best says more than the one in the middle: what else goes on can only slow down. */
function bestRound(result: Result): Result {
  return { ...result, p50Ns: result.p50SpreadNs[0] };
}

/** The baseline that a run gives. Throws when it lacks something. */
export function baselineOf(ratios: readonly Ratio[], results: readonly Result[]): Baseline {
  return Object.fromEntries(
    ratios.map((ratio) => {
      const value = measuredValue(ratio, results);
      if (value === undefined) throw new Error(`"${ratio.name}" was not measured: run all scenarios.`);
      return [ratio.name, Number(value.toPrecision(3))];
    }),
  );
}
