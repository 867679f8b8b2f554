import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const PACKAGE = join(__dirname, '..');
const BUNDLE = join(__dirname, 'support/bundle.mjs');

const GREETER = 'export interface Greeter {\n  hello(name: string): Promise<string>;\n}\n';
const WITH_BYE = GREETER.replace('}\n', '  bye(name: string): Promise<string>;\n}\n');
const BROKEN = GREETER.replace('name: string', 'name: symbol').replace('}\n', '  bye(): symbol;\n}\n');

const OTHER = `
export interface Other { go(thing: Thing): Promise<Thing> }
export interface Thing { things: Thing[]; either: { a: string } | { b: number } }
`;
const CLIENT_ONLY = `import { createGreeterClient } from './gen/greeter.flipcall.js';
Object.assign(globalThis, { createGreeterClient });
console.log('done');
`;

/** What the bundled program writes: the names of the methods that are in the stubs. */
const MAIN = `import { Greeter } from './gen/greeter.flipcall.js';
console.log(Greeter.methods.map(({ name }) => name).join(' '));
`;

/** The two faults of BROKEN, as those see them who count columns from 0. */
const FAULTS = [
  {
    file: 'src/api/greeter.ts',
    line: 2,
    column: 8,
    text: expect.stringMatching(/^FC1104: Greeter\.hello\(name\) is a symbol/),
  },
  {
    file: 'src/api/greeter.ts',
    line: 3,
    column: 2,
    text: expect.stringMatching(/^FC1104: Greeter\.bye\(\) is a symbol/),
  },
];
/** Those who end at the first error are told of the others in its text. */
const FIRST_FAULT = [
  { ...FAULTS[0], text: expect.stringMatching(/FC1104: [\s\S]*and 1 more:\n.*greeter\.ts:3:3: FC1104: /) },
];

/** A project with a service and a program, but no stubs yet. */
class Project implements Disposable {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), 'flipcall-unplugin-')));
  readonly #running: ChildProcess[] = [];

  constructor(greeter: string) {
    const modules = {
      '@flipcall/rpc': '../rpc',
      '@flipcall/unplugin': '.',
    };
    for (const [name, place] of Object.entries(modules)) {
      const path = join(this.folder, 'node_modules', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(join(PACKAGE, place), path);
    }
    this.write('package.json', '{ "type": "module" }');
    this.write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext", "strict": true } }');
    this.write('src/main.ts', MAIN);
    this.write('src/api/greeter.ts', greeter);
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** What a bundler says, one thing after the other. */
  async *bundle(bundler: string, mode: 'build' | 'watch' | 'serve'): AsyncGenerator<unknown> {
    const program = spawn(process.execPath, [BUNDLE, bundler, mode], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#running.push(program);
    for await (const line of createInterface(program.stdout)) yield JSON.parse(line);
  }

  /** What the bundled program writes. */
  async run(): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/main.js'], { cwd: this.folder });
    return stdout.trim();
  }

  /** Saves the service again and again: a watcher begins to look only after it told how the last build went. */
  edit(greeter: string): Disposable {
    const file = 'src/api/greeter.ts';
    this.write(file, greeter);
    const timer = setInterval(() => this.write(file, greeter), 1_000);
    return { [Symbol.dispose]: () => clearInterval(timer) };
  }

  [Symbol.dispose](): void {
    for (const program of this.#running) program.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits for the next thing that is like this; what watchers say twice is passed over. */
async function until(events: AsyncGenerator<unknown>, like: object): Promise<void> {
  for (let next = await events.next(); !next.done; next = await events.next()) {
    if (expect.objectContaining(like).asymmetricMatch(next.value)) return;
  }
  throw new Error('the bundler ended');
}

jest.setTimeout(120_000);

describe.each([
  ['rollup', FIRST_FAULT],
  ['rolldown', FIRST_FAULT],
  ['vite', FIRST_FAULT],
  ['webpack', FAULTS],
  ['esbuild', FAULTS],
])('with %s', (bundler, faults) => {
  it('stubs are generated before they are bundled', async () => {
    using project = new Project(GREETER);
    await until(project.bundle(bundler, 'build'), { built: true });
    expect(await project.run()).toBe('hello');
  });

  it('of stubs in one file only those are taken that are used', async () => {
    using project = new Project(GREETER + OTHER);
    project.write('src/main.ts', CLIENT_ONLY);
    await until(project.bundle(bundler, 'build'), { built: true });
    expect(await project.run()).toBe('done');
    const bundled = project.read('dist/main.js');
    expect(bundled).toContain('hello');
    // Comments may stay; code may not.
    expect(bundled.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')).not.toMatch(/thing|Other|SyncClient/i);
  });

  it('what cannot cross fails the build, with its place', async () => {
    using project = new Project(BROKEN);
    const { value } = await project.bundle(bundler, 'build').next();
    expect(value).toEqual({ errors: expect.arrayContaining(faults) });
  });

  it('stubs are generated again when a source changes, and after a mistake', async () => {
    using project = new Project(GREETER);
    const events = project.bundle(bundler, 'watch');
    await until(events, { built: true });
    {
      using _ = project.edit(BROKEN);
      await until(events, { errors: expect.arrayContaining(faults) });
    }
    using _ = project.edit(WITH_BYE);
    await until(events, { built: true });
    expect(await project.run()).toBe('bye hello');
  });

  it('a mistake at the beginning can be mended', async () => {
    using project = new Project(BROKEN);
    const events = project.bundle(bundler, 'watch');
    await until(events, { errors: expect.arrayContaining(faults) });
    using _ = project.edit(WITH_BYE);
    await until(events, { built: true });
    expect(await project.run()).toBe('bye hello');
  });
});

it("Vite's development server shows mistakes and goes on", async () => {
  using project = new Project(GREETER);
  const events = project.bundle('vite', 'serve');
  await until(events, { built: expect.stringContaining('"hello"') });
  {
    using _ = project.edit(BROKEN);
    await until(events, { errors: FIRST_FAULT });
  }
  using _ = project.edit(WITH_BYE);
  await until(events, { built: expect.stringContaining('"bye"') });
});
