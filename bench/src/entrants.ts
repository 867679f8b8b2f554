import type { Scenario, Subject } from './scenario.js';

/** Who takes part in a scenario on this machine, and who would if it had what is missing. */
export interface Entrants {
  readonly ready: readonly Subject[];
  readonly leftOut: readonly { readonly names: readonly string[]; readonly missing: string }[];
}

/** Makes ready the subjects that can take part in `scenario`; those that miss the same are left out together. */
export async function entrantsOf(scenario: Scenario, subjects: readonly Subject[]): Promise<Entrants> {
  const ready: Subject[] = [];
  const leftOut = new Map<string, string[]>();
  for (const subject of subjects) {
    if (!scenario.prepare(subject, scenario.points?.[0]?.value ?? 0)) continue;
    const missing = await subject.makeReady?.();
    if (missing === undefined) ready.push(subject);
    else leftOut.set(missing, [...(leftOut.get(missing) ?? []), subject.name]);
  }
  return { ready, leftOut: [...leftOut].map(([missing, names]) => ({ names, missing })) };
}
