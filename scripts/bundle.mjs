import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root } from './step.mjs';

/** The packages that a client loads. Loading a hundred small modules takes longer than to run them. */
const packages = ['core', 'rpc'];

/** The modules that stand between calls and shared memory, the only ones that several entries share and testing does without. */
const needsAddon = /\/(listen|session-transport)\.ts$/;

const program = fileURLToPath(import.meta.url);

/** Makes the JavaScript of these packages: a file for each entry, and a few for what they share. tsc makes the declarations. */
export async function bundlePackages() {
  for (const name of packages) {
    const folder = join(root, 'packages', name);
    const print = fingerprint(folder, ['package.json', 'src'], [readFileSync(program, 'utf8')]);
    await unlessDone(join(folder, 'dist/.bundled'), print, () => bundle(folder));
  }
}

/** @param {string} folder */
async function bundle(folder) {
  const dist = join(folder, 'dist');
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (/\.js(\.map)?$/.test(file)) rmSync(join(dist, file));
  }
  const building = await rolldown({
    input: entries(folder),
    platform: 'node',
    transform: { target: 'es2023' },
    // Other packages stay outside.
    external: /^(@flipcall\/|zod$)/,
  });
  await building.write({
    dir: dist,
    sourcemap: true,
    // A comment takes time to skip over in each start. What is not ASCII has V8 keep the whole file at two bytes a character.
    comments: { jsdoc: false },
    charset: 'ascii',
    // What several entries share has files of its own, so that none loads what it does not use: testing needs no addon.
    chunkFileNames: 'shared/[name].js',
    // One file for most of it: each that is found, read and linked takes as long as 10 KB more of code.
    codeSplitting: { groups: [{ name: 'calls', minShareCount: 2, test: (id) => !needsAddon.test(id) }] },
  });
  await building.close();
}

/**
 * @param {string} folder
 * @returns {Record<string, string>} the source of each entry that package.json names
 */
function entries(folder) {
  /** @type {{ exports: Record<string, { default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = Object.values(exports).map((entry) => entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1'));
  return Object.fromEntries(names.map((name) => [name, join(folder, 'src', `${name}.ts`)]));
}

if (process.argv[1] === program) await bundlePackages();
