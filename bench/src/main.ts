import { readFileSync, writeFileSync } from 'node:fs';
import { baselineOf } from './check.js';
import type { Result } from './compare.js';
import { checks } from './goals.js';
import { describeMachine } from './machine.js';
import { measureScenario } from './measure-scenario.js';
import { type Options, readOptions, usage } from './options.js';
import type { Run } from './run.js';
import { baselineFile, runCheck } from './run-check.js';
import { subjects } from './subjects/index.js';

/** Does what the arguments ask for. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return;
  }
  if (options.check) {
    if (!(await runCheck())) process.exitCode = 1;
    return;
  }
  const run = options.from === undefined ? await measure(options) : readRun(options.from);
  if (options.json !== undefined) writeJson(options.json, run);
  if (options.saveBaseline) writeJson(baselineFile, baselineOf(checks, run.results));
  if (options.report) {
    // Loaded only here: it brings a plotting library.
    const { writeReport } = await import('./report/write-report.js');
    for (const file of await writeReport(run)) console.log(`Wrote ${file}`);
  }
}

async function measure({ scenarios, seconds }: Options): Promise<Run> {
  const machine = describeMachine();
  console.log(`${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}, Node ${machine.node}`);
  const results: Result[] = [];
  for (const scenario of scenarios) results.push(...(await measureScenario(scenario, subjects, seconds)));
  return { machine, results };
}

function readRun(file: string): Run {
  // The cast: a file that an earlier run wrote.
  return JSON.parse(readFileSync(file, 'utf8')) as Run;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  console.log(`Wrote ${file}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
