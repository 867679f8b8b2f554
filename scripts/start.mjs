import { setUp } from './setup.mjs';
import { run } from './step.mjs';

/** `npm start`: the demo, on a machine where nothing was done yet. */
export default async function start(/** @type {string[]} */ args) {
  await setUp();
  return run(process.execPath, ['examples/search/dist/demo.js', ...args]);
}
