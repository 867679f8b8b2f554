import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { capture, step } from './step.mjs';
import { countClosingLine } from './test.mjs';

/**
 * `npm run fuzz -- --seconds N --seed S`: hostile peers at a server and at clients, then bytes that get ever further into the
 * frame and codec layers, each for half of the time. `--round R` repeats one round of a seed.
 */
export default async function fuzz(/** @type {string[]} */ args) {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      round: { type: 'string' },
    },
  });
  await setUp();
  await buildHostilePeer();
  const common = ['--seconds', String(Number(values.seconds) / 2), '--seed', values.seed];
  const round = values.round === undefined ? [] : ['--round', values.round];
  const results = [await part('packages/hostile/dist/fuzz.js', [...common, ...round])];
  if (values.round === undefined) results.push(await part('packages/hostile/guided.mjs', common));
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** The program that attacks shared memory; make knows by itself whether it is up to date. */
export async function buildHostilePeer() {
  await step('Building the hostile peer', 'make', ['--silent', '-C', 'packages/hostile/native']);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function part(program, args) {
  const { code, output } = await capture(process.execPath, [program, ...args]);
  // Its closing line is part of ours.
  process.stdout.write(output.replace(/^\d+ passed, \d+ failed\n/m, ''));
  return countClosingLine(code, output);
}
