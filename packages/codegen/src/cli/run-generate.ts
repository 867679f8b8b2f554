import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { GeneratedFile, GenerateResult } from '../generate.js';
import { EXIT } from './exit-codes.js';
import { type Format, printDiagnostics } from './print-diagnostics.js';
import { readSettings, type SettingsInput } from './settings.js';
import type { Surroundings } from './surroundings.js';
import { watch } from './watch.js';

/** What `flipcall generate` is told. */
export interface GenerateCommand extends SettingsInput {
  readonly format: Format;
  readonly check?: boolean;
  readonly watch?: boolean;
}

/** `flipcall generate`; gives the exit code. */
export async function runGenerate(command: GenerateCommand, around: Surroundings): Promise<number> {
  const settings = await readSettings(command, around.cwd);
  // The compiler takes long to load, so help and mistakes on the command line do not wait for it.
  const { Generator } = await import('../generate.js');
  const generator = new Generator(settings);
  const finish = command.check === true ? check : write;
  const first = await finish(generator.generate(), command.format, around);
  if (command.watch !== true) return first;
  return watch(generator, around, (result) => finish(result, command.format, around));
}

async function write(result: GenerateResult, format: Format, around: Surroundings): Promise<number> {
  const { writeFiles } = await import('../write-files.js');
  const refused = result.diagnostics.length > 0;
  const { written, diagnostics } = refused ? { written: [], ...result } : writeFiles(result.files);
  if (diagnostics.length > 0) {
    printDiagnostics(diagnostics, format, around);
    return EXIT.refused;
  }
  const changed = new Set(written);
  for (const { path } of result.files) {
    around.stdout.write(`${changed.has(path) ? 'wrote    ' : 'unchanged'} ${relative(around.cwd, path)}\n`);
  }
  if (result.files.length === 0) around.stdout.write('none of the files exports a service\n');
  return EXIT.done;
}

/** Compares with what is there, and shows the difference. */
async function check(result: GenerateResult, format: Format, around: Surroundings): Promise<number> {
  if (result.diagnostics.length > 0) {
    printDiagnostics(result.diagnostics, format, around);
    return EXIT.refused;
  }
  const stale = result.files.flatMap((file) => difference(file, around.cwd));
  for (const patch of stale) around.stdout.write(patch);
  if (stale.length === 0) return EXIT.done;
  const count = stale.length === 1 ? '1 file is' : `${stale.length} files are`;
  around.stderr.write(`${count} stale; run flipcall generate without --check.\n`);
  return EXIT.refused;
}

function difference({ path, text }: GeneratedFile, cwd: string): readonly string[] {
  let present = '';
  try {
    present = readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
  }
  if (present === text) return [];
  const name = relative(cwd, path);
  return [createTwoFilesPatch(name, name, present, text, 'as it is', 'as it would be', { context: 3 })];
}
