import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspace } from '../../test/support/workspace.js';
import { createProgram } from './program.js';

const GREETER = 'export interface Greeter {\n\thello(name: string): Promise<string>;\n}\n';

const PROGRAM = join(__dirname, '../../dist/cli.js');

/** Runs a command in a folder, and gives what it wrote. */
async function run(
  cwd: string,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string): void => {
      written[name] += text;
    },
  });
  const code = await createProgram({ cwd, stdout: output('stdout'), stderr: output('stderr') }).run(args);
  return { code, ...written };
}

describe('flipcall generate', () => {
  it('writes the stubs, and says what it wrote and what was written already', async () => {
    using project = workspace({ 'a.ts': GREETER });
    const first = await run(project.folder, 'generate', 'a.ts', '--out', 'src/gen');
    expect(first).toEqual({ code: 0, stdout: 'wrote     src/gen/a.flipcall.ts\n', stderr: '' });
    const second = await run(project.folder, 'generate', 'a.ts', '--out', 'src/gen');
    expect(second).toEqual({ code: 0, stdout: 'unchanged src/gen/a.flipcall.ts\n', stderr: '' });
  });

  it('shows each fault with its place and what to do, and writes nothing', async () => {
    using project = workspace({
      'a.ts': `${GREETER}export interface Bad {\n\tdo(a: string, b: symbol): any;\n}\n`,
    });
    expect(await run(project.folder, 'generate', 'a.ts', '--out', 'gen')).toEqual({
      code: 1,
      stdout: '',
      stderr: `a.ts:5:2: error FC1101: Bad.do() is any, so there is nothing to check what arrives against.
  5 | \tdo(a: string, b: symbol): any;
    | \t^^
  hint: Write the type that is meant, or unknown for any data.

a.ts:5:16: error FC1104: Bad.do(b) is a symbol, which exists only inside the process that made it.
  5 | \tdo(a: string, b: symbol): any;
    | \t              ^
  hint: Use a string literal type in its place.

2 errors; nothing was written.
`,
    });
    expect(existsSync(project.path('gen'))).toBe(false);
  });

  it('shows of a long line what is around the spot', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => `'member ${i}'`).join(' | ');
    using project = workspace({
      'a.ts': `export interface A { m(a: ${many}, b: symbol, c: ${many}): void }\n`,
    });
    const { stderr } = await run(project.folder, 'generate', 'a.ts', '--out', 'gen');
    const lines = stderr.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(150);
    const [text = '', mark = ''] = lines.slice(1);
    expect(text.slice(mark.indexOf('^'))).toMatch(/^b: symbol, c: 'member 0' .*…$/);
    expect(text).toContain('1 | …');
  });

  it('ends as it would when nobody reads what it says', async () => {
    using project = workspace({ 'a.ts': GREETER });
    const program = spawn(process.execPath, [PROGRAM, 'generate', 'a.ts', '-o', 'gen'], {
      cwd: project.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    program.stdout.destroy();
    let complaints = '';
    program.stderr.on('data', (text) => {
      complaints += String(text);
    });
    expect(await once(program, 'close')).toEqual([0, null]);
    expect(complaints).toBe('');
    expect(existsSync(project.path('gen/a.flipcall.ts'))).toBe(true);
  });

  it('names a file that does not exist', async () => {
    using project = workspace({});
    const { code, stderr } = await run(project.folder, 'generate', 'nothing.ts', '--out', 'gen');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^nothing\.ts: error FC1001: There is no such file\.$/m);
  });
});

