import { chmodSync } from 'node:fs';
import { Child, temporaryFolder } from '../test/processes.js';
import type { Listener } from './listen-for-sockets.js';
import type { PeerIdentity } from './peer-identity.js';
import type { Session } from './session.js';
import { connect, listen } from './socket.js';

// Only root can start a process of another user; elsewhere socket.spec.ts tries the predicate alone.
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

const NOBODY = 65534;
const folder = temporaryFolder();
chmodSync(folder.path('.'), 0o777);
const children: Child[] = [];
const sessions: Session[] = [];
const listeners: Listener[] = [];
let paths = 0;
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  for (const child of children.splice(0)) child.kill();
  for (const listener of listeners.splice(0)) listener.close();
});
afterAll(() => folder.remove());

function foreign(role: 'connect' | 'listen', path: string): Child {
  const child = new Child('foreign-peer.mjs', role, path);
  children.push(child);
  return child;
}

/** Serves, and tells of the first who came. */
function serve(path: string, mode: number, authorize?: (peer: PeerIdentity) => boolean) {
  return new Promise<Session | Error>((resolve) => {
    listeners.push(
      listen({
        path,
        mode,
        ...(authorize && { authorize }),
        onSession: (session) => {
          sessions.push(session);
          resolve(session);
        },
        onRefused: (reason) => resolve(reason as Error), // Of ours.
      }),
    );
  });
}

asRoot('a process of another user (tried as root only)', () => {
  it('does not get as far as the server through a socket of the default mode', async () => {
    const path = folder.path(`${paths++}.sock`);
    void serve(path, 0o600);
    expect(await foreign('connect', path).line()).toMatch(/^system: .*EACCES/);
  });

  it('is refused by a server whose socket everybody may use, and is told why', async () => {
    const path = folder.path(`${paths++}.sock`);
    const came = serve(path, 0o666);
    const child = foreign('connect', path);
    expect(await child.line()).toMatch(/^refused: .*user 65534 may not open a session/);
    expect(await came).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`Process ${child.pid} of user ${NOBODY}`),
    });
  });

  it('gets a session from a server that lets it, which knows who it is', async () => {
    const path = folder.path(`${paths++}.sock`);
    const asked: PeerIdentity[] = [];
    const came = serve(path, 0o666, (peer) => asked.push(peer) > 0);
    const child = foreign('connect', path);
    expect(await child.line()).toBe('open 0');
    const identity = { pid: child.pid, uid: NOBODY, gid: NOBODY };
    expect(asked).toEqual([identity]);
    expect(await came).toMatchObject({ peer: identity });
  });

  it('is refused as a server by a client that does not know it', async () => {
    const path = folder.path(`${paths++}.sock`);
    const child = foreign('listen', path);
    expect(await child.line()).toBe('listening');
    await expect(connect({ path })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`of user ${NOBODY} may not`),
    });
    expect(await child.line()).toBe('peer-died');
    const session = await connect({ path, authorize: (peer) => peer.uid === NOBODY });
    session.close();
  });
});
