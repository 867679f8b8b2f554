import { setTimeout as delay } from 'node:timers/promises';
import { native } from '@flipcall/native';
import {
  Child,
  cpuTicks,
  openDescriptors,
  openedSince,
  resources,
  temporaryFolder,
} from '../test/processes.js';
import { FlipcallError } from './flipcall-error.js';
import { acceptSession, connectSession } from './meeting.js';
import type { Session } from './session.js';
import { connect, listen } from './socket.js';

const folder = temporaryFolder();
const children: Child[] = [];
const sessions: Session[] = [];
let paths = 0;

afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  for (const child of children.splice(0)) child.kill();
});
afterAll(() => folder.remove());

/** A session with another process, and what came over it. */
async function sessionWith(behaviour: string): Promise<Conversation & { child: Child }> {
  const path = folder.path(`${paths++}.sock`);
  const child = new Child('session-peer.mjs', 'listen', path, behaviour);
  children.push(child);
  expect(await child.line()).toBe('listening');
  const session = await connect({ path });
  return { ...converse(session), child };
}

interface Conversation {
  session: Session;
  received: Buffer[];
  /** Ends with the reason when the session does. */
  closed: Promise<Error | undefined>;
  send(bytes: Uint8Array): void;
  next(): Promise<Buffer>;
  nextSync(): Buffer;
}

function converse(session: Session): Conversation {
  sessions.push(session);
  const received: Buffer[] = [];
  const waiting: ((datagram: Buffer) => void)[] = [];
  const closed = new Promise<Error | undefined>((resolve) => {
    session.open({
      onDatagram(bytes, length) {
        const datagram = Buffer.from(bytes.slice(0, length));
        const waiter = waiting.shift();
        if (waiter === undefined) received.push(datagram);
        else waiter(datagram);
      },
      onWritable: () => {},
      onClose: resolve,
    });
  });
  return {
    session,
    received,
    closed,
    send(bytes) {
      // A batch is answered on the other channel, and ours comes back a little later.
      let datagram = session.outgoing();
      for (; datagram === undefined; datagram = session.outgoing()) session.block(Infinity);
      if (datagram.length + bytes.length > datagram.bytes.length) datagram.widen();
      datagram.bytes.set(bytes, datagram.length);
      datagram.length += bytes.length;
      session.flush();
    },
    next() {
      const datagram = received.shift();
      return datagram === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(datagram);
    },
    nextSync() {
      for (;;) {
        const datagram = received.shift();
        if (datagram !== undefined) return datagram;
        session.block(Infinity);
      }
    },
  };
}

