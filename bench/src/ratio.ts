import type { Result } from './compare.js';

/** Where in the results a number stands. */
export interface Term {
  readonly scenario: string;
  readonly subject: string;
  /** The point's label, where the scenario has points. */
  readonly at?: string;
  /** A time, or one of the scenario's figures. Default: the median time. */
  readonly field?: string;
}

/** A number, or two that are compared because both came of the same run. */
export interface Ratio {
  readonly name: string;
  readonly of: Term;
  readonly to?: Term;
}

/** Undefined where one of the terms was not measured. */
export function measuredValue({ of, to }: Ratio, results: readonly Result[]): number | undefined {
  const numerator = termValue(of, results);
  if (to === undefined || numerator === undefined) return numerator;
  const denominator = termValue(to, results);
  return denominator === undefined ? undefined : numerator / denominator;
}

function termValue(
  { scenario, subject, at, field = 'p50Ns' }: Term,
  results: readonly Result[],
): number | undefined {
  const result = results.find(
    (candidate) => candidate.scenario === scenario && candidate.subject === subject && candidate.at === at,
  );
  if (result === undefined) return undefined;
  const value = { ...result, ...result.figures }[field as 'p50Ns'];
  return typeof value === 'number' ? value : undefined;
}