describe('flipcall generate --format', () => {
  it('pretty shows a line once, and a few of many that are wrong in one way', async () => {
    const members = Array.from({ length: 9 }, (_, index) => `a${index}: symbol`).join('; ');
    using project = workspace({
      'a.ts': `export interface A { m(a: T[]): void }\ntype T = { ${members} };\n`,
    });
    const { stderr } = await run(project.folder, 'generate', 'a.ts', '--out', 'gen');
    expect(stderr.match(/error FC1104/g)).toHaveLength(9);
    const one = members.replaceAll(' symbol', ' Shared');
    project.write({ 'a.ts': `import type { T } from './t.js';\nexport interface A { m(a: T): void }\n` });
    project.write({ 'node_modules/t/package.json': '{ "name": "t", "types": "./index.d.ts" }' });
    project.write({ 'node_modules/t/index.d.ts': `export interface T { ${one} } type Shared = symbol;` });
    project.write({ 't.ts': "export type { T } from 't';" });
    const { stderr: grouped } = await run(project.folder, 'generate', 'a.ts', '--out', 'gen');
    expect(grouped.match(/error FC1104/g)).toHaveLength(1);
    expect(grouped).toMatch(/^ {2}also: A\.m\(a\)\.a1 is a symbol/m);
    expect(grouped).toMatch(/^ {2}also: 4 more of this kind here \(--format json lists them\)$/m);
    expect(grouped).toMatch(/^9 errors; nothing was written\.$/m);
  });

  const sources = { 'src/a.ts': 'export interface A {\n  m(a: any): void;\n}\n' };

  it('json is for programs', async () => {
    using project = workspace(sources);
    const { code, stdout, stderr } = await run(
      project.folder,
      'generate',
      'src/a.ts',
      '-o',
      'gen',
      '--format',
      'json',
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      diagnostics: [
        {
          file: 'src/a.ts',
          line: 2,
          column: 5,
          length: 1,
          code: 'FC1101',
          message: 'A.m(a) is any, so there is nothing to check what arrives against.',
          hint: 'Write the type that is meant, or unknown for any data.',
          path: 'A.m(a)',
        },
      ],
    });
  });

  it('github is for its runner', async () => {
    using project = workspace(sources);
    const { stdout } = await run(project.folder, 'generate', 'src/a.ts', '-o', 'gen', '--format', 'github');
    expect(stdout).toBe(
      '::error file=src/a.ts,line=2,col=5,title=flipcall FC1101::A.m(a) is any, so there is nothing to check what arrives against. Write the type that is meant, or unknown for any data.\n',
    );
  });
});

describe('flipcall generate --check', () => {
  it('is silent when all is fresh, and shows what is not', async () => {
    using project = workspace({ 'a.ts': GREETER });
    const check = () => run(project.folder, 'generate', 'a.ts', '-o', 'gen', '--check');
    expect(await check()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('+export interface GreeterClient {'),
    });
    await run(project.folder, 'generate', 'a.ts', '-o', 'gen');
    expect(await check()).toEqual({ code: 0, stdout: '', stderr: '' });
    project.write({ 'a.ts': GREETER.replace('string)', 'string, title: string)') });
    const { code, stdout, stderr } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('--- gen/a.flipcall.ts\tas it is\n+++ gen/a.flipcall.ts\tas it would be\n');
    expect(stdout).toContain(
      '+  hello(name: string, title: string, options?: CallOptions): Promise<string>;',
    );
    expect(stderr).toBe('1 file is stale; run flipcall generate without --check.\n');
    expect(await check()).toMatchObject({ code: 1 });
  });
});

