import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, type Session } from '@flipcall/core';
import { connect } from './connect.js';
import { Server } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-connect-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `connect` rejects with at a server that does that with each session instead of saying hello. */
async function failureAt(name: string, behaviour: (session: Session) => void): Promise<unknown> {
  const path = join(folder, name);
  const listener = listen({ path, onSession: behaviour });
  try {
    return await connect(path).then(
      (session) => session.close(),
      (error: unknown) => error,
    );
  } finally {
    listener.close();
  }
}

it('tells that the server closed the session before it said hello', async () => {
  expect(await failureAt('closes.sock', (session) => session.close())).toMatchObject({
    kind: 'shutdown',
    message: 'The session ended before it could be used: the other side closed the session.',
  });
});

it('tells that the server says something else than hello', async () => {
  const error = await failureAt('nonsense.sock', (session) => {
    session.open({ onDatagram: () => undefined, onWritable: () => undefined, onClose: () => undefined });
    const datagram = session.outgoing();
    if (datagram === undefined) throw new Error('nothing can be sent');
    datagram.bytes[0] = 0x90; // An array of nothing.
    datagram.length = 1;
    session.flush();
  });
  expect(error).toMatchObject({
    kind: 'protocol',
    message: expect.stringContaining('the other side broke the protocol'),
  });
});

it('tries again with waitForReady when the server closes the session at once', async () => {
  const path = join(folder, 'later.sock');
  const leaving = listen({
    path,
    onSession: (session) => {
      session.close();
      leaving.close();
      void server.listen({ path });
    },
  });
  const server = new Server();
  const session = await connect({ path, waitForReady: 5000 });
  try {
    expect(session.isOpen).toBe(true);
  } finally {
    session.close();
    await server.close();
  }
});
