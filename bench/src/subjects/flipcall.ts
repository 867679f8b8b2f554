import { connect } from '@flipcall/rpc';
import { createEchoClient, createEchoSyncClient } from '../gen/echo.flipcall.js';
import { type PeerProcess, startPeer, temporarySocket } from '../peer-process.js';
import type { BlockingEcho, Echo, Subject } from '../scenario.js';
import { openEndpointHandoff } from './endpoint-handoff.js';

export const flipcall: Subject = {
  name: 'flipcall',
  about: 'generated stubs over a session; in `handoff` two endpoints without a session',

  openHandoff: () =>
    openEndpointHandoff(({ fd, offset, length }) =>
      startPeer('flipcall-handoff-server.js', [String(offset), String(length)], [fd]),
    ),

  async openBlockingEcho(): Promise<BlockingEcho> {
    const { session, peer, close } = await openSession();
    const client = createEchoSyncClient(session);
    return { peerPid: peer.pid, echo: (message) => client.echo(message), close };
  },

  async openEcho(): Promise<Echo> {
    const { session, peer, close } = await openSession();
    const client = createEchoClient(session);
    return { peerPid: peer.pid, echo: (message) => client.echo(message), close };
  },
};

async function openSession() {
  const { path, remove } = temporarySocket();
  const peer: PeerProcess = await startPeer('flipcall-server.js', [path]);
  const session = await connect(path);
  const close = async () => {
    session.close();
    await peer.stop();
    remove();
  };
  return { session, peer, close };
}