/** Keeps the thread busy, as what takes long does. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

function pattern(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 31 + length) % 251));
}

describe('a session with another process', () => {
  it('names the process on the other side', async () => {
    const { session, child } = await sessionWith('echo');
    expect(session.peer).toEqual({ pid: child.pid, uid: process.getuid?.(), gid: process.getgid?.() });
    expect(await child.line()).toBe(`open ${process.pid}`);
  });

  it.each([1, 2, 3, 511, 512, 513, 4096, 65_537, 256 * 1024 - 16])(
    'carries a datagram of %d bytes there and back, awaited and blocking',
    async (length) => {
      const { send, next, nextSync } = await sessionWith('echo');
      send(pattern(length));
      expect((await next()).equals(pattern(length))).toBe(true);
      send(pattern(length));
      expect(nextSync().equals(pattern(length))).toBe(true);
    },
  );

  it('keeps what was appended when a datagram is widened, and starts the next one short again', async () => {
    const { session, send, next } = await sessionWith('echo');
    for (let round = 0; round < 2; round++) {
      const datagram = session.outgoing();
      const short = datagram?.bytes;
      send(pattern(100));
      expect(datagram?.widen()).toBe(true);
      expect(datagram?.widen()).toBe(false);
      expect(datagram?.bytes).not.toBe(short);
      expect(datagram?.bytes.length).toBe(session.datagramCapacity);
      send(pattern(5000));
      expect((await next()).equals(Buffer.concat([pattern(100), pattern(5000)]))).toBe(true);
      send(pattern(7));
      expect((await next()).equals(pattern(7))).toBe(true);
    }
  });

  it('carries many datagrams in order, awaited and blocking in turn', async () => {
    const { send, next, nextSync } = await sessionWith('echo');
    for (let i = 0; i < 3000; i++) {
      const length = 1 + ((i * 37) % 900);
      send(pattern(length));
      const answer = i % 3 === 0 ? nextSync() : await next();
      if (!answer.equals(pattern(length))) throw new Error(`datagram ${i} came back changed`);
    }
  });

  it('delivers what the peer sends of its own accord, to a loop and to a blocked thread', async () => {
    const awaited = await sessionWith('eager');
    expect((await awaited.next()).toString()).toBe('hello');
    const blocked = await sessionWith('eager');
    expect(blocked.nextSync().toString()).toBe('hello');
  });

  it('keeps what arrives before open', async () => {
    const path = folder.path(`${paths++}.sock`);
    const child = new Child('session-peer.mjs', 'listen', path, 'eager');
    children.push(child);
    await child.line();
    const session = await connect({ path });
    await child.line();
    await delay(20);
    const { next } = converse(session);
    expect((await next()).toString()).toBe('hello');
  });

  it('serves a process that connects to us', async () => {
    const path = folder.path(`${paths++}.sock`);
    const accepted = new Promise<Session>((resolve) => {
      const listener = listen({
        path,
        onSession: (session) => {
          listener.close();
          resolve(session);
        },
      });
    });
    const child = new Child('session-peer.mjs', 'connect', path, 'echo');
    children.push(child);
    const { send, next, session } = converse(await accepted);
    expect(session.peer.pid).toBe(child.pid);
    send(pattern(77));
    expect((await next()).equals(pattern(77))).toBe(true);
  });
});

describe('an answer', () => {
  /** How often control came back without a datagram before the answer did. */
  async function emptyHandoffsBeforeAnswer(behaviour: string, length = 1): Promise<number> {
    const path = folder.path(`${paths++}.sock`);
    const child = new Child('session-peer.mjs', 'listen', path, behaviour);
    children.push(child);
    await child.line();
    const session = await connect({ path });
    sessions.push(session);
    let handoffs = 0;
    return new Promise((resolve) => {
      session.open({ onDatagram: () => resolve(handoffs), onWritable: () => handoffs++, onClose: () => {} });
      const datagram = session.outgoing();
      if (datagram === undefined) throw new Error('nothing can be sent');
      datagram.length = length;
      session.flush();
    });
  }

  it('that needs only microtasks comes in the hand-off that returns control', async () => {
    expect(await emptyHandoffsBeforeAnswer('echo')).toBe(0);
    expect(await emptyHandoffsBeforeAnswer('microtasks')).toBe(0);
  });

  it('that needs the event loop does not keep control meanwhile', async () => {
    expect(await emptyHandoffsBeforeAnswer('later')).toBe(1);
  });

  it('to what may be a batch does not keep control meanwhile, nor that to what is long', async () => {
    expect(await emptyHandoffsBeforeAnswer('echo', 512)).toBe(0);
    expect(await emptyHandoffsBeforeAnswer('echo', 513)).toBe(1);
    expect(await emptyHandoffsBeforeAnswer('echo of no batches', 513)).toBe(0);
    expect(await emptyHandoffsBeforeAnswer('echo of no batches', 8192)).toBe(0);
    expect(await emptyHandoffsBeforeAnswer('echo of no batches', 8193)).toBe(1);
  });
});

