import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { native } from '@flipcall/native';
import { Child, temporaryFolder } from '../test/processes.js';
import { listenForSockets } from './listen-for-sockets.js';
import type { Session } from './session.js';
import { connect, connectBlocking, listen } from './socket.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const ignore = { onSession: () => {} };

describe('listen', () => {
  it('makes a socket file that only this user may use, whatever the umask', () => {
    const before = process.umask(0);
    const listener = listen({ path: folder.path('mode.sock'), ...ignore });
    process.umask(0o777);
    const open = listen({ path: folder.path('open.sock'), mode: 0o666, ...ignore });
    process.umask(before);
    expect(statSync(listener.path).mode & 0o777).toBe(0o600);
    expect(statSync(open.path).mode & 0o777).toBe(0o666);
    listener.close();
    open.close();
  });

  it('removes the socket file when closed, and only its own', () => {
    const path = folder.path('own.sock');
    const listener = listen({ path, ...ignore });
    listener.close();
    expect(existsSync(path)).toBe(false);
    listener.close();
  });

  it('refuses a path on which a live server listens, naming it', () => {
    const path = folder.path('live.sock');
    const listener = listen({ path, ...ignore });
    expect(() => listen({ path, ...ignore })).toThrow(`Another server listens on ${path} already`);
    listener.close();
  });

  it('refuses a path on which a server of another kind listens', async () => {
    const path = folder.path('net.sock');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(() => listen({ path, ...ignore })).toThrow('Another server listens');
    await expect(connect({ path })).rejects.toThrow(`The server on ${path} is not a flipcall server`);
    await new Promise((resolve) => server.close(resolve));
  });

  it('replaces the socket file of a server that was killed', async () => {
    const path = folder.path('stale.sock');
    const child = new Child('session-peer.mjs', 'listen', path, 'echo');
    await child.line();
    child.kill();
    await child.exited;
    expect(existsSync(path)).toBe(true);
    const listener = listen({ path, ...ignore });
    listener.close();
  });

  it('does not touch a file that is no socket', () => {
    const path = folder.path('precious');
    writeFileSync(path, 'data');
    expect(() => listen({ path, ...ignore })).toThrow(`${path} exists and is not a socket`);
    expect(existsSync(path)).toBe(true);
  });

  it('refuses a path that the system does not allow, saying the limit', () => {
    const path = folder.path('x'.repeat(200));
    expect(() => listen({ path, ...ignore })).toThrow(RangeError);
    expect(() => listen({ path, ...ignore })).toThrow('the system allows 107');
    expect(() => listen({ path: '', ...ignore })).toThrow('Not a socket path');
    expect(() => listen({ path: 'a\0b', ...ignore })).toThrow('Not a socket path');
  });

  it('says when the folder does not exist', () => {
    expect(() => listen({ path: folder.path('none/s.sock'), ...ignore })).toThrow(
      /The folder of .* does not exist/,
    );
  });

  it('carries the reason when the system refuses', () => {
    if (process.getuid?.() === 0) return; // Permissions do not bind root.
    const locked = folder.path('locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(() => listen({ path: `${locked}/s.sock`, ...ignore })).toThrow(/Listening on .*EACCES/);
  });
});

describe('listen with takeOver', () => {
  it('takes the path over from a live server, which keeps its sessions and lets the file be', async () => {
    const path = folder.path('taken.sock');
    const sessions: [string, Session][] = [];
    const old = listen({ path, onSession: (session) => sessions.push(['old', session]) });
    const before = await connect({ path });
    const successor = listen({
      path,
      takeOver: true,
      mode: 0o660,
      onSession: (session) => sessions.push(['new', session]),
    });
    const after = await connect({ path });
    old.close();
    const last = await connect({ path });
    // A server hears of a session a moment after its client.
    while (sessions.length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(sessions.map(([server]) => server)).toEqual(['old', 'new', 'new']);
    expect(statSync(path).mode & 0o777).toBe(0o660);
    successor.close();
    expect(existsSync(path)).toBe(false);
    for (const session of [before, after, last]) session.close();
  });

  it('listens where nobody did, and replaces what a killed server left', async () => {
    const path = folder.path('fresh.sock');
    listen({ path, takeOver: true, ...ignore }).close();
    const child = new Child('session-peer.mjs', 'listen', path, 'echo');
    await child.line();
    child.kill();
    await child.exited;
    const listener = listen({ path, takeOver: true, ...ignore });
    (await connect({ path })).close();
    listener.close();
  });

  it('touches no file that is no socket', () => {
    const path = folder.path('treasure');
    writeFileSync(path, 'data');
    expect(() => listen({ path, takeOver: true, ...ignore })).toThrow(`${path} exists and is not a socket`);
    expect(existsSync(path)).toBe(true);
  });
});

describe('a listener with a long queue', () => {
  it('lets a few in at a time, so that the event loop gets to others in between', async () => {
    const sockets: number[] = [];
    const listener = listenForSockets({
      path: folder.path('queue.sock'),
      onSocket: (socket) => sockets.push(socket),
    });
    const waiting = Array.from({ length: 60 }, () => native.connect(listener.path));
    let turns = 0;
    while (sockets.length < waiting.length) {
      const before = sockets.length;
      await new Promise((resolve) => setImmediate(resolve));
      expect(sockets.length - before).toBeLessThanOrEqual(4);
      turns++;
    }
    expect(turns).toBeGreaterThanOrEqual(15);
    listener.close();
    for (const socket of [...waiting, ...sockets]) native.close(socket);
  });
});

describe('a listener that closes', () => {
  it('lets those in that connected before', async () => {
    const path = folder.path('closing.sock');
    let sessions = 0;
    await new Promise<void>((bothIn) => {
      const listener = listen({
        path,
        onSession: () => {
          sessions++;
          if (sessions === 2) bothIn();
        },
      });
      for (let i = 0; i < 2; i++) connect({ path }).then((session) => session.close());
      listener.close();
    });
    expect(sessions).toBe(2);
  });
});

describe('the limits of a listener', () => {
  it.each([
    ['in all', { maxSessions: 2 }, 'the server has 2 sessions already (maxSessions)'],
    ['of one user', { maxSessionsPerUid: 2 }, /user \d+ has 2 sessions with the server already/],
  ])('hold for sessions %s; one that ends makes room', async (_, limits, reason) => {
    const path = folder.path('limited.sock');
    const accepted: Session[] = [];
    let told: unknown;
    const listener = listen({
      path,
      ...limits,
      onSession: (session) => accepted.push(session),
      onRefused: (error) => {
        told = error;
      },
    });
    const first = await connect({ path });
    const second = await connect({ path });
    const refused = { kind: 'refused', message: expect.stringMatching(toPattern(reason)) };
    await expect(connect({ path })).rejects.toMatchObject(refused);
    expect(told).toMatchObject(refused);
    const over = new Promise((resolve) => {
      accepted[0]?.open({ onDatagram() {}, onWritable() {}, onClose: resolve });
    });
    first.close();
    await over;
    (await connect({ path })).close();
    second.close();
    listener.close();
  });

  it('count peers that connect and say nothing, until their time is up', async () => {
    const path = folder.path('mute.sock');
    const reasons: unknown[] = [];
    let timedOut = (): void => {};
    const both = new Promise<void>((resolve) => {
      timedOut = resolve;
    });
    const listener = listen({
      path,
      maxSessions: 1,
      handshakeTimeoutMs: 100,
      onRefused: (reason) => {
        if (reasons.push(reason) === 2) timedOut();
      },
      ...ignore,
    });
    const mute = native.connect(path);
    await expect(connect({ path })).rejects.toMatchObject({ kind: 'refused' });
    await both;
    expect(reasons).toMatchObject([{ kind: 'refused' }, { kind: 'timeout' }]);
    (await connect({ path })).close();
    native.close(mute);
    listener.close();
  });

  it('that are none are refused', () => {
    expect(() => listen({ path: folder.path('none.sock'), maxSessions: 0, ...ignore })).toThrow(RangeError);
  });

  it.each([{ datagramBytes: 10 }, { bulkBytes: -1 }, { busyShare: 2 }])(
    'refuses %j at once, not each client',
    (option) => {
      const path = folder.path('refused.sock');
      expect(() => listen({ path, ...option, ...ignore })).toThrow(RangeError);
      expect(existsSync(path)).toBe(false);
    },
  );
});

function toPattern(text: string | RegExp): RegExp {
  return typeof text === 'string' ? new RegExp(text.replaceAll(/[()]/g, '\\$&')) : text;
}

describe('connect', () => {
  it('says when nobody listens', async () => {
    const path = folder.path('nobody.sock');
    await expect(connect({ path })).rejects.toMatchObject({
      kind: 'system',
      message: `No server listens on ${path}: start it first.`,
    });
  });

  it('refuses a path that the system does not allow', async () => {
    await expect(connect({ path: `/${'x'.repeat(120)}` })).rejects.toThrow(RangeError);
  });

  it('is refused by a server whose authorize says no, which goes on serving', async () => {
    const path = folder.path('picky.sock');
    let admit = false;
    const refused = new Promise((resolve) => {
      const listener = listen({
        path,
        authorize: () => admit,
        onSession: (session) => {
          session.close();
          listener.close();
        },
        onRefused: resolve,
      });
    });
    await expect(connect({ path })).rejects.toMatchObject({
      kind: 'refused',
      message: `The server refused the session: user ${process.geteuid?.()} may not open a session.`,
    });
    expect(await refused).toMatchObject({ kind: 'refused' });
    admit = true;
    (await connect({ path })).close();
  });

  it('refuses a server that the client does not authorise', async () => {
    const path = folder.path('distrusted.sock');
    const listener = listen({ path, ...ignore });
    await expect(connect({ path, authorize: () => false })).rejects.toMatchObject({ kind: 'refused' });
    listener.close();
  });
});

describe('connectBlocking', () => {
  it('opens a session with a server in another process, without the event loop', async () => {
    const path = folder.path('blocking.sock');
    const child = new Child('session-peer.mjs', 'listen', path, 'echo');
    await child.line();
    const session = connectBlocking({ path });
    const received: string[] = [];
    session.open({
      onDatagram: (bytes, length) => received.push(Buffer.from(bytes.subarray(0, length)).toString()),
      onWritable() {},
      onClose() {},
    });
    const datagram = session.outgoing();
    datagram?.bytes.set(Buffer.from('hello'));
    if (datagram !== undefined) datagram.length = 5;
    while (received.length === 0) session.block(Number.POSITIVE_INFINITY);
    expect(received).toEqual(['hello']);
    session.close();
    child.kill();
  });

  it('says what connect says', async () => {
    const path = folder.path('unblocked.sock');
    expect(() => connectBlocking({ path })).toThrow(`No server listens on ${path}`);
    const mute = listenForSockets({ path, onSocket: () => undefined });
    expect(() => connectBlocking({ path, handshakeTimeoutMs: 50 })).toThrow('within 50 ms');
    expect(() => connectBlocking({ path, authorize: () => false })).toThrow('may not open a session here');
    mute.close();
  });
});
