import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { promiseClient } from '../test/conformance-service.js';
import { failureOf } from '../test/failure-of.js';
import { exitOf, killPeers, startPeer } from '../test/peer-process.js';
import { Code } from './code.js';
import { connect } from './connect.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-restart-'));
let sockets = 0;
const newPath = (): string => join(folder, `${sockets++}.sock`);

afterEach(killPeers);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a server process that is replaced while clients call', () => {
  it('loses no call of theirs', async () => {
    const path = newPath();
    let server = await startPeer('restart-peer.ts', path);
    const clients = await Promise.all([1, 2, 3].map(() => connect({ path, reconnect: true })));
    const servers = new Set<unknown>();
    const failures: unknown[] = [];
    let calls = 0;
    let done = false;
    const work = clients.flatMap((session, client) => {
      const call = promiseClient(session);
      // Some one after the other, some that take their time, some with arguments of many datagrams.
      const jobs = [
        async () => servers.add(await call('greet', ['x'])),
        async () => expect(await call('later', [client, 15])).toBe(client),
        async () => expect(await call('echo', ['x'.repeat(600_000)])).toHaveLength(600_000),
      ];
      return jobs.map(async (job) => {
        while (!done) {
          await job().catch((error: unknown) => failures.push(error));
          calls++;
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
    });
    try {
      for (let restart = 0; restart < 5; restart++) {
        const successor = await startPeer('restart-peer.ts', path);
        server.process.kill('SIGTERM');
        expect(await exitOf(server)).toBe(0);
        // It may have been reached before the old one was gone: a client may still have been on its way from the restart before.
        while (!servers.has(String(successor.process.pid)))
          await new Promise((resolve) => setImmediate(resolve));
        server = successor;
      }
    } finally {
      done = true;
      await Promise.all(work);
      for (const client of clients) client.close();
    }
    expect(failures).toEqual([]);
    expect(servers.size).toBe(6);
    expect(calls).toBeGreaterThan(100);
  });
});

describe('a program that blocks', () => {
  it('calls on across restarts, though its event loop never turns', async () => {
    const path = newPath();
    let server = await startPeer('restart-peer.ts', path);
    const caller = new Worker(join(__dirname, '../test/run-typescript.cjs'), {
      argv: [join(__dirname, '../test/blocking-caller.ts'), path],
    });
    const told = new Set<string>();
    caller.on('message', (answer: string) => told.add(answer));
    const toldOf = async (servers: number): Promise<void> => {
      while (told.size < servers) await once(caller, 'message');
    };
    for (let restart = 0; restart < 3; restart++) {
      await toldOf(restart + 1);
      const successor = await startPeer('restart-peer.ts', path);
      server.process.kill('SIGTERM');
      expect(await exitOf(server)).toBe(0);
      server = successor;
    }
    await toldOf(4);
    await caller.terminate();
    // A process's number is what it answers; anything else is a failure.
    expect([...told].filter((answer) => Number.isNaN(Number(answer)))).toEqual([]);
  });
});

describe('connect', () => {
  it('waits for a server that is not there yet, if it is told to', async () => {
    const path = newPath();
    const waiting = connect({ path, waitForReady: true });
    await startPeer('restart-peer.ts', path);
    const session = await waiting;
    expect(await promiseClient(session)('echo', [1])).toBe(1);
    session.close();
  });

  it('waits no longer than it is told, and not at all for what does not get better', async () => {
    const path = newPath();
    await expect(connect({ path })).rejects.toThrow(`No server listens on ${path}`);
    await expect(connect({ path, waitForReady: 30 })).rejects.toThrow(`No server listens on ${path}`);
    await expect(connect({ path, reconnect: true, waitForReady: false })).rejects.toThrow('No server');
    await expect(connect({ path: 'x'.repeat(200), waitForReady: true })).rejects.toThrow(RangeError);
    await expect(connect({ path, waitForReady: -1 })).rejects.toThrow(RangeError);
    await expect(connect({ path, reconnect: { jitter: 2 } })).rejects.toThrow('jitter');
  });
});

describe('a client that reconnects', () => {
  it('finds the server that was started again after a crash, and has told what it lost', async () => {
    const path = newPath();
    const server = await startPeer('restart-peer.ts', path);
    const session = await connect({ path, reconnect: { initialMs: 5 } });
    const call = promiseClient(session);
    const reasons: unknown[] = [];
    session.events.on('disconnected', (reason) => reasons.push(reason));
    const lost = failureOf(call('later', [1, 60_000]));
    await call('echo', ['it runs']);
    server.process.kill('SIGKILL');
    expect(await lost).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
    const waiting = call('echo', ['again']);
    await startPeer('restart-peer.ts', path);
    expect(await waiting).toBe('again');
    expect(reasons).toMatchObject([{ kind: 'peer-died' }]);
    session.close();
  });
});