describe('when the peer process dies', () => {
  const died = expect.objectContaining({ kind: 'peer-died' });

  it('a blocked thread returns and the session ends', async () => {
    const { session, send, closed } = await sessionWith('crash');
    send(pattern(10));
    while (session.outgoing() === undefined) session.block(Infinity);
    expect(session.block(Infinity)).toBe(true);
    expect(await closed).toEqual(died);
  });

  it('a waiting event loop hears of it', async () => {
    const { send, closed } = await sessionWith('crash');
    send(pattern(10));
    expect(await closed).toEqual(died);
  });

  it('an idle session hears of it', async () => {
    const { child, closed } = await sessionWith('echo');
    child.kill();
    expect(await closed).toEqual(died);
  });

  it('while it held control for good', async () => {
    const { child, send, closed } = await sessionWith('stuck');
    send(pattern(10));
    expect(await child.line()).toMatch(/^open/);
    expect(await child.line()).toBe('stuck');
    child.kill();
    expect(await closed).toEqual(died);
  });
});

describe('what is put off', () => {
  it('keeps its place before what comes next, and whoever reads on gets the answer that it blocks for', async () => {
    const path = folder.path(`${paths++}.sock`);
    const child = new Child('session-peer.mjs', 'listen', path, 'counting');
    children.push(child);
    await child.line();
    const session = await connect({ path });
    sessions.push(session);
    let unsaid = '';
    const say = (text: string): void => {
      unsaid += text;
      const datagram = session.outgoing();
      if (datagram === undefined || unsaid === '') return;
      datagram.bytes.set(Buffer.from(unsaid), datagram.length);
      datagram.length += unsaid.length;
      unsaid = '';
      session.flush();
    };
    let last = 0;
    let asking = false;
    const readOn = (): void => {
      asking = true;
      say('a');
      while (asking) if (!session.block(2000)) throw new Error(`no answer after ${last}`);
      say('g');
    };
    await new Promise<void>((resolve, reject) => {
      const guarded = (step: () => void): void => {
        try {
          step();
        } catch (error) {
          asking = false;
          reject(error);
        }
      };
      const onNumber = (number: number): void => {
        if (number !== last + 1) throw new Error(`${number} after ${last}`);
        last = number;
        if (last === 200) resolve();
        if (last % 2 === 0) return;
        session.putOff(() => guarded(readOn));
        // The next number comes while this one is being delivered, and would be taken in right after it.
        say('g');
        session.giveBack();
        work(0.1);
      };
      const onLast = (number: number): void => {
        asking = false;
        if (number !== last) throw new Error(`asked for the last number it is ${number}, here ${last}`);
      };
      session.open({
        onDatagram(bytes, length) {
          guarded(() => {
            for (let at = 0; at < length; at += 2) {
              const number = bytes[at + 1] ?? 0;
              if (bytes[at] === 'n'.charCodeAt(0)) onNumber(number);
              else onLast(number);
            }
          });
        },
        onWritable: () => say(''),
        onClose: () => reject(new Error('the session ended')),
      });
    });
  });
});

describe('a peer that stops', () => {
  it('keeps block from waiting longer than it was told, and goes on when continued', async () => {
    const { session, child, send, nextSync } = await sessionWith('echo');
    child.kill('SIGSTOP');
    send(pattern(5));
    expect(session.block(50)).toBe(false);
    child.kill('SIGCONT');
    expect(nextSync().equals(pattern(5))).toBe(true);
  });
});

describe('closing', () => {
  it('ends the session cleanly on both sides', async () => {
    const { session, child, closed } = await sessionWith('echo');
    await child.line();
    session.close();
    session.close();
    expect(await closed).toBeUndefined();
    expect(await child.line()).toBe('closed cleanly');
    expect(session.outgoing()).toBeUndefined();
    expect(session.block(Infinity)).toBe(true);
  });

  it('still delivers what was sent before', async () => {
    const { send, next, closed } = await sessionWith('farewell');
    send(pattern(3));
    expect((await next()).toString()).toBe('bye');
    expect(await closed).toBeUndefined();
  });

  it('with a reason tells only this side', async () => {
    const { session, child, closed } = await sessionWith('echo');
    await child.line();
    const reason = new FlipcallError('protocol', 'enough');
    session.abort(reason);
    expect(await closed).toBe(reason);
    expect(await child.line()).toBe('closed cleanly');
  });
});

