import { resolve } from 'node:path';
import type { Diagnostic } from './diagnostic.js';
import type { GenerateOptions } from './generate.js';
import { Programs } from './read/programs.js';
import { readModules } from './read/read-modules.js';
import type { ModuleShape } from './service-shape.js';

/** The services of some files, as data, and everything that is wrong with them. */
export interface Contract {
  readonly modules: readonly ModuleShape[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what the files say, and prints nothing. */
export function readContract(options: Omit<GenerateOptions, 'outDir'>): Contract {
  const cwd = resolve(options.cwd ?? '.');
  const absolute = (files: readonly string[] = []): string[] => files.map((file) => resolve(cwd, file));
  const candidates = absolute(options.candidates);
  const files = [...new Set([...absolute(options.files), ...candidates])].sort();
  const project = options.project === undefined ? undefined : resolve(cwd, options.project);
  return readModules({ files, candidates, project }, new Programs());
}
