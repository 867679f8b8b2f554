import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const dist = join(__dirname, '../dist');
let folder: string;
let runtime: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
  runtime = join(folder, 'runtime');
  mkdirSync(runtime);
  mkdirSync(join(folder, 'texts/a'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(program: string, ...args: string[]) {
  const env = { ...process.env, XDG_RUNTIME_DIR: runtime, INIT_CWD: folder };
  return spawn(process.execPath, [join(dist, program), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function outcome(child: ChildProcess) {
  const read = (stream: ChildProcess['stdout']) => (stream ? text(stream) : '');
  const [stdout, stderr, [code]] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code };
}

test('the demo indexes, searches from a sibling, compares, and cleans up', async () => {
  writeFileSync(join(folder, 'texts/a/README.md'), '# Rings\nA **ring buffer** in shared memory.');
  writeFileSync(join(folder, 'texts/LICENSE'), 'Permission is hereby granted.');
  const { stdout, stderr, code } = await outcome(
    start('demo.js', '--dir', 'texts', '--query', 'ring', '--query', 'nonsense'),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('100 % of 2 files') });
  expect(stdout).toContain('Indexed 2 texts');
  expect(stdout).toMatch(
    /ring {2}1 text, [\d.]+ [µm]s\n {2}1 {2}a\/README.md .*\n {5}Rings A ring buffer in shared memory/,
  );
  expect(stdout).toContain('nothing found');
  for (const way of ['flipcall, blocking', 'flipcall, awaited', 'JSON over a Unix socket']) {
    expect(stdout).toMatch(new RegExp(`${way} +[\\d.]+ µs`));
  }
  expect(stdout).not.toContain('\x1b'); // No colours where nobody sees them.
  expect(readdirSync(runtime)).toEqual([]);
});

test.each([
  [['--dir', 'nowhere'], 'There is no directory'],
  [['--dir', 'texts'], 'There is nothing to index'],
  [['--directory', 'texts'], '--directory'],
])('demo %j ends with 1 and says why', async (args, reason) => {
  const { stdout, stderr, code } = await outcome(start('demo.js', ...args));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('    at ');
  expect(readdirSync(runtime)).toEqual([]);
});

test('a server on its own ends with a signal and takes its sockets along', async () => {
  writeFileSync(join(folder, 'texts/README'), 'A text.');
  const path = join(runtime, 'search.sock');
  const server = start('server.js', '--dir', 'texts', '--path', path);
  const ended = once(server, 'exit');
  const output = createInterface({ input: server.stdout });
  for await (const line of output) if (line.startsWith('Serving')) break;
  const client = await outcome(start('client.js', '--path', path, '--query', 'text'));
  expect(client).toMatchObject({ code: 0, stdout: expect.stringContaining('README') });
  server.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  expect(readdirSync(runtime)).toEqual([]);
});

test('a server whose parent is gone before it serves ends by itself', async () => {
  writeFileSync(join(folder, 'texts/README'), 'A text.');
  const args = ['--dir', 'texts', '--path', join(runtime, 'search.sock'), '--parent-fd', '3'];
  const env = { ...process.env, INIT_CWD: folder };
  const server = spawn(process.execPath, [join(dist, 'server.js'), ...args], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  server.stdio[3]?.destroy();
  expect(await once(server, 'exit')).toEqual([0, null]);
});
