import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspace } from '../../test/support/workspace.js';
import { createProgram } from './program.js';

const GREETER = 'export interface Greeter {\n\thello(name: string): Promise<string>;\n}\n';

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
      stderr: `a.ts:5:16: error FC1104: Bad.do(b) is a symbol, which exists only inside the process that made it.
  5 | \tdo(a: string, b: symbol): any;
    | \t              ^
  hint: Use a string literal type in its place.

a.ts:5:2: error FC1101: Bad.do() is any, so there is nothing to check what arrives against.
  5 | \tdo(a: string, b: symbol): any;
    | \t^^
  hint: Write the type that is meant.

2 errors; nothing was written.
`,
    });
    expect(existsSync(project.path('gen'))).toBe(false);
  });

  it('names a file that does not exist', async () => {
    using project = workspace({});
    const { code, stderr } = await run(project.folder, 'generate', 'nothing.ts', '--out', 'gen');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^nothing\.ts: error FC1001: There is no such file\.$/m);
  });
});

describe('the command line', () => {
  it.each([
    [['generate', 'a.ts'], "error: required option '-o, --out <dir>' not specified"],
    [['generate', '--out', 'gen'], "error: missing required argument 'file'"],
    [['generate', 'a.ts', '--out', 'gen', '--nonsense'], "error: unknown option '--nonsense'"],
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
    const program = join(__dirname, '../../dist/cli.js');
    const options = { cwd: project.folder };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [program, 'generate', 'a.ts', '-o', 'gen'],
      options,
    );
    expect(stdout).toBe('wrote     gen/a.flipcall.ts\n');
  });
});
