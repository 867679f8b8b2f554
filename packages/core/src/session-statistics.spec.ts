import { native } from '@flipcall/native';
import { Child, temporaryFolder } from '../test/processes.js';
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

/** A session with a process that sends everything back. */
async function echo(name: string, spinMicroseconds: number): Promise<Session> {
  const path = folder.path(`${name}.sock`);
  const child = new Child('session-peer.mjs', 'listen', path, 'echo');
  children.push(child);
  await child.line();
  const session = await connect({ path, spinMicroseconds });
  sessions.push(session);
  session.open(quiet);
  return session;
}

function roundTrip(session: Session, length: number): void {
  const datagram = session.outgoing();
  if (datagram === undefined) throw new Error('nothing can be sent');
  datagram.length += length;
  const { bytesReceived } = session.statistics();
  while (session.statistics().bytesReceived < bytesReceived + length) session.block(Infinity);
}

describe('the statistics of a session', () => {
  it('count hand-offs and bytes, both ways', async () => {
    const session = await echo('bytes', 50);
    const before = session.statistics();
    for (let i = 0; i < 10; i++) roundTrip(session, 100);
    const after = session.statistics();
    expect(after.bytesSent - before.bytesSent).toBe(1000);
    expect(after.bytesReceived - before.bytesReceived).toBe(1000);
    expect(after.handoffsGiven - before.handoffsGiven).toBe(10);
    expect(after.handoffsTaken - before.handoffsTaken).toBe(10);
  });

  it('tell that who may not spin sleeps, and is rung', async () => {
    const session = await echo('sleeps', 0);
    const before = session.statistics();
    for (let i = 0; i < 10; i++) roundTrip(session, 1);
    const after = session.statistics();
    expect(after.spinsCaught + after.spinsMissed).toBe(before.spinsCaught + before.spinsMissed);
    expect(after.sleeps - before.sleeps).toBeGreaterThanOrEqual(1);
    expect(after.ringsReceived).toBeGreaterThanOrEqual(1);
  });

  it('count a spin that caught its answer', async () => {
    const session = await echo('spins', 1_000_000);
    const { spinsCaught } = session.statistics();
    // An answer may also be there before the first look, if this process was not running when it came.
    for (let trip = 0; trip < 100 && session.statistics().spinsCaught === spinsCaught; trip++)
      roundTrip(session, 1);
    expect(session.statistics().spinsCaught).toBe(spinsCaught + 1);
  });

  it('count descriptors, and stay when the session is over', async () => {
    const [one, other] = native.socketPair();
    const [donor, receiver] = await Promise.all([acceptSession(one), connectSession(other)]);
    sessions.push(donor, receiver);
    donor.open(quiet);
    receiver.open(quiet);
    donor.donate([0, 1]);
    for (const fd of receiver.claim(0, 2)) native.close(fd);
    donor.close();
    receiver.close();
    expect(donor.statistics()).toMatchObject({ descriptorsDonated: 2, descriptorsReceived: 0 });
    expect(receiver.statistics()).toMatchObject({ descriptorsDonated: 0, descriptorsReceived: 2 });
  });
});
