import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Child, temporaryFolder } from '../test/processes.js';

const folder = temporaryFolder();
let server: Child;
const path = folder.path('server.sock');

beforeAll(async () => {
  server = new Child('session-peer.mjs', 'listen', path, 'silent');
  await server.line();
});
afterAll(() => {
  server.kill();
  folder.remove();
});

/** Runs a scenario in a process of its own, which must end by itself. */
async function run(
  scenario: string,
  socketPath = path,
): Promise<{ code: number | null; output: string; errors: string }> {
  const script = join(__dirname, '../test/lifetime.mjs');
  const child = spawn(process.execPath, ['--expose-gc', script, scenario, socketPath], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (code, signal) => resolve([code, signal]));
  });
  if (signal !== null) throw new Error(`ended by ${signal}: ${errors}`);
  return { code, output, errors };
}

it.each(['process.exit with a session open', 'process.exit while an endpoint waits'])(
  '%s ends the process',
  async (name) => {
    expect(await run(name)).toEqual({ code: 0, output: '', errors: '' });
  },
);

it.each(['workers terminated while they block', 'process.exit while workers block'])(
  '%s end all the same',
  async (name) => {
    expect(await run(name, folder.path('blocked.sock'))).toEqual({ code: 0, output: '', errors: '' });
  },
);

it('an uncaught exception with a session open ends the process as ever', async () => {
  const { code, errors } = await run('an uncaught exception with a session open');
  expect(code).toBe(1);
  expect(errors).toContain('Error: meant');
});

it('workers terminated with sessions open and endpoints waiting leave nothing behind', async () => {
  const name = 'workers terminated with sessions open and endpoints waiting';
  const { code, output, errors } = await run(name, folder.path('workers.sock'));
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const { before, after } = JSON.parse(output);
  expect(after).toEqual(before);
});

it('endpoints left to the garbage collector give their windows back', async () => {
  const { code, output, errors } = await run('endpoints left to the garbage collector');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const { before, after } = JSON.parse(output);
  expect(after.windows).toBeLessThanOrEqual(before.windows + 5);
  expect(after.descriptors).toBe(before.descriptors);
});
