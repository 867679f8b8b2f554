import { setUp } from './setup.mjs';
import { run } from './step.mjs';

/** `npm run chaos -- --kills N --seed S`: kills, stops and restarts processes with calls under way, and sees what is left. */
export default async function chaos(/** @type {string[]} */ args) {
  await setUp();
  return run(process.execPath, ['packages/hostile/dist/chaos.js', ...args]);
}
