import { closeSync, fstatSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { native } from '@flipcall/native';
import { Child, openDescriptors, openedSince, temporaryFolder } from '../test/processes.js';
import { acceptSession, connectSession } from './meeting.js';
import type { Session } from './session.js';
import { connect } from './socket.js';

const folder = temporaryFolder();
const children: Child[] = [];
const sessions: Session[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  for (const child of children.splice(0)) child.kill();
});
afterAll(() => folder.remove());

const quiet = { onDatagram: () => {}, onWritable: () => {}, onClose: () => {} };

/** Both ends of a session in this process. */
async function pair(): Promise<[donor: Session, receiver: Session]> {
  const [one, other] = native.socketPair();
  const both = await Promise.all([acceptSession(one), connectSession(other)]);
  sessions.push(...both);
  return both;
}

/** What a session sends when nobody answers within its turn. */
function send(session: Session, byte: number): void {
  const datagram = session.outgoing();
  if (datagram === undefined) throw new Error('nothing can be sent');
  datagram.bytes[datagram.length++] = byte;
  session.flush();
}

describe('a donated descriptor', () => {
  it('is the same file in another process, which never knew its path', async () => {
    const path = folder.path('donee.sock');
    const child = new Child('donation-peer.mjs', path);
    children.push(child);
    await child.line();
    const session = await connect({ path });
    sessions.push(session);
    session.open(quiet);
    const file = folder.path('secret');
    writeFileSync(file, 'told by descriptor');
    const fd = openSync(file, 'r');
    unlinkSync(file);
    const first = session.donate([fd]);
    closeSync(fd);
    expect(first).toBe(0);
    send(session, 1);
    expect(await child.line()).toBe('told by descriptor');
  });

  it('can be claimed when its datagram is delivered, to a loop and to a blocked thread', async () => {
    for (const blocking of [false, true]) {
      const [donor, receiver] = await pair();
      donor.open(quiet);
      const claimed = new Promise<number[]>((resolve) => {
        receiver.open({ ...quiet, onDatagram: (bytes) => resolve(receiver.claim(bytes[0] ?? -1, 2)) });
      });
      expect(donor.donate([0, 1])).toBe(0);
      donor.outgoing();
      send(donor, 0);
      if (blocking) {
        donor.next();
        receiver.block(Infinity);
      }
      const descriptors = await claimed;
      expect(descriptors.map((fd) => fstatSync(fd).ino)).toEqual([fstatSync(0).ino, fstatSync(1).ino]);
      for (const fd of descriptors) native.close(fd);
    }
  });

  it('goes the other way just as well', async () => {
    const [donor, receiver] = await pair();
    expect(receiver.donate([0])).toBe(0);
    expect(donor.donate([0])).toBe(0);
    for (const session of [donor, receiver]) for (const fd of session.claim(0, 1)) native.close(fd);
  });

  it('is closed with the session if nobody claims it', async () => {
    const before = openDescriptors();
    const [donor, receiver] = await pair();
    const withSessions = openDescriptors();
    const [socket, other] = native.socketPair();
    donor.donate([socket, other, 0]);
    native.close(socket);
    native.close(other);
    // Whoever claims one of a donation takes in all of it.
    for (const fd of receiver.claim(2, 1)) native.close(fd);
    expect(openedSince(withSessions)).toHaveLength(2);
    for (const session of [donor, receiver]) session.close();
    expect(openedSince(before)).toEqual([]);
  });
});

