import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Change, Severity } from '../breaking/find-changes.js';
import type { Contract } from '../read-contract.js';
import type { ModuleShape } from '../service-shape.js';
import { earlierSources } from './earlier-sources.js';
import { EXIT } from './exit-codes.js';
import { type Format, printDiagnostics } from './print-diagnostics.js';
import { readSettings, type SettingsInput } from './settings.js';
import { type Surroundings, UsageError } from './surroundings.js';

/** The severities that can be asked to fail, the worst first. */
export const LEVELS = ['wire', 'source'] as const;

/** What `flipcall breaking` is told. */
export interface BreakingCommand extends Omit<SettingsInput, 'out'> {
  readonly against: string;
  readonly level: (typeof LEVELS)[number];
  readonly format: Format;
}

/** `flipcall breaking`; gives the exit code. */
export async function runBreaking(command: BreakingCommand, around: Surroundings): Promise<number> {
  const settings = await readSettings({ ...command, out: '.' }, around.cwd);
  const { readContract } = await import('../read-contract.js');
  const { findChanges } = await import('../breaking/find-changes.js');
  const now = readContract(settings);
  const before = readSnapshot(resolve(around.cwd, command.against)) ?? readEarlier();
  const diagnostics = [...now.diagnostics, ...before.diagnostics];
  if (diagnostics.length > 0) {
    printDiagnostics(diagnostics, command.format, around);
    return EXIT.refused;
  }
  const changes = findChanges(before.modules, now.modules);
  print(changes, command.format, around);
  const failing: readonly Severity[] = command.level === 'wire' ? ['wire'] : LEVELS;
  return changes.some(({ severity }) => failing.includes(severity)) ? EXIT.refused : EXIT.done;

  function readEarlier(): Contract {
    using earlier = earlierSources(command.against, around.cwd);
    const then = (file: string): string => resolve(earlier.folder, relative(around.cwd, file));
    // A file that was not there held no services.
    const files = [...settings.files, ...(settings.candidates ?? [])]
      .map(then)
      .filter((file) => existsSync(file));
    return readContract({ files: [], candidates: files, cwd: earlier.folder });
  }
}

/** A snapshot is what `flipcall describe --format json` wrote. */
function readSnapshot(path: string): Contract | undefined {
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  const snapshot: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const isSnapshot = typeof snapshot === 'object' && snapshot !== null && 'modules' in snapshot;
  if (!isSnapshot || !Array.isArray(snapshot.modules)) {
    throw new UsageError(`${path} is no snapshot; write one with flipcall describe --format json`);
  }
  return { modules: snapshot.modules as ModuleShape[], diagnostics: [] }; // it is what describe wrote
}

function print(changes: readonly Change[], format: Format, { stdout }: Surroundings): void {
  switch (format) {
    case 'json':
      stdout.write(`${JSON.stringify({ changes }, null, 2)}\n`);
      break;
    case 'github':
      for (const { severity, rule, path, message } of changes) {
        const level = severity === 'wire' ? 'error' : severity === 'source' ? 'warning' : 'notice';
        stdout.write(`::${level} title=flipcall ${rule}::${path}%3A ${message}\n`);
      }
      break;
    case 'pretty':
      for (const { severity, rule, path, message } of changes) {
        stdout.write(`${severity.padEnd(6)} ${path}: ${message} (${rule})\n`);
      }
      if (changes.length === 0) stdout.write('nothing changed that a peer or its source could notice\n');
      break;
    default:
      throw new TypeError(`unknown format ${format satisfies never}`);
  }
}