describe('resources', () => {
  it('are all given back when sessions end', async () => {
    const path = folder.path(`${paths++}.sock`);
    const child = new Child('session-peer.mjs', 'listen', path, 'echo');
    children.push(child);
    await child.line();
    const cycle = async (): Promise<void> => {
      const { session, send, next, closed } = converse(await connect({ path }));
      send(pattern(9));
      await next();
      session.close();
      await closed;
    };
    await cycle();
    await delay(10);
    const descriptors = openDescriptors();
    const { threads } = resources();
    for (let i = 0; i < 50; i++) await cycle();
    await delay(10);
    expect(openedSince(descriptors)).toEqual([]);
    expect(resources().threads).toBe(threads);
  });

  it('an idle session uses no processor time on either side', async () => {
    const { child, send, next } = await sessionWith('echo');
    send(pattern(9));
    await next();
    await delay(100);
    const before = cpuTicks(child.pid);
    await delay(1500);
    expect(cpuTicks(child.pid) - before).toBeLessThanOrEqual(1);
  });
});

it('a peer whose datagram reaches into bulk memory breaks the protocol', async () => {
  const [one, other] = native.socketPair();
  const [accepted, connected] = await Promise.all([acceptSession(one), connectSession(other)]);
  const ended = new Promise<Error | undefined>((resolve) => {
    accepted.open({ onDatagram: () => {}, onWritable: () => {}, onClose: resolve });
  });
  const datagram = connected.outgoing();
  if (datagram === undefined) throw new Error('nothing can be sent');
  datagram.length = connected.datagramCapacity + 1;
  connected.flush();
  expect(await ended).toMatchObject({ kind: 'protocol', message: expect.stringContaining('at most') });
  connected.close();
});

describe('the bytes of a datagram', () => {
  it('cannot be transferred away from under the addon, which would then write to freed memory', async () => {
    const path = folder.path(`${paths++}.sock`);
    const child = new Child('session-peer.mjs', 'listen', path, 'echo');
    children.push(child);
    await child.line();
    const session = await connect({ path });
    sessions.push(session);
    let deliveries = 0;
    const sizes = new Set<number>();
    const kept: unknown[] = [];
    session.open({
      onDatagram(bytes) {
        deliveries++;
        sizes.add(bytes.byteLength);
        const { buffer } = bytes;
        try {
          kept.push(structuredClone(buffer, { transfer: [buffer as ArrayBuffer] })); // It is no shared one.
        } catch {
          // Node.js says that it cannot.
        }
      },
      onWritable: () => {},
      onClose: () => {},
    });
    for (let i = 1; i <= 10; i++) {
      const datagram = session.outgoing();
      if (datagram === undefined) throw new Error('nothing can be sent');
      datagram.length = 1000;
      while (deliveries < i) session.block(Infinity);
    }
    expect([...sizes]).toEqual([session.datagramCapacity]);
  });
});

it('nor does one that a thread waits for reach there', async () => {
  const [one, other] = native.socketPair();
  const [accepted, connected] = await Promise.all([acceptSession(one), connectSession(other)]);
  const ended = new Promise<Error | undefined>((resolve) => {
    accepted.open({ onDatagram: () => {}, onWritable: () => {}, onClose: resolve });
  });
  const send = (session: Session, length: number): void => {
    const datagram = session.outgoing();
    if (datagram === undefined) throw new Error('nothing can be sent');
    datagram.length = length;
  };
  connected.open({
    onDatagram: () => send(connected, connected.datagramCapacity + 1),
    onWritable: () => {},
    onClose: () => {},
  });
  send(accepted, 1);
  accepted.next();
  connected.block(Infinity);
  expect(accepted.exchange()).toBe(0);
  expect(await ended).toMatchObject({ kind: 'protocol', message: expect.stringContaining('at most') });
  connected.close();
});
