import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import type { Configuration } from '../configuration.js';
import type { GenerateOptions } from '../generate.js';
import { UsageError } from './surroundings.js';

/** The names under which a configuration is looked for in the current directory. */
const CONFIG_NAMES = [
  'flipcall.config.ts',
  'flipcall.config.mts',
  'flipcall.config.js',
  'flipcall.config.mjs',
];

/** What the command line says of sources and output; the configuration says the rest. */
export interface SettingsInput {
  readonly files: readonly string[];
  readonly out?: string;
  readonly project?: string;
  readonly config?: string;
}

/** Where sources and output are, from the command line and the configuration file. Globs are resolved. */
export async function readSettings(input: SettingsInput, cwd: string): Promise<GenerateOptions> {
  const { configuration, folder } = await readConfiguration(input.config, cwd);
  const fromCommand = input.files.length > 0;
  const patterns = fromCommand ? input.files : (configuration.files ?? []);
  if (patterns.length === 0) {
    throw new UsageError(
      'no source files: name them on the command line, or in flipcall.config.ts as files: [...]',
    );
  }
  const outDir = input.out ?? (configuration.out && resolve(folder, configuration.out));
  if (outDir === undefined) {
    throw new UsageError('no output folder: name it with --out, or in flipcall.config.ts as out: "..."');
  }
  const project = input.project ?? (configuration.project && resolve(folder, configuration.project));
  return {
    ...findSources(patterns, fromCommand ? cwd : folder),
    outDir,
    cwd,
    ...(project === undefined ? {} : { project }),
  };
}

/** A file that is named must hold services; of those that a glob finds, any may. */
function findSources(patterns: readonly string[], cwd: string): { files: string[]; candidates: string[] } {
  const absolute = (file: string): string => (isAbsolute(file) ? file : join(cwd, file));
  const globs = patterns.filter((pattern) => isDynamicPattern(pattern) && !existsSync(absolute(pattern)));
  const files = patterns.filter((pattern) => !globs.includes(pattern)).map(absolute);
  if (globs.length === 0) return { files, candidates: [] };
  const ignore = ['**/node_modules/**', '**/*.flipcall.*'];
  const candidates = globSync(globs, { cwd, absolute: true, ignore }).filter((file) =>
    /\.[cm]?tsx?$/.test(file),
  );
  if (candidates.length === 0) throw new UsageError(`no TypeScript file matches ${globs.join(' ')}`);
  return { files, candidates };
}

async function readConfiguration(
  named: string | undefined,
  cwd: string,
): Promise<{ readonly configuration: Configuration; readonly folder: string }> {
  const path =
    named === undefined ? CONFIG_NAMES.map((name) => join(cwd, name)).find(existsSync) : resolve(cwd, named);
  if (path === undefined) return { configuration: {}, folder: cwd };
  if (!existsSync(path)) throw new UsageError(`there is no configuration file ${relative(cwd, path)}`);
  const { createJiti } = await import('jiti');
  let loaded: unknown;
  try {
    loaded = await createJiti(import.meta.url, { moduleCache: false }).import(path, { default: true });
  } catch (error) {
    throw new UsageError(`${relative(cwd, path)} cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
  return { configuration: checked(loaded, relative(cwd, path)), folder: dirname(path) };
}

function checked(loaded: unknown, name: string): Configuration {
  if (typeof loaded !== 'object' || loaded === null) {
    throw new UsageError(`${name} has no default export: write export default defineConfig({ ... })`);
  }
  for (const [key, value] of Object.entries(loaded)) {
    const isRight =
      key === 'files'
        ? Array.isArray(value) && value.every((each) => typeof each === 'string')
        : (key === 'out' || key === 'project') && typeof value === 'string';
    if (!isRight) {
      throw new UsageError(
        `${name}: ${key} is none of files (strings), out (a string) and project (a string)`,
      );
    }
  }
  return loaded;
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