describe('flipcall generate with a configuration', () => {
  const files = {
    'flipcall.config.ts': "export default { files: ['api/*.ts'], out: 'gen' as string };",
    'api/a.ts': GREETER,
    'api/data.ts': 'export interface Data { x: number }',
  };

  it('takes sources and output from it, and passes over files without services', async () => {
    using project = workspace(files);
    expect(await run(project.folder, 'generate')).toEqual({
      code: 0,
      stdout: 'wrote     gen/a.flipcall.ts\n',
      stderr: '',
    });
  });

  it('lets the command line go before it', async () => {
    using project = workspace({ ...files, 'b.ts': GREETER });
    const { stdout } = await run(project.folder, 'generate', 'b.ts', '--out', 'other');
    expect(stdout).toBe('wrote     other/b.flipcall.ts\n');
  });

  it.each([
    ['export default { file: [] };', 'flipcall.config.ts: file is none of files (strings), out'],
    ['export default 5;', 'flipcall.config.ts has no default export'],
    ['throw new Error("broken");', 'flipcall.config.ts cannot be loaded: broken'],
  ])('refuses %s', async (text, message) => {
    using project = workspace({ 'flipcall.config.ts': text });
    const { code, stderr } = await run(project.folder, 'generate');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('flipcall generate --watch', () => {
  it('generates again when a source changes, when one that it imports does, and after a mistake', async () => {
    using project = workspace({
      'a.ts': "import type { T } from './t.js';\nexport interface A { m(t: T): void }",
      't.ts': 'export interface T { one: string }',
    });
    const program = spawn(process.execPath, [PROGRAM, 'generate', 'a.ts', '-o', 'gen', '--watch'], {
      cwd: project.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = new Transcript();
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (text) => output.add(String(text)));
    const ended = once(program, 'exit');
    using _ = { [Symbol.dispose]: () => program.kill('SIGKILL') };
    const generated = (): string => readFileSync(project.path('gen/a.flipcall.ts'), 'utf8');

    await output.says('watching for changes');
    expect(generated()).toContain('one: z.string()');
    project.write({ 't.ts': 'export interface T { two: number }' });
    await output.says('generated 1 file in');
    expect(generated()).toContain('two: anyNumber()');
    project.write({ 't.ts': 'export interface T { three: any }' });
    await output.says('FC1101');
    await output.says('generated 0 files in');
    project.write({ 't.ts': 'export interface T { three: boolean }' });
    await output.says('generated 1 file in');
    expect(generated()).toContain('three: z.boolean()');
    program.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });
});

/** What a program has written, to wait for. */
class Transcript {
  #unread = '';
  #wake: () => void = () => {};

  add(text: string): void {
    this.#unread += text;
    this.#wake();
  }

  /** Waits for a text, and forgets it. What is written to two streams arrives in any order. */
  async says(text: string): Promise<void> {
    while (!this.#unread.includes(text)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#unread = this.#unread.replace(text, '');
  }
}

describe('flipcall breaking', () => {
  const CHANGED = GREETER.replace('name: string', 'name: number');
  const SAYS = `wire   Greeter.hello(name): In what old clients send, string is not number. (parameter-narrowed)\n`;

  it('compares with a commit', async () => {
    using project = workspace({ 'api/a.ts': GREETER });
    const git = (...args: string[]) =>
      promisify(execFile)('git', ['-c', 'user.name=T', '-c', 'user.email=t@t', ...args], {
        cwd: project.folder,
      });
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'first');
    const breaking = () => run(project.path('api'), 'breaking', 'a.ts', '--against', 'HEAD');
    expect(await breaking()).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing changed') });
    project.write({ 'api/a.ts': CHANGED });
    expect(await breaking()).toEqual({ code: 1, stdout: SAYS, stderr: '' });
    expect(await run(project.folder, 'breaking', 'api/*.ts', '--against', 'no-such-commit')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'no-such-commit is neither a folder, nor a snapshot, nor a commit of git',
      ),
    });
  });

  it('compares with a folder', async () => {
    using project = workspace({ 'new/a.ts': CHANGED, 'old/a.ts': GREETER });
    expect(await run(project.path('new'), 'breaking', 'a.ts', '--against', '../old')).toMatchObject({
      code: 1,
      stdout: SAYS,
    });
  });

  it('compares with a snapshot, and reports for programs and for GitHub', async () => {
    using project = workspace({ 'a.ts': GREETER });
    const { stdout: snapshot } = await run(project.folder, 'describe', 'a.ts', '--format', 'json');
    expect(snapshot).not.toContain(project.folder);
    project.write({ 'snapshot.json': snapshot, 'other.json': '{}', 'a.ts': CHANGED });
    const breaking = (...args: string[]) => run(project.folder, 'breaking', 'a.ts', '--against', ...args);
    expect(await breaking('snapshot.json')).toMatchObject({ code: 1, stdout: SAYS });
    expect(JSON.parse((await breaking('snapshot.json', '--format', 'json')).stdout)).toMatchObject({
      changes: [{ rule: 'parameter-narrowed', severity: 'wire', path: 'Greeter.hello(name)' }],
    });
    expect((await breaking('snapshot.json', '--format', 'github')).stdout).toMatch(
      /^::error title=flipcall parameter-narrowed::/,
    );
    expect(await breaking('other.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is no snapshot'),
    });
  });

  it('fails for milder changes when it is told to', async () => {
    using project = workspace({
      'new/a.ts': GREETER.replace('name: string', 'name: string | null'),
      'old/a.ts': GREETER,
    });
    const breaking = (...args: string[]) =>
      run(project.path('new'), 'breaking', 'a.ts', '--against', '../old', ...args);
    expect(await breaking()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^source Greeter\.hello/),
    });
    expect(await breaking('--level', 'source')).toMatchObject({ code: 1 });
  });
});

describe('flipcall describe', () => {
  const SOURCE = `/** A shop. */
export interface Shop {
  /** Buys. */
  buy(item: Item, count?: number): Promise<'ok' | 'gone'>;
}
export interface Item { /** @minimum 0 */ price: number; name?: string }
`;

  it.each([
    [
      'table',
      /^Shop {2}[0-9a-f]{32}\nA shop\.\n {2}buy {2}unary {2}\(item: Item, count\?: number\) {2}"gone" \| "ok"\n$/,
    ],
    [
      'markdown',
      /^## Shop\n\nA shop\.\n\nContract `[0-9a-f]{32}`\.\n\n\| method .*\n.*\n\| `buy\(item: Item, count\?: number\)` \| unary \| `"gone" \\\| "ok"` \| {2}\| Buys\. \|\n$/,
    ],
  ])('prints a %s', async (format, expected) => {
    using project = workspace({ 'a.ts': SOURCE });
    expect(await run(project.folder, 'describe', 'a.ts', '--format', format)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(expected),
    });
  });

  it('prints JSON Schema', async () => {
    using project = workspace({ 'a.ts': SOURCE });
    const { stdout } = await run(project.folder, 'describe', 'a.ts', '--format', 'json-schema');
    expect(JSON.parse(stdout)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      methods: {
        'Shop.buy': {
          kind: 'unary',
          arguments: {
            type: 'array',
            prefixItems: [
              { title: 'item', $ref: '#/$defs/Item' },
              { title: 'count', type: 'number' },
            ],
            minItems: 1,
            items: false,
          },
          result: { anyOf: [{ const: 'gone' }, { const: 'ok' }] },
        },
      },
      $defs: {
        Item: {
          type: 'object',
          properties: {
            price: { description: '@minimum 0', type: 'number', minimum: 0 },
            name: { type: 'string' },
          },
          required: ['price'],
        },
      },
    });
  });
});

