import type { Result } from '../compare.js';
import { count } from '../format.js';
import { type Goal, goals } from '../goals.js';
import { measuredValue } from '../ratio.js';
import { markdownTable } from './markdown.js';

/** How good flipcall is to be, and how good it was. */
export function goalTable(results: readonly Result[]): string {
  return markdownTable(
    ['in one run, medians', 'wanted', 'measured', ''],
    goals.map((goal) => {
      const value = measured(goal, results);
      const { atMost, atLeast, unit = '' } = goal;
      const wanted = atMost === undefined ? `≥ ${count(atLeast ?? 0)}` : `≤ ${count(atMost)}`;
      const cells = [goal.name, `${wanted} ${unit}`.trim()];
      if (value === undefined) return [...cells, '–', 'not measured'];
      return [...cells, `${count(value)} ${unit}`.trim(), isMet(goal, value) ? 'met' : '**missed**'];
    }),
  );
}

/** What is in the way of the goals that were missed, a line for each. */
export function missedGoals(results: readonly Result[]): string {
  return goals
    .filter((goal) => {
      const value = measured(goal, results);
      return value !== undefined && !isMet(goal, value);
    })
    .map(({ name, inTheWay = 'not known' }) => `- ${name}: ${inTheWay}.`)
    .join('\n');
}

/** In the goal's unit; undefined where it was not measured. */
function measured(goal: Goal, results: readonly Result[]): number | undefined {
  const value = measuredValue(goal, results);
  return value === undefined ? undefined : value / (goal.per ?? 1);
}

export function isMet({ atMost, atLeast }: Goal, value: number): boolean {
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}
