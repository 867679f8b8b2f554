import { compare, type Result } from './compare.js';
import { entrantsOf } from './entrants.js';
import type { Scenario, Subject } from './scenario.js';
import { startRunner } from './start-runner.js';
import { table } from './table.js';

/** When other processes use more of a CPU than this, in percent, figures are not to be trusted. */
const BUSY = 20;

/** Less time than this, in seconds, is not enough for a point of a scale. */
const SHORTEST = 0.3;

/**
 * Measures the subjects in a scenario and prints what comes of it.
 *
 * @param seconds how long each subject is measured; the points of a scenario share it
 * @param labels the points to measure; all by default
 */
export async function measureScenario(
  scenario: Scenario,
  subjects: readonly Subject[],
  seconds: number,
  labels?: readonly string[],
): Promise<Result[]> {
  console.log(`\n${scenario.name}: ${scenario.about}`);
  const { ready, leftOut } = await entrantsOf(scenario, subjects);
  for (const { names, missing } of leftOut) console.log(`  Left out: ${names.join(', ')}. ${missing}`);
  const points = scenario.points?.filter(({ label }) => labels?.includes(label) ?? true) ?? [undefined];
  const secondsEach = Math.max(Math.min(seconds, SHORTEST), seconds / points.length);
  const results: Result[] = [];
  for (const point of points) {
    const compared = await compare(scenario, ready, secondsEach, startRunner, point);
    if (point) console.log(` ${point.label}`);
    console.log(table(compared));
    results.push(...compared);
  }
  const others = Math.max(0, ...results.map(({ othersCpuPercent }) => othersCpuPercent ?? 0));
  if (others > BUSY) {
    console.log(
      `  Other processes used ${Math.round(others)} % of a CPU meanwhile: do not trust these figures.`,
    );
  }
  return results;
}
