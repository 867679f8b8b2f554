import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const example = join(__dirname, '..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hello-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the client is greeted by a server in another process', async () => {
  const env = { ...process.env, XDG_RUNTIME_DIR: folder };
  const server = spawn(process.execPath, ['dist/server.js'], {
    cwd: example,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    await Promise.race([once(server.stdout, 'data'), exited]);
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/client.js'], { cwd: example, env });
    expect(stdout).toBe('Hello, world!\nHello, world, at once!\n');
  } finally {
    server.kill();
    await exited;
  }
});

test('a client without a server says so', async () => {
  const env = { ...process.env, XDG_RUNTIME_DIR: folder };
  const client = promisify(execFile)(process.execPath, ['dist/client.js'], { cwd: example, env });
  await expect(client).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('flipcall-hello.sock'),
  });
  expect(existsSync(join(folder, 'flipcall-hello.sock'))).toBe(false);
});

test.each(['greeter.ts', 'server.ts', 'client.ts'])('%s stays a quickstart', (file) => {
  expect(readFileSync(join(example, 'src', file), 'utf8').split('\n').length).toBeLessThan(25);
});
