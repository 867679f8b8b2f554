import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPnpm, manifests } from './setup.mjs';
import { capture, root } from './step.mjs';

/** `npm run supply-chain`: what we depend on is pinned, comes from the registry only, and has no known holes. */
export default async function supplyChain() {
  const checks = [
    { name: 'every version is exact', problems: unpinned(readManifests()) },
    {
      name: 'the lockfile names a hash for every package',
      problems: unlocked(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')),
    },
    { name: 'no package has a known hole', problems: await knownHoles() },
  ];
  let failed = 0;
  let skipped = 0;
  for (const { name, problems } of checks) {
    if (problems === undefined) {
      skipped++;
      continue;
    }
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    for (const problem of problems) console.log(`       ${problem}`);
    if (problems.length > 0) failed++;
  }
  console.log(`${checks.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 ? 1 : 0;
}

/** @typedef {{ name: string } & Partial<Record<'dependencies' | 'devDependencies', Record<string, string>>>} Manifest */

/** @returns {Manifest[]} */
function readManifests() {
  return manifests()
    .map((file) => join(root, file))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * @param {readonly Manifest[]} packages
 * @returns {string[]}
 */
export function unpinned(packages) {
  return packages.flatMap(({ name, dependencies = {}, devDependencies = {} }) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(
        ([, version]) => !/^(\d+\.\d+\.\d+(-[\w.]+)?|workspace:\*|npm:[\w@/-]+@\d+\.\d+\.\d+)$/.test(version),
      )
      .map(
        ([dependency, version]) => `${name} wants ${dependency} ${version}: name one version (--save-exact)`,
      ),
  );
}

/**
 * @param {string} lockfile
 * @returns {string[]} packages whose content is not fixed by a hash, or that come from elsewhere than the registry
 */
export function unlocked(lockfile) {
  const packages = /^packages:\n(.*?)^snapshots:/ms.exec(lockfile)?.[1] ?? '';
  const entries = [...packages.matchAll(/^ {2}(\S.*):\n {4}resolution: (.*)$/gm)];
  if (entries.length === 0) return ['no package was found in it'];
  return entries
    .filter(([, , resolution = '']) => !/^\{integrity: sha512-[\w+/=]+\}$/.test(resolution))
    .map(([, name, resolution]) => `${name}: ${resolution}`);
}

/**
 * @returns {Promise<string[] | undefined>} what the registry knows of what we use. Where it does not answer that is said, and is
 *   no failure of ours.
 */
async function knownHoles() {
  const [command, ...prefix] = await findPnpm();
  const { code, output } = await capture(command, [...prefix, 'audit', '--json', '--config.pmOnFail=ignore']);
  const report = parse(output);
  if (report?.advisories === undefined) {
    const answer = output.replace(/\s+/g, ' ').trim().slice(0, 160) || code;
    console.log(`skipped no package has a known hole: the registry did not answer pnpm audit (${answer})`);
    return undefined;
  }
  return Object.values(report.advisories).map(
    ({ module_name, severity, title }) => `${module_name}: ${severity}, ${title}`,
  );
}

/**
 * @param {string} output
 * @returns {{ advisories?: Record<string, { module_name: string, severity: string, title: string }> } | undefined}
 */
function parse(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{')));
  } catch {
    return undefined;
  }
}
