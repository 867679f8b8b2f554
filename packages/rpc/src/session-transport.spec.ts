import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '@flipcall/core';
import * as core from '@flipcall/core';
import {
  blockingClient,
  Conformance,
  conformanceHandlers,
  promiseClient,
} from '../test/conformance-service.js';
import { failureOf } from '../test/failure-of.js';
import { openBlockingCaller } from './client.js';
import { Code } from './code.js';
import { connect } from './connect.js';
import type { Limits } from './limits.js';
import type { RpcSession } from './rpc-session.js';
import { Server } from './server.js';
import { ServiceRegistry } from './service-registry.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-rpc-'));
const children = new Set<ChildProcess>();
let sockets = 0;

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that serves `Conformance`, and its socket path. */
async function startPeer(limits: Partial<Limits> = {}): Promise<{ child: ChildProcess; path: string }> {
  const path = join(folder, `${sockets++}.sock`);
  const test = join(__dirname, '../test');
  const script = [join(test, 'run-typescript.cjs'), join(test, 'conformance-peer.ts')];
  const child = spawn(process.execPath, ['--no-warnings', ...script, path, JSON.stringify(limits)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  if (child.stdout === null) throw new Error('no output to wait for');
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the peer did not start'))),
  ]);
  return { child, path };
}

describe('a stream of 1 GiB to a reader that rests', () => {
  it('holds back its sender, so that neither side needs 64 MiB more than garbage takes', async () => {
    const { child, path } = await startPeer();
    const peakKib = (): number =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
    const before = peakKib();
    const test = join(__dirname, '../test');
    const reader = spawn(
      process.execPath,
      ['--no-warnings', join(test, 'run-typescript.cjs'), join(test, 'slow-consumer.ts'), path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.add(reader);
    let output = '';
    reader.stdout?.on('data', (text) => {
      output += text;
    });
    await once(reader, 'exit');
    const [bytes, grownKib] = output.split(' ').map(Number);
    expect(bytes).toBe(2 ** 30);
    // An address sanitizer keeps books of all memory, and freed memory for a while. V8 after that of Node.js 22 lets more garbage lie.
    const lies = process.env['ASAN_OPTIONS'] === undefined ? 0 : 64;
    const garbage = Number.parseInt(process.versions.v8, 10) > 12 ? 32 : 0;
    const mostKib = (64 + lies + garbage) * 1024;
    expect(grownKib).toBeLessThan(mostKib);
    expect(peakKib() - before).toBeLessThan(mostKib);
  }, 120_000);
});

describe('when the serving process is killed', () => {
  async function sessionAndPeer(): Promise<{ client: RpcSession; child: ChildProcess }> {
    const { child, path } = await startPeer();
    return { client: await connect(path), child };
  }

  it('calls that wait fail at once, saying that they may have been executed', async () => {
    const { client, child } = await sessionAndPeer();
    const call = promiseClient(client);
    const waiting = [call('untilAborted'), call('later', [1, 60_000])];
    await call('echo', ['both have arrived']);
    child.kill('SIGKILL');
    for (const each of waiting) {
      expect(await failureOf(each)).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
    }
    expect(await client.closed).toMatchObject({ kind: 'peer-died' });
    expect(await failureOf(call('echo', [1]))).toMatchObject({
      code: Code.Unavailable,
      maybeExecuted: false,
    });
  });

  it('a blocking call returns', async () => {
    const { client, child } = await sessionAndPeer();
    const caller = openBlockingCaller(client, Conformance);
    const later = Conformance.methods.findIndex(({ name }) => name === 'later');
    // From outside this thread, which is about to block.
    spawn('sh', ['-c', `sleep 0.1; kill -KILL ${child.pid}`]);
    const error = await failureOf(() => caller.call(later, [1, 60_000]));
    expect(error).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
  });

  it('sessions with other processes go on', async () => {
    const [doomed, healthy] = await Promise.all([sessionAndPeer(), sessionAndPeer()]);
    doomed.child.kill('SIGKILL');
    await doomed.client.closed;
    expect(await promiseClient(healthy.client)('echo', ['still here'])).toBe('still here');
    healthy.client.close();
  });
});

describe('calls both ways between processes', () => {
  async function servingClient(): Promise<RpcSession> {
    const { path } = await startPeer({});
    return connect({ path, services: new ServiceRegistry().add(Conformance, conformanceHandlers()) });
  }
  const nested = [{ ask: 'Ada' }];

  it('a handler blocks on a call back to its caller, which awaits or blocks', async () => {
    const client = await servingClient();
    expect(await promiseClient(client)('echo', nested)).toBe('Hello, Ada!');
    expect(blockingClient(client)('echo', nested)).toBe('Hello, Ada!');
    const calls = Array.from({ length: 50 }, (_, i) => promiseClient(client)('echo', [{ ask: `${i}` }]));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 50 }, (_, i) => `Hello, ${i}!`));
    client.close();
  });

  it('a handler awaits a call back to its caller', async () => {
    const client = await servingClient();
    expect(await promiseClient(client)('later', ['warm', 1])).toBe('warm');
    const calls = Array.from({ length: 50 }, (_, i) => promiseClient(client)('soon', [{ ask: `${i}` }]));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 50 }, (_, i) => `Hello, ${i}!`));
    client.close();
  });
});