describe('donating', () => {
  it('refuses what is no descriptor, and what is not open', async () => {
    const [donor] = await pair();
    for (const wrong of [[], [-1], [1.5], [Number.NaN], new Array(65).fill(0)]) {
      expect(() => donor.donate(wrong)).toThrow(RangeError);
    }
    expect(() => donor.donate([0, 999_999])).toThrow(
      expect.objectContaining({ kind: 'system', message: expect.stringContaining('EBADF') }),
    );
    expect(donor.donate([0])).toBe(0);
  });

  it('is put off by a full share, until the datagram is sent', async () => {
    const [donor, receiver] = await pair();
    receiver.open(quiet);
    expect(donor.donate(new Array(64).fill(0))).toBe(0);
    expect(donor.donate([0])).toBeUndefined();
    const writable = new Promise<void>((resolve) => donor.open({ ...quiet, onWritable: resolve }));
    send(donor, 0);
    donor.next();
    await writable;
    expect(donor.donate([0])).toBe(64);
  });

  it('is put off by a full socket, until the peer has read it', async () => {
    const [one, other] = native.socketPair();
    const [donor, receiver] = await Promise.all([acceptSession(one), connectSession(other)]);
    sessions.push(donor, receiver);
    receiver.open(quiet);
    const writable = new Promise<number | undefined>((resolve) =>
      donor.open({ ...quiet, onWritable: () => resolve(donor.donate([0])) }),
    );
    expect(() => {
      for (;;) native.sendMessage(one, '\0', []);
    }).toThrow(expect.objectContaining({ code: 'EAGAIN' }));
    expect(donor.donate([0])).toBeUndefined();
    expect(await writable).toBe(0);
  });

  it('does nothing once the session is over', async () => {
    const [donor, receiver] = await pair();
    donor.open(quiet);
    donor.close();
    expect(donor.donate([0])).toBeUndefined();
    expect(() => donor.claim(0, 1)).toThrow(expect.objectContaining({ kind: 'shutdown' }));
    receiver.open(quiet);
  });

  it.each(['awaited', 'blocking'])('goes on when a slow peer made room again, %s', async (form) => {
    const path = folder.path(`slow-${form}.sock`);
    const child = new Child('donation-peer.mjs', path);
    children.push(child);
    await child.line();
    const session = await connect({ path });
    sessions.push(session);
    let wake = (): void => {};
    session.open({ ...quiet, onWritable: () => wake() });
    child.kill('SIGSTOP');
    // Fill the socket by what a correct session never sends more of than its datagrams allow.
    let donated = 0;
    for (; session.donate([0]) !== undefined; donated++);
    expect(donated).toBe(64);
    send(session, 2);
    session.next();
    expect(session.donate([0])).toBeUndefined();
    child.kill('SIGCONT');
    while (session.donate([0]) === undefined) {
      if (form === 'blocking') session.block(Infinity);
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  });
});

describe('claiming', () => {
  it.each([
    [0, 1],
    [-1, 1],
    [0.5, 1],
    [Number.NaN, 1],
    [0, -1],
    [0, 1.5],
    [2 ** 53, 1],
    [0, 2 ** 40],
  ])('from number %d on %d that were never donated is the fault of the peer', async (first, count) => {
    const [, receiver] = await pair();
    expect(() => receiver.claim(first, count)).toThrow(expect.objectContaining({ kind: 'protocol' }));
  });

  it('twice is refused', async () => {
    const [donor, receiver] = await pair();
    donor.donate([0]);
    for (const fd of receiver.claim(0, 1)) native.close(fd);
    expect(() => receiver.claim(0, 1)).toThrow(expect.objectContaining({ kind: 'protocol' }));
  });
});

describe('a hostile peer', () => {
  /** How a session ends whose peer sends these messages on the life line. */
  async function afterMessages(messages: readonly [bytes: string, descriptors: number][]): Promise<unknown> {
    const [one, other] = native.socketPair();
    const [hostile, session] = await Promise.all([acceptSession(one), connectSession(other)]);
    sessions.push(hostile);
    hostile.open(quiet);
    const before = openDescriptors();
    const closed = new Promise<Error | undefined>((resolve) => session.open({ ...quiet, onClose: resolve }));
    for (const [bytes, descriptors] of messages) {
      native.sendMessage(one, bytes, new Array(descriptors).fill(one));
    }
    const reason = await closed;
    hostile.close();
    expect(openedSince(before)).toEqual([]);
    return reason;
  }

  const protocol = expect.objectContaining({ kind: 'protocol' });

  it.each([
    ['says that it donates none', [['\u0002\0', 0]]],
    ['says that it donates some, and does not', [['\u0002\u0005', 0]]],
    ['donates more than it says', [['\u0002\u0001', 253]]],
    ['donates 253 with a ring', [['\0', 253]]],
    ['donates one with a goodbye', [['\u0001', 1]]],
    ['donates 1,000 that nobody asked for', new Array(20).fill(['\u0002\u0032', 50])],
  ] as [string, [string, number][]][])('that %s ends its session and leaks nothing', async (_, messages) => {
    expect(await afterMessages(messages)).toEqual(protocol);
  });
});
