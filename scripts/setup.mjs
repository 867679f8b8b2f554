import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { capture, root, StepError, step } from './step.mjs';

const { findCompiler } = createRequire(import.meta.url)('./requirements.cjs');

/** Makes the checkout ready to run: dependencies, addon, packages. What is already done is not done again. */
export async function setUp() {
  await installDependencies();
  await buildAddon();
  await buildPackages();
}

/** `npm run build` */
export default async function build() {
  await setUp();
  return 0;
}

async function installDependencies() {
  // The stamp is kept where the result is, so that removing node_modules removes both.
  const stamp = join(root, 'node_modules/.flipcall-installed');
  const print = fingerprint(root, ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()]);
  await unlessDone(stamp, print, async () => {
    const [command, ...prefix] = await findPnpm();
    const args = [
      'install',
      '--frozen-lockfile',
      // No dependency needs its install scripts: the ones with native code ship it built.
      '--ignore-scripts',
      // Nobody may be there to answer.
      '--config.confirmModulesPurge=false',
      // We run the pinned version already; pnpm would look it up once more to record it in the lockfile.
      '--config.pmOnFail=ignore',
    ];
    await step('Installing dependencies', command, [...prefix, ...args]);
  });
}

/** @returns {string[]} every package.json of the workspace */
export function manifests() {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  const nested = folders.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  return ['.', ...folders, ...nested].map((folder) => join(folder, 'package.json'));
}

/** @returns {Promise<[string, ...string[]]>} how to run exactly the pnpm that package.json names */
export async function findPnpm() {
  /** @type {{ packageManager: string }} */
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const installed = await capture('pnpm', ['--version'], {
    env: { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' },
  });
  if (installed.code === 0 && `pnpm@${installed.output.trim()}` === packageManager) return ['pnpm'];
  const npx = await capture('npx', ['--version']);
  if (npx.code !== 0) {
    throw new StepError(
      `Neither ${packageManager} nor npx was found on the PATH: install npm, which brings npx.`,
    );
  }
  return ['npx', '--yes', packageManager];
}

async function buildAddon() {
  const native = join(root, 'packages/native');
  const compiler = findCompiler(process.env);
  const facts = [process.version, process.arch, compiler, process.env['CXXFLAGS']];
  const print = fingerprint(native, ['binding.gyp', 'package.json', 'src', 'bench'], facts);
  await unlessDone(join(native, 'build/.flipcall-built'), print, async () => {
    const gyp = join(native, 'node_modules/node-gyp/bin/node-gyp.js');
    await step('Building the native addon', process.execPath, [gyp, 'rebuild', ...headers()], {
      cwd: native,
      // make would try only g++, whatever else is installed.
      env: { ...process.env, CXX: compiler, JOBS: 'max' },
    });
  });
}

/** @returns {string[]} where node-gyp finds Node's headers without asking the network, if they are on this machine */
function headers() {
  if (process.env['npm_config_nodedir']) return [];
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(prefix, 'include/node/common.gypi')) ? [`--nodedir=${prefix}`] : [];
}

async function buildPackages() {
  // tsc knows by itself what is up to date, and says what it wrote.
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { code, output } = await capture(process.execPath, [
    tsc,
    '-b',
    '--listEmittedFiles',
    '--pretty',
    'false',
  ]);
  if (code !== 0) {
    const errors = output.split('\n').filter((line) => !line.startsWith('TSFILE:'));
    throw new StepError(`The packages do not compile:\n${errors.join('\n')}`);
  }
  const written = output.split('\n').filter((line) => line.startsWith('TSFILE:')).length;
  if (written > 0) process.stderr.write(`Compiled the packages: ${written} files\n`);
  // Not before there are dependencies: the bundler is one.
  const { bundlePackages } = await import('./bundle.mjs');
  await bundlePackages();
}
