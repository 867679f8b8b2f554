import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { UsageError } from './surroundings.js';

/** A folder that holds the sources as they were, laid out as the current directory is. */
export interface EarlierSources extends Disposable {
  readonly folder: string;
}

/** The sources as they were in a git commit, or as they are in another folder. */
export function earlierSources(against: string, cwd: string): EarlierSources {
  const folder = resolve(cwd, against);
  if (existsSync(folder) && statSync(folder).isDirectory()) return { folder, [Symbol.dispose]: () => {} };
  return checkOut(against, cwd);
}

/** Unpacks a commit into a temporary folder, with the packages that are installed now. */
function checkOut(revision: string, cwd: string): EarlierSources {
  const git = (...args: readonly string[]): Buffer =>
    execFileSync('git', args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: Number.POSITIVE_INFINITY,
    });
  let top: string;
  let archive: Buffer;
  try {
    top = realpathSync(git('rev-parse', '--show-toplevel').toString().trimEnd());
    const commit = git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`).toString().trim();
    archive = git('-C', top, 'archive', '--format=tar', commit);
  } catch (error) {
    const why =
      typeof error === 'object' && error !== null && 'stderr' in error
        ? String(error.stderr).trim()
        : String(error);
    throw new UsageError(`${revision} is neither a folder, nor a snapshot, nor a commit of git: ${why}`, {
      cause: error,
    });
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'flipcall-breaking-')));
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const inside = relative(top, realpathSync(cwd));
  linkPackages(top, folder, inside);
  return { folder: join(folder, inside), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** Git holds no installed packages: those of now serve for the types of then. */
function linkPackages(top: string, folder: string, inside: string): void {
  for (let at = inside; ; at = dirname(at)) {
    const packages = join(top, at, 'node_modules');
    const link = join(folder, at, 'node_modules');
    if (existsSync(packages) && existsSync(dirname(link)) && !existsSync(link)) symlinkSync(packages, link);
    if (at === '.' || at === '') return;
  }
}
