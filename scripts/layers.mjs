import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf } from './imports.mjs';

/**
 * Who may import what. For each source file the first entry whose `files` matches holds. `flipcall` are the packages of
 * ours that it may import; a file that imports from another package by a relative path is always refused.
 *
 * @type {readonly { files: RegExp, flipcall: readonly string[], only?: readonly string[] }[]}
 */
const layers = [
  // Generated code enters the run time through one door.
  { files: /\.flipcall\.ts$/, flipcall: ['@flipcall/rpc/codegen-v1'], only: [] },
  { files: /^packages\/native\//, flipcall: [] },
  { files: /^packages\/core\//, flipcall: ['@flipcall/native'] },
  // Only what opens sessions knows that there is shared memory below.
  {
    files: /^packages\/rpc\/src\/((session-transport|listen|connect)\.ts$|processes\/)/,
    flipcall: ['@flipcall/core'],
  },
  { files: /^packages\/rpc\//, flipcall: [] },
  { files: /^packages\/codegen\//, flipcall: [] },
  { files: /^packages\/conformance\//, flipcall: ['@flipcall/rpc'] },
  // Attacks at every level, and is used by none.
  { files: /^packages\/hostile\//, flipcall: ['@flipcall/native', '@flipcall/core', '@flipcall/rpc'] },
  { files: /^packages\/unplugin\//, flipcall: ['@flipcall/codegen'] },
  { files: /^examples\//, flipcall: ['@flipcall/core', '@flipcall/rpc', '@flipcall/rpc/testing'] },
  { files: /^bench\//, flipcall: ['@flipcall/core', '@flipcall/rpc', '@flipcall/codegen'] },
];

/**
 * Libraries that are kept behind one door.
 *
 * @type {readonly { library: string, within: RegExp, files: RegExp, atMost: number }[]}
 */
const confined = [
  { library: 'msgpackr', within: /^packages\//, files: /^packages\/rpc\/src\//, atMost: 1 },
  {
    library: 'typescript',
    within: /^packages\//,
    files: /^packages\/codegen\/src\/read\//,
    atMost: Number.POSITIVE_INFINITY,
  },
];

/**
 * Checks every source file under `root`, tests excepted: those may reach for whatever they want to prove.
 *
 * @param {string} root
 * @returns {string[]} what is wrong, a sentence each; empty when all is well
 */
export function layerProblems(root) {
  const sources = new Map(
    sourceFiles(root).map((file) => [file, importsOf(readFileSync(join(root, file), 'utf8'))]),
  );
  const problems = [];
  for (const [file, imports] of sources) {
    for (const { specifier } of imports) {
      const problem = refusal(file, specifier);
      if (problem) problems.push(`${file} imports ${specifier}: ${problem}`);
    }
  }
  return [...problems, ...confinementProblems(sources), ...circles(sources)];
}

/**
 * @param {string} file
 * @param {string} specifier
 * @returns {string | undefined} why the import is refused
 */
function refusal(file, specifier) {
  const layer = layers.find(({ files }) => files.test(file));
  if (!layer) return 'no layer is declared for this file (scripts/layers.mjs)';
  if (specifier.startsWith('.')) {
    const target = posix.join(dirname(file), specifier);
    return packageOf(target) === packageOf(file) ? undefined : 'another package is imported by its name';
  }
  if (specifier.startsWith('@flipcall/')) {
    if (layer.flipcall.includes(specifier)) return undefined;
    return `this layer may import ${layer.flipcall.join(', ') || 'no other package of ours'}`;
  }
  return layer.only && !layer.only.includes(specifier)
    ? `this file may import only ${[...layer.flipcall, ...layer.only].join(' and ')}`
    : undefined;
}

/** @param {string} file */
function packageOf(file) {
  const [folder = '', name = ''] = file.split('/');
  return folder === 'bench' ? folder : `${folder}/${name}`;
}

/** @param {ReadonlyMap<string, readonly import('./imports.mjs').Import[]>} sources */
function confinementProblems(sources) {
  return confined.flatMap(({ library, within, files, atMost }) => {
    const users = [...sources]
      .filter(
        ([file, imports]) => within.test(file) && imports.some(({ specifier }) => specifier === library),
      )
      .map(([file]) => file);
    const strays = users.filter((file) => !files.test(file));
    if (strays.length > 0)
      return [`${library} is imported in ${strays.join(', ')}: it belongs into ${files.source}`];
    return users.length > atMost ? [`${library} is imported in ${users.join(', ')}: one file is enough`] : [];
  });
}

/**
 * Circles of imports. One that is made of types only is gone at run time, and is let through.
 *
 * @param {ReadonlyMap<string, readonly import('./imports.mjs').Import[]>} sources
 */
function circles(sources) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Set<string>} */
  const finished = new Set();
  /** @type {string[]} */
  const trail = [];

  /** @param {string} file */
  const follow = (file) => {
    const start = trail.indexOf(file);
    if (start >= 0) problems.push(`a circle of imports: ${[...trail.slice(start), file].join(' -> ')}`);
    if (start >= 0 || finished.has(file)) return;
    trail.push(file);
    for (const { specifier, typeOnly } of sources.get(file) ?? []) {
      if (typeOnly || !specifier.startsWith('.')) continue;
      const target = posix.join(dirname(file), specifier).replace(/\.js$/, '.ts');
      if (sources.has(target)) follow(target);
    }
    trail.pop();
    finished.add(file);
  };
  for (const file of sources.keys()) follow(file);
  return problems;
}

/**
 * @param {string} root
 * @returns {string[]} the sources that ship or run, relative to `root`
 */
function sourceFiles(root) {
  /**
   * @param {string} folder
   * @returns {string[]}
   */
  const walk = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : walk(path);
      return /\.ts$/.test(entry.name) && !/\.(spec|d)\.ts$/.test(entry.name) ? [relative(root, path)] : [];
    });
  return ['packages', 'examples', 'bench'].flatMap((folder) => walk(join(root, folder))).sort();
}

const skippedFolders = new Set(['node_modules', 'dist', 'build', 'test', 'coverage']);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = layerProblems(fileURLToPath(new URL('..', import.meta.url)));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
