import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { capture, root } from './step.mjs';

/**
 * `npm run fuzz:types -- --seconds N --seed S`: random types through the generator, the compiler, and the generated codecs and
 * schemas, one seed after the other until the time is over. Of a seed that fails everything is shown, and the others go on.
 */
export default async function fuzzTypes(/** @type {string[]} */ args) {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  await setUp();
  const first = Number(values.seed);
  const end = Date.now() + Number(values.seconds) * 1_000;
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  /** @type {number[]} */
  const failed = [];
  let seed = first;
  for (; seed === first || Date.now() < end; seed++) {
    const env = { ...process.env, SEED: String(seed) };
    const { code, output } = await capture(process.execPath, [jest, 'packages/codegen/test/random-types'], {
      env,
    });
    if (code === 0) continue;
    failed.push(seed);
    console.log(output);
  }
  console.log(`seeds ${first} to ${seed - 1}${failed.length > 0 ? `; failed: ${failed.join(', ')}` : ''}`);
  console.log(`${seed - first - failed.length} passed, ${failed.length} failed`);
  return failed.length > 0 ? 1 : 0;
}
