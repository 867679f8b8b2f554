import { setUp } from './setup.mjs';
import { run } from './step.mjs';

/** `npm run bench` */
export default async function bench(/** @type {string[]} */ args) {
  await setUp();
  return run(process.execPath, ['bench/dist/main.js', ...args]);
}
