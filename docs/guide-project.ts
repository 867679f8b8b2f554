import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** What is there for a guide's code to import, and where it is installed. */
const MODULES: Readonly<Record<string, string>> = {
  '@flipcall/native': 'packages/native',
  '@flipcall/core': 'packages/core',
  '@flipcall/rpc': 'packages/rpc',
  '@flipcall/codegen': 'packages/codegen',
  '@flipcall/unplugin': 'packages/unplugin',
  '@types/node': 'node_modules/@types/node',
  vite: 'packages/unplugin/node_modules/vite',
};

/** What a program wrote, and how it ended. */
export interface Ended {
  readonly code: number;
  /** Both streams together. */
  readonly output: string;
}

/** The project of somebody who follows a guide: a folder in which the packages are installed. */
export class GuideProject implements Disposable {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), 'flipcall-guide-')));

  constructor() {
    for (const [name, place] of Object.entries(MODULES)) this.#link(join('node_modules', name), place);
    this.#command('flipcall', 'packages/codegen/dist/cli.js');
    this.#command('tsc', 'node_modules/typescript/bin/tsc');
    this.write('package.json', '{ "name": "guide", "type": "module" }\n');
    this.write(
      'tsconfig.json',
      JSON.stringify({ extends: join(ROOT, 'tsconfig.base.json'), compilerOptions: OPTIONS }),
    );
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Runs a program of the project. */
  run(program: string, ...args: readonly string[]): Promise<Ended> {
    const path = [join(this.folder, 'node_modules/.bin'), dirname(process.execPath), process.env['PATH']];
    const env = { ...process.env, PATH: path.join(delimiter), NODE_OPTIONS: '' };
    return new Promise((done) => {
      execFile(program, args, { cwd: this.folder, env }, (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      });
    });
  }

  #link(name: string, target: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(ROOT, target), path);
  }

  /** What npm would make of a package's `bin`. */
  #command(name: string, program: string): void {
    const file = join('node_modules/.bin', name);
    this.write(file, `#!/bin/sh\nexec node '${join(ROOT, program)}' "$@"\n`);
    chmodSync(join(this.folder, file), 0o755);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The repository's own strictness; what is compiled stands beside its source. */
const OPTIONS = {
  composite: false,
  declaration: false,
  declarationMap: false,
  isolatedDeclarations: false,
  sourceMap: false,
  noUnusedLocals: false,
  typeRoots: ['./node_modules/@types'],
};
