import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { checkRatios, type Verdict } from './check.js';
import { checks } from './goals.js';
import { measureScenario } from './measure-scenario.js';
import type { Ratio } from './ratio.js';
import { scenarios } from './scenarios/index.js';
import { subjects } from './subjects/index.js';

export const baselineFile: string = fileURLToPath(new URL('../baseline.json', import.meta.url));

/** How long each subject is measured for one ratio. */
const SECONDS = 1;

const words = { held: 'ok', fallen: 'FALLEN', busy: 'skipped, for other processes kept the machine busy' };

/** `--check`: returns whether no ratio fell. */
export async function runCheck(): Promise<boolean> {
  const baselines = z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(baselineFile, 'utf8')));
  const verdicts = await checkRatios(checks, baselines, measure);
  console.log('');
  for (const { name, value, baseline, outcome } of verdicts) {
    console.log(`${name}: ${value.toPrecision(3)}, baseline ${baseline}: ${words[outcome]}`);
  }
  const number = (outcome: Verdict['outcome']) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  console.log(`${number('held')} passed, ${number('fallen')} failed, ${number('busy')} skipped`);
  return number('fallen') === 0;
}

async function measure({ of, to }: Ratio) {
  const scenario = scenarios.find(({ name }) => name === of.scenario);
  if (scenario === undefined) throw new Error(`there is no scenario ${of.scenario}`);
  const needed = subjects.filter(({ name }) => name === of.subject || name === to?.subject);
  return measureScenario(scenario, needed, SECONDS, of.at === undefined ? undefined : [of.at]);
}
