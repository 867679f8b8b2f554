import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What the user gave cannot be worked with; the message says why and what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const TEXT_NAME = /^(readme|licen[cs]e|copying)([.-].*)?$/i;

/**
 * Finds every README and licence under `folder`. Symbolic links are not followed: in pnpm's layout every package
 * stands once as a real folder, under `node_modules/.pnpm`, and all else are links to it.
 *
 * @returns paths relative to `folder`, and how many folders inside could not be read
 * @throws InputError if `folder` is not there, is no folder, may not be read, or holds nothing to index
 */
export async function findTexts(folder: string): Promise<{ paths: string[]; unreadable: number }> {
  await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(whyUnreadable(folder, error));
  });
  const paths: string[] = [];
  let unreadable = 0;

  const walk = async (directory: string): Promise<void> => {
    const entries = await readdir(directory, { withFileTypes: true }).catch(() => undefined);
    if (entries === undefined) {
      unreadable += 1;
      return;
    }
    for (const entry of entries) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && TEXT_NAME.test(entry.name)) paths.push(relative(folder, path));
    }
  };
  await walk(folder);

  if (paths.length === 0) {
    throw new InputError(
      `There is nothing to index under ${folder}: it holds no README, LICENSE or COPYING file. Choose another with --dir.`,
    );
  }
  return { paths: paths.sort(), unreadable };
}

function whyUnreadable(folder: string, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return `There is no directory ${folder}: check --dir.`;
    case 'ENOTDIR':
      return `${folder} is a file: give a directory to --dir.`;
    case 'EACCES':
      return `The directory ${folder} may not be read by this user: check its permissions.`;
    default:
      return `The directory ${folder} cannot be read: ${message}`;
  }
}
