import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InputError } from './find-texts.js';

export interface Arguments {
  /** What to index. */
  readonly folder: string;
  /** What to look for. */
  readonly queries: readonly string[];
  /** The socket at which server and client meet; undefined if it was not given. */
  readonly path: string | undefined;
  /** A descriptor on which the server tells its parent that it is ready, and with which it ends. */
  readonly parentFd: number | undefined;
  readonly help: boolean;
}

/** The packages that this repository has installed. */
const installed = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const defaultQueries = ['shared memory', 'command line arguments', 'without warranty of any kind'];

/** Reads the command line of the demo, its server and its client. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parse(args);
  // npm runs scripts in the package's folder and tells where the user was.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return {
    folder: values.dir === undefined ? installed : resolve(cwd, values.dir),
    queries: values.query ?? defaultQueries,
    path: values.path,
    parentFd: values['parent-fd'] === undefined ? undefined : Number(values['parent-fd']),
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string' },
        query: { type: 'string', multiple: true },
        path: { type: 'string' },
        'parent-fd': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

export const usage: string = `npm start -- [options]

  --dir D       index the READMEs and licences under D (default: the installed packages)
  --query "Q"   look for Q; may be given several times`;
