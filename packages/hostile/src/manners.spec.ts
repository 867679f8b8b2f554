// How flipcall behaves in the program that uses it: what ends, ends; what fails, says so to whom it may.
import { Code } from '@flipcall/rpc';
import { type Child, Ground, program } from '../test/processes.js';

const ground = new Ground();
let server: Child;
let path: string;
beforeEach(async () => {
  ({ server, path } = await ground.serve());
});
afterEach(async () => {
  // Whatever the client did, the server had no trouble, and has given everything back.
  if (server.process.exitCode === null && server.process.signalCode === null) {
    const deadline = performance.now() + 10_000;
    let held = await report();
    while (held['sessions'] !== 0 && performance.now() < deadline) held = await report();
    expect(held).toMatchObject({ troubles: 0, sessions: 0, windows: 0 });
  }
  ground.killAll();
});
afterAll(() => ground.remove());

async function report(): Promise<Record<string, unknown>> {
  server.process.stdin?.write('\n');
  return JSON.parse(await server.line()) as Record<string, unknown>; // What prey-server.ts prints.
}

function play(scenario: string, ...flags: string[]): Child {
  return ground.start(process.execPath, ...flags, program('manners'), scenario, path);
}

it.each<[string, number]>([
  ['process.exit', 7],
  ['an uncaught exception', 1],
  ['an unhandled rejection of the program', 1],
  ['the end of the program', 0],
])('%s with calls in flight ends the process', async (scenario, code) => {
  const child = play(scenario);
  expect(await child.exited).toEqual({ code, signal: null });
  expect(child.errors.replace(/^.*\bmeant\b/s, '')).not.toMatch(/flipcall.*(abort|assert|fatal)/i);
});

it('a worker with calls in flight, awaited or blocking, can be terminated', async () => {
  const child = play('a worker that is terminated');
  expect(await child.rest()).toEqual(['terminated']);
  expect(await child.exited).toEqual({ code: 0, signal: null });
});

it('a signal does not end a blocking call, and its handler runs afterwards', async () => {
  const child = play('blocked when a signal comes');
  expect(await child.line()).toBe('blocking');
  for (let i = 0; i < 20; i++) child.process.kill('SIGUSR2');
  expect(await child.line()).toBe('answered');
  expect(await child.line()).toBe('the handler of the signal ran');
  await child.exited;
});

it.each(['SIGTERM', 'SIGINT'] as const)('%s ends a process that blocks', async (signal) => {
  const child = play('blocked for good');
  expect(await child.line()).toBe('blocking');
  child.process.kill(signal);
  expect(await child.exited).toEqual({ code: null, signal });
});

it('a forked child holds nothing of a session, which goes on', async () => {
  expect(await play('a child by fork').rest()).toEqual(['nothing more than before', 'still here']);
});

it('workers of a cluster have sessions of their own', async () => {
  expect(await play('workers of a cluster').rest()).toEqual(['from a worker', 'from a worker']);
});

it('handlers that throw anything in any way take no server down', async () => {
  const child = play('a server of wild handlers');
  expect(await child.rest()).toEqual([`[${Code.Internal}] still here`]);
  expect(await child.exited).toEqual({ code: 0, signal: null });
});

it('the death of a server is no unhandled rejection of who called nothing', async () => {
  const child = play('an idle session whose server dies');
  expect(await child.line()).toBe('idle');
  server.process.kill('SIGKILL');
  expect(await child.line()).toBe('closed');
  expect({ ...(await child.exited), errors: child.errors }).toEqual({ code: 0, signal: null, errors: '' });
});

describe('under Node’s permission model', () => {
  const permission =
    Number(process.versions.node.split('.')[0]) < 24 ? '--experimental-permission' : '--permission';
  const flags = [permission, '--no-warnings', '--allow-fs-read=*'];

  it('a client works that may load addons', async () => {
    const child = ground.start(process.execPath, ...flags, '--allow-addons', program('connect-once'), path);
    expect(await child.rest()).toEqual(['ok']);
  });

  it('one that may not gets an error that says so', async () => {
    const child = ground.start(process.execPath, ...flags, program('connect-once'), path);
    expect((await child.exited).code).toBe(1);
    expect(child.errors).toMatch(/The flipcall addon could not be loaded/);
    expect(child.errors).toMatch(/ERR_DLOPEN_DISABLED|--allow-addons/);
  });
});
