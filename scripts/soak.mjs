import { setUp } from './setup.mjs';
import { run } from './step.mjs';

/** `npm run soak -- --minutes N`: mixed load on many sessions; memory, handles and descriptors stay flat. */
export default async function soak(/** @type {string[]} */ args) {
  await setUp();
  return run(process.execPath, ['--expose-gc', 'packages/hostile/dist/soak.js', ...args]);
}
