import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promiseClient } from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { Code } from '../code.js';
import { connect } from '../connect.js';
import type { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { serveSessions } from './serve-sessions.js';
import { type Spread, type SpreadOptions, spread } from './spread.js';

const test = join(__dirname, '../../test');
const run = join(test, 'run-typescript.cjs');
const peer = join(test, 'spread-peer.ts');
const folder = mkdtempSync(join(tmpdir(), 'flipcall-spread-'));
let sockets = 0;
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['thread', 'process'] as const)('sessions spread over workers, each a %s', (kind) => {
  const start = (options: Partial<SpreadOptions> = {}): Promise<Spread> =>
    spread({
      path: join(folder, `${sockets++}.sock`),
      workers: 2,
      module: run,
      kind,
      thread: { worker: { argv: [peer] } },
      process: { execArgv: ['--no-warnings'], args: [peer] },
      restart: { initialMs: 1, maxMs: 10 },
      ...options,
    });
  const connectTo = (count: number, path: string): Promise<RpcSession[]> =>
    Promise.all(Array.from({ length: count }, () => connect(path)));

  it('are even: each goes to the worker that has the fewest', async () => {
    await using serving = await start();
    const clients = await connectTo(6, serving.path);
    const served = await Promise.all(clients.map((client) => promiseClient(client)('greet', ['x'])));
    const counts = new Map<unknown, number>();
    for (const worker of served) counts.set(worker, (counts.get(worker) ?? 0) + 1);
    expect([...counts.values()]).toEqual([3, 3]);
    expect(String(served[0])).toMatch(new RegExp(`^${kind} \\d+$`));
    expect(serving.workers.map(({ sessions }) => sessions)).toEqual([3, 3]);
    for (const [index, client] of clients.entries()) if (served[index] === served[0]) client.close();
    while (serving.workers.every(({ sessions }) => sessions > 0)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const [late] = await connectTo(1, serving.path);
    if (late === undefined) throw new Error('no session');
    expect(await promiseClient(late)('greet', ['x'])).toBe(served[0]);
  });

  it('of a worker that crashes end as unavailable; it is started anew, and others notice nothing', async () => {
    await using serving = await start();
    const [doomed, healthy] = await connectTo(2, serving.path);
    if (doomed === undefined || healthy === undefined) throw new Error('no session');
    const exited = once(serving.events, 'exited');
    const waiting = promiseClient(healthy)('later', ['still here', 300]);
    expect(await failureOf(promiseClient(doomed)('echo', ['crash']))).toMatchObject({
      code: Code.Unavailable,
      maybeExecuted: true,
    });
    expect(await exited).toMatchObject([{ exit: { code: 9 } }]);
    expect(await waiting).toBe('still here');
    const [again] = await connectTo(1, serving.path);
    if (again === undefined) throw new Error('no session');
    expect(await promiseClient(again)('echo', [1])).toBe(1);
    while (serving.workers.every(({ starts }) => starts === 1)) await once(serving.events, 'started');
  });

  it('drain: calls that run end, and nothing is left behind', async () => {
    const serving = await start();
    const clients = await connectTo(4, serving.path);
    const running = clients.map((client, index) => promiseClient(client)('later', [index, 100]));
    await Promise.all(clients.map((client) => promiseClient(client)('echo', [1])));
    await serving.drain();
    expect(await Promise.all(running)).toEqual([0, 1, 2, 3]);
    for (const client of clients) expect(await client.closed).toBeUndefined();
    expect(existsSync(serving.path)).toBe(false);
    await serving.drain();
  });

  it('wait for a worker while there is none', async () => {
    await using serving = await start({ workers: 1 });
    const [doomed] = await connectTo(1, serving.path);
    if (doomed === undefined) throw new Error('no session');
    await failureOf(promiseClient(doomed)('echo', ['crash']));
    await doomed.closed;
    // Whoever comes before the worker's end was noticed may still be handed to it, and is hung up on.
    let next: RpcSession | undefined;
    while (next === undefined) [next] = await connectTo(1, serving.path).catch(() => []);
    expect(await promiseClient(next)('echo', ['served'])).toBe('served');
  });

  it('are limited', async () => {
    await using serving = await start({ workers: 1, maxSessions: 1 });
    const [first] = await connectTo(1, serving.path);
    const refused = once(serving.events, 'refused');
    await expect(connect(serving.path)).rejects.toMatchObject({ kind: 'refused' });
    expect(await refused).toMatchObject([{ kind: 'refused' }]);
    first?.close();
    while (serving.workers[0]?.sessions !== 0) await new Promise((resolve) => setImmediate(resolve));
    (await connect(serving.path)).close();
  });

  it('are not spread by a module that does not start', async () => {
    const path = join(folder, 'never.sock');
    const failing = start({ path, module: '/no/such/module.js', process: { showStderr: false } });
    await expect(failing).rejects.toThrow(/exited with code 1/);
    expect(existsSync(path)).toBe(false);
  });
});

it('refuses a number of workers that is none', async () => {
  const options = { path: join(folder, 'none.sock'), module: run };
  await expect(spread({ ...options, workers: 0 })).rejects.toThrow(RangeError);
});

it('a worker refuses options that make no sense at once, not each session', async () => {
  await expect(serveSessions(new Server(), { busyShare: 2 })).rejects.toThrow(
    'busyShare must be more than 0 and at most 1, not 2.',
  );
});
