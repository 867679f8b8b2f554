import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostic.js';
import type { Output } from './program.js';

/** Prints diagnostics for people: place, message, the line with the spot marked, and what to do. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], output: Output, cwd: string): void {
  for (const diagnostic of diagnostics) output.write(`${pretty(diagnostic, cwd)}\n`);
  const count = diagnostics.length === 1 ? '1 error' : `${diagnostics.length} errors`;
  output.write(`${count}; nothing was written.\n`);
}

function pretty(diagnostic: Diagnostic, cwd: string): string {
  const { file, line, column, code, message, hint } = diagnostic;
  const place = file === undefined ? '' : `${relative(cwd, file)}${line > 0 ? `:${line}:${column}` : ''}: `;
  return [`${place}error ${code}: ${message}`, ...frame(diagnostic), `  hint: ${hint}`, ''].join('\n');
}

function frame({ file, line, column, length }: Diagnostic): readonly string[] {
  if (file === undefined || line === 0) return [];
  const text = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
  if (text === undefined) return [];
  const gutter = `  ${line} | `;
  const marked = Math.max(1, Math.min(length, text.length - column + 1));
  const before = text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
  return [`${gutter}${text}`, `${' '.repeat(gutter.length - 2)}| ${before}${'^'.repeat(marked)}`];
}
