import { writeFileSync } from 'node:fs';
import { compare, type Result } from './compare.js';
import { entrantsOf } from './entrants.js';
import { describeMachine } from './machine.js';
import { readOptions, usage } from './options.js';
import { startRunner } from './start-runner.js';
import { subjects } from './subjects/index.js';
import { table } from './table.js';

/** When other processes use more of a CPU than this, in percent, figures are not to be trusted. */
const BUSY = 20;

/** Measures what the arguments ask for, prints it and, if told so, writes it to a file. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  console.log(`${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}, Node ${machine.node}`);
  const results: Result[] = [];
  for (const scenario of options.scenarios) {
    console.log(`\n${scenario.name}: ${scenario.about}`);
    const { ready, leftOut } = await entrantsOf(scenario, subjects);
    for (const { names, missing } of leftOut) console.log(`  Left out: ${names.join(', ')}. ${missing}`);
    const measured: Result[] = [];
    for (const point of scenario.points ?? [undefined]) {
      const compared = await compare(scenario, ready, options.seconds, startRunner, point);
      if (point) console.log(` ${point.label}`);
      console.log(table(compared));
      measured.push(...compared);
    }
    const others = Math.max(0, ...measured.map(({ othersCpuPercent }) => othersCpuPercent ?? 0));
    if (others > BUSY) {
      console.log(
        `  Other processes used ${Math.round(others)} % of a CPU meanwhile: do not trust these figures.`,
      );
    }
    results.push(...measured);
  }
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
    console.log(`\nWritten to ${options.json}`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
