import { Endpoint, EndpointSide, PacketWindowAllocator, packetWindowLengthForDataCap } from '@flipcall/core';
import { connect } from '@flipcall/rpc';
import { createEchoClient, createEchoSyncClient } from '../gen/echo.flipcall.js';
import { type PeerProcess, startPeer, temporarySocket } from '../peer-process.js';
import type { BlockingEcho, Echo, Handoff, Subject } from '../scenario.js';

export const flipcall: Subject = {
  name: 'flipcall',
  about: 'generated stubs over a session; in `handoff` two endpoints without a session',

  async openHandoff(): Promise<Handoff> {
    const allocator = new PacketWindowAllocator();
    const window = allocator.allocate(packetWindowLengthForDataCap(64));
    const peer = await startPeer(
      'flipcall-handoff-server.js',
      [String(window.offset), String(window.length)],
      [allocator.fd],
    );
    const endpoint = new Endpoint(EndpointSide.Client, window);
    allocator.destroy();
    endpoint.connectSync();
    return {
      peerPid: peer.pid,
      roundTrip: () => {
        endpoint.sendRecvSync(0);
      },
      async close() {
        endpoint.shutdown();
        endpoint.destroy();
        await peer.stop();
      },
    };
  },

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
