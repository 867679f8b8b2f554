import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  blockingClient,
  Conformance,
  conformanceHandlers,
  promiseClient,
} from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { killPeers, nextOutput, startPeer } from '../../test/peer-process.js';
import { Code } from '../code.js';
import { ServiceRegistry } from '../service-registry.js';
import { ExitError } from './exit.js';
import { type SpawnOptions, spawnSession } from './spawn-session.js';
import { workerSession } from './worker-session.js';

const test = join(__dirname, '../../test');
const run = join(test, 'run-typescript.cjs');
const peer = join(test, 'child-peer.ts');

const start = (args: string[] = [], options: SpawnOptions = {}): ReturnType<typeof spawnSession> =>
  spawnSession(process.execPath, ['--no-warnings', run, peer, ...args], { showStderr: false, ...options });
const startWorker = (...args: string[]): ReturnType<typeof workerSession> =>
  workerSession(run, { worker: { argv: [peer, ...args], stderr: true } });

afterEach(killPeers);

/** Whether the process is there and is no zombie. */
function lives(pid: number): boolean {
  if (!existsSync(`/proc/${pid}`)) return false;
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
}

describe('spawnSession', () => {
  it('opens a session with a program, which serves its parent and calls it back', async () => {
    const services = new ServiceRegistry().add(Conformance, conformanceHandlers());
    const session = await start([], { services });
    const call = promiseClient(session);
    expect(await call('greet', ['Ada'])).toBe(`Ada in ${session.child.pid}`);
    expect(await call('soon', ['Ada'])).toBe('Hello, Ada!');
    expect(blockingClient(session)('greet', ['Bob'])).toBe(`Bob in ${session.child.pid}`);
    expect(session.peer?.pid).toBe(session.child.pid);
    session.close();
    expect(await session.exited).toMatchObject({ code: 0, signal: null });
  });

  it('tells the child alone of its socket, and only once', async () => {
    using session = await start();
    const call = promiseClient(session);
    expect(await call('echo', ['environment'])).toEqual([]);
    expect(await call('soon', ['again'])).toContain('There is no parent to talk to');
  });

  it.each([
    [
      'exits',
      'exit',
      /process \d+ \(.*child-peer.ts\) exited with code 3; .*\n {4}a first line\n {4}the last line\n/,
    ],
    ['is killed', 'kill', /was ended by SIGSEGV/],
    ['throws', 'throw', /exited with code [17](.|\n)*RangeError: out of cheese/],
  ])('says in the errors of calls that wait how the child ended: it %s', async (_, how, text) => {
    const session = await start();
    const call = promiseClient(session);
    const waiting = failureOf(call('untilAborted'));
    await call('nothing');
    const error = await failureOf(call('soon', [how]));
    for (const each of [error, await waiting]) {
      expect(each).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
      expect(each.message).toMatch(text);
      expect(each.cause).toBeInstanceOf(ExitError);
    }
    expect(await session.closed).toBeInstanceOf(ExitError);
    expect(await failureOf(call('echo', [1]))).toMatchObject({
      code: Code.Unavailable,
      maybeExecuted: false,
      message: expect.stringMatching(text),
    });
  });

  it.each([
    ['exits', 'exit', 'exited with code 3'],
    ['is killed', 'kill', 'was ended by SIGSEGV'],
  ])('says it to a blocking call too: it %s', async (_, how, text) => {
    const session = await start();
    const error = await failureOf(() => blockingClient(session)('echo', [how]));
    expect(error).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
    expect(error.message).toContain(text);
    await session.exited;
  });

  it('rejects with how a child ended that never opened its session', async () => {
    const failed = start(['early']);
    await expect(failed).rejects.toBeInstanceOf(ExitError);
    await expect(failed).rejects.toThrow(/exited with code 4; .*\n {4}no such plugin\n/);
  });

  it('kills a child that does not open its session in time', async () => {
    await expect(start(['mute'], { handshakeTimeoutMs: 300 })).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('says when the program can not be started', async () => {
    await expect(spawnSession('/no/such/program')).rejects.toMatchObject({
      kind: 'system',
      message: '/no/such/program could not be started: spawn /no/such/program ENOENT',
    });
  });

  it('kills a child that does not exit after the session', async () => {
    const session = await start([], { exitTimeoutMs: 50 });
    const call = promiseClient(session);
    await call('nothing');
    const hanging = nextOutput(session.child.stderr);
    void call('echo', ['hang']).catch(() => undefined);
    expect(await hanging).toBe('hanging\n');
    session.close();
    expect(await session.exited).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('has the child die with its parent, even one that hangs', async () => {
    const parent = await startPeer('spawning-peer.ts');
    const child = Number(parent.firstOutput);
    expect(lives(child)).toBe(true);
    parent.process.kill('SIGKILL');
    await once(parent.process, 'exit');
    // It is no child of ours: nobody tells us when it dies.
    while (lives(child)) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe('workerSession', () => {
  it('opens a session with a worker, which serves its parent and calls it back', async () => {
    const session = await startWorker();
    const call = promiseClient(session);
    expect(await call('greet', ['Ada'])).toBe('Ada in a worker');
    expect(blockingClient(session)('greet', ['Bob'])).toBe('Bob in a worker');
    session.close();
    expect(await session.exited).toMatchObject({ code: 0 });
  });

  it.each([
    ['exits', 'exit', 'exited with code 3'],
    ['throws', 'throw', 'exited with code 1: RangeError: out of cheese'],
  ])('says in the errors of calls that wait how the worker ended: it %s', async (_, how, text) => {
    const session = await startWorker();
    const error = await failureOf(promiseClient(session)('soon', [how]));
    expect(error).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
    expect(error.message).toContain(text);
    expect(error.cause).toBeInstanceOf(ExitError);
  });

  it('rejects with how a worker ended that never opened its session', async () => {
    await expect(startWorker('early')).rejects.toThrow('exited with code 4');
  });
});