describe('a client that breaks the rules', () => {
  const garbage = (bytes: number[]) => (session: Session) => {
    const datagram = session.outgoing();
    if (datagram === undefined) throw new Error('nothing can be sent');
    datagram.bytes.set(bytes);
    datagram.length = bytes.length;
  };
  it.each<[string, (session: Session) => void, RegExp]>([
    ['sends what is no MessagePack', garbage([0xc1, 0xc1]), /byte 1: expected an array/],
    ['sends a call before it said hello', garbage([0x94, 0, 0, 0xa1, 0x78, 0x90]), /not a hello/],
    ['sends a frame that ends too soon', garbage([0x92, 12]), /byte 2/],
    [
      'claims a datagram longer than the window',
      (session) => {
        const datagram = session.outgoing();
        if (datagram !== undefined) datagram.length = 2 ** 31 - 1;
      },
      /longer than the packet window/,
    ],
  ])('that %s loses its session, and nobody else notices', async (_, misbehave, complaint) => {
    const path = join(folder, `${sockets++}.sock`);
    await using server = new Server().add(Conformance, conformanceHandlers());
    await server.listen({ path });
    const honest = await connect(path);
    const waiting = promiseClient(honest)('later', ['answer', 100]);
    const hostile = await core.connect({ path });
    const lost = new Promise((onClose) => hostile.open({ onDatagram() {}, onWritable() {}, onClose }));
    while (server.sessions.size < 2) await new Promise((resolve) => setImmediate(resolve));
    const [, refused] = [...server.sessions];
    misbehave(hostile);
    hostile.flush();
    expect(await refused?.closed).toMatchObject({ message: expect.stringMatching(complaint) });
    await lost;
    expect(await waiting).toBe('answer');
    expect(await promiseClient(honest)('echo', [1])).toBe(1);
    honest.close();
  });
});

describe('a server', () => {
  it('serves many processes; one that is killed troubles nobody', async () => {
    const path = join(folder, `${sockets++}.sock`);
    await using server = new Server({ onHandlerError: () => undefined }).add(
      Conformance,
      conformanceHandlers(),
    );
    await server.listen({ path });
    const clients = await Promise.all(Array.from({ length: 5 }, () => connect(path)));
    const answers = await Promise.all(clients.map((client, i) => promiseClient(client)('echo', [i])));
    expect(answers).toEqual([0, 1, 2, 3, 4]);
    expect(server.sessions.size).toBe(5);
    for (const client of clients) client.close();
    await Promise.all([...server.sessions].map(({ closed }) => closed));
    expect(server.sessions.size).toBe(0);
  });

  it('lets one slow handler hold up nobody else', async () => {
    const { path } = await startPeer();
    const client = await connect(path);
    const call = promiseClient(client);
    const order: string[] = [];
    const slow = call('later', ['slow', 200]).then(() => order.push('slow'));
    await Promise.all(Array.from({ length: 100 }, () => call('soon', ['quick'])));
    order.push('quick');
    await slow;
    expect(order).toEqual(['quick', 'slow']);
    client.close();
  });

  it('closes while a client connects, and nobody is surprised', async () => {
    const surprises: unknown[] = [];
    const note = (reason: unknown): void => void surprises.push(reason);
    process.on('unhandledRejection', note);
    const path = join(folder, `${sockets++}.sock`);
    const server = new Server().add(Conformance, conformanceHandlers());
    await server.listen({ path });
    const connecting = connect(path).then(
      (session) => session.closed,
      (error: unknown) => expect(error).toBeInstanceOf(core.FlipcallError),
    );
    await server.close();
    await connecting;
    // That nothing comes is told by no event.
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(surprises).toEqual([]);
  });

  it('closes for good: the path is free, sessions end, listening again is refused', async () => {
    const path = join(folder, `${sockets++}.sock`);
    const server = new Server().add(Conformance, conformanceHandlers());
    await server.listen({ path });
    const client = await connect(path);
    await server.close();
    expect(await client.closed).toBeUndefined();
    await expect(connect(path)).rejects.toThrow(`No server listens on ${path}`);
    await expect(server.listen({ path })).rejects.toThrow('closed');
  });
});
