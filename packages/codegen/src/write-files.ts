import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, diagnosticOf } from './diagnostic.js';
import type { GeneratedFile } from './generate.js';

/** What became of the files. */
export interface WriteResult {
  /** The paths that were written; a file that had its text already is left alone. */
  readonly written: readonly string[];
  /** Why nothing was written, if so. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes generated files so that a reader sees either the old text of a file or the new one: each goes to a temporary
 * file beside its place first, and only when all of them are there are they moved to their places.
 */
export function writeFiles(files: readonly GeneratedFile[]): WriteResult {
  const changed = files.filter(({ path, text }) => readIfPresent(path) !== text);
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  try {
    for (const { path, text } of changed) {
      const temporary = path + temporaryEnding;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(temporary, text);
      staged.push({ path, temporary });
    }
    for (const { path, temporary } of staged) renameSync(temporary, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    // Of the file that is meant, not of the one that stands in for it.
    const shown = (text: string): string => text.replaceAll(temporaryEnding, '');
    const place = error.path ?? error.dest;
    const fault = diagnosticOf(place && shown(place), {
      code: 'FC1008',
      message: `The output cannot be written: ${shown(error.message)}.`,
      hint: 'Name a folder with --out in which you may write.',
    });
    return { written: [], diagnostics: [fault] };
  }
  return { written: changed.map(({ path }) => path), diagnostics: [] };
}

const temporaryEnding = `.${process.pid}.tmp`;

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // Whatever else keeps it from being read will keep it from being written, and is reported then.
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { dest?: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error;
}
