import { writeFileSync } from 'node:fs';
import { compare, type Result } from './compare.js';
import { describeMachine } from './machine.js';
import { readOptions, usage } from './options.js';
import { startRunner } from './start-runner.js';
import { subjects } from './subjects/index.js';
import { table } from './table.js';

/** A load average above this means that a core is not ours. */
const BUSY = 0.5;

/** Measures what the arguments ask for, prints it and, if told so, writes it to a file. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  console.log(
    `${machine.cpu}, ${machine.cores} cores, Linux ${machine.kernel}, Node ${machine.node}, load ${machine.load.toFixed(1)}`,
  );
  if (machine.load > BUSY) {
    console.log('The machine is busy with something else: do not trust these figures.');
  }
  const results: Result[] = [];
  for (const scenario of options.scenarios) {
    const entrants = subjects.filter((subject) => scenario.prepare(subject));
    console.log(`\n${scenario.name}: ${scenario.about}`);
    const measured = await compare(scenario, entrants, options.seconds, startRunner);
    console.log(table(measured));
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
