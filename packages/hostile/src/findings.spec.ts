// What fuzzing found, one test for each finding.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Ground } from '../test/processes.js';
import type { Report } from './prey-process.js';

execFileSync('make', ['--silent', '-C', join(__dirname, '../native')]);
const hostile = join(__dirname, '../build/hostile');

const ground = new Ground();
afterEach(() => ground.killAll());
afterAll(() => ground.remove());

it('a peer that dies with rings unread, and more sent than are read at once, is noticed', async () => {
  const { server, path } = await ground.serve();
  // A seed for which it shakes hands properly.
  const attacker = ground.start(hostile, 'die-unread', path, '3', '20000');
  expect(await attacker.line()).toBe('about to die');
  server.process.kill('SIGSTOP');
  attacker.process.stdin?.write('\n');
  await attacker.exited;
  server.process.kill('SIGCONT');
  const report = async (): Promise<Report> => {
    server.process.stdin?.write('\n');
    return JSON.parse(await server.line()) as Report; // What prey-server.ts prints.
  };
  const deadline = performance.now() + 20_000;
  let held = await report();
  while (held.sessions > 0 && performance.now() < deadline) held = await report();
  expect(held).toMatchObject({ sessions: 0, windows: 0 });
});