it('flipcall describe shows streams and errors for what they are', async () => {
  const source =
    'export class Full extends Error { limit = 1 }\nexport interface Chat { /** @throws {Full} */ talk(room: string, said: AsyncIterable<string>): AsyncIterable<number>; log(lines: AsyncIterable<string>): Promise<number> }';
  using project = workspace({ 'a.ts': source });
  const { stdout: table } = await run(project.folder, 'describe', 'a.ts');
  expect(table).toMatch(
    /talk +bidiStream +\(room: string, said: AsyncIterable<string>\) +AsyncIterable<number>, throws Full/,
  );
  expect(table).toMatch(/log +clientStream +\(lines: AsyncIterable<string>\) +number/);
  const { stdout: schema } = await run(project.folder, 'describe', 'a.ts', '--format', 'json-schema');
  expect(JSON.parse(schema).methods['Chat.talk']).toEqual({
    kind: 'bidiStream',
    arguments: {
      type: 'array',
      prefixItems: [{ title: 'room', type: 'string' }],
      minItems: 1,
      items: false,
    },
    upload: { title: 'said', type: 'string' },
    item: { type: 'number' },
    throws: [{ $ref: '#/errors/Full' }],
  });
  expect(JSON.parse(schema).errors).toEqual({
    Full: { title: 'Full', type: 'object', properties: { limit: { type: 'number' } }, required: ['limit'] },
  });
  const { stdout: markdown } = await run(project.folder, 'describe', 'a.ts', '--format', 'markdown');
  expect(markdown).toContain('| `AsyncIterable<number>` | `Full` |  |');
});

describe('flipcall init', () => {
  it('adds what is needed to generate, and leaves alone what is there', async () => {
    using project = workspace({ 'package.json': '{\n    "name": "mine",\n    "type": "module"\n}\n' });
    expect(await run(project.folder, 'init')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('npm run generate'),
    });
    expect(readFileSync(project.path('package.json'), 'utf8')).toBe(
      '{\n    "name": "mine",\n    "type": "module",\n    "scripts": {\n        "generate": "flipcall generate"\n    }\n}\n',
    );
    const again = await run(project.folder, 'init');
    expect(again.stdout.match(/^kept/gm)).toHaveLength(3);
  });

  it('makes a project that generates', async () => {
    using project = workspace({});
    await run(project.folder, 'init');
    const config = readFileSync(project.path('flipcall.config.ts'), 'utf8');
    project.write({
      'flipcall.config.ts': config.replace(/import .*\n/, 'const defineConfig = <T>(it: T): T => it;\n'),
    });
    expect(await run(project.folder, 'generate')).toEqual({
      code: 0,
      stdout: 'wrote     src/gen/greeter.flipcall.ts\n',
      stderr: '',
    });
  });

  it('wants a package', async () => {
    using project = workspace({});
    project.write({ 'empty/file': '' });
    expect(await run(project.path('empty'), 'init')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('npm init'),
    });
  });
});

describe('the command line', () => {
  it.each([
    [['generate', 'a.ts'], 'error: no output folder: name it with --out'],
    [['generate', '--out', 'gen'], 'error: no source files: name them on the command line'],
    [['generate', 'a.ts', '--out', 'gen', '--nonsense'], "error: unknown option '--nonsense'"],
    [['generate', 'a.ts', '--out', 'gen', '--format', 'xml'], "argument 'xml' is invalid"],
    [['generate', 'no/*.ts', '--out', 'gen'], 'error: no TypeScript file matches no/*.ts'],
    [['generate', '--config', 'missing.ts'], 'error: there is no configuration file missing.ts'],
    [['nonsense'], "error: unknown command 'nonsense'"],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await run('/', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('prints help and version', async () => {
    const help = await run('/', 'generate', '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Exit codes:');
    expect(await run('/', '--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('runs as a program', async () => {
    using project = workspace({ 'a.ts': GREETER });
    const options = { cwd: project.folder };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [PROGRAM, 'generate', 'a.ts', '-o', 'gen'],
      options,
    );
    expect(stdout).toBe('wrote     gen/a.flipcall.ts\n');
  });
});
