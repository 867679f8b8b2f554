import {
  Endpoint,
  EndpointSide,
  PacketWindowAllocator,
  type PacketWindowDescriptor,
  packetWindowLengthForDataCap,
} from '@flipcall/core';
import type { PeerProcess } from '../../peer-process.js';
import type { Handoff } from '../../scenario.js';

/**
 * Two endpoints without a session: our blocking client here, and a server in another process.
 *
 * @param startServer starts that process, with the window's descriptor for it to inherit
 */
export async function openEndpointHandoff(
  startServer: (window: PacketWindowDescriptor) => Promise<PeerProcess>,
): Promise<Handoff> {
  const allocator = new PacketWindowAllocator();
  const window = allocator.allocate(packetWindowLengthForDataCap(64));
  const peer = await startServer(window);
  const endpoint = new Endpoint(EndpointSide.Client, window);
  allocator.destroy();
  // An endpoint has no life line: it would wait forever for a server that is gone.
  const gone = peer.ended.then(() => {
    throw new Error('The server ended before it shook hands.');
  });
  await Promise.race([endpoint.connect(), gone]);
  return {
    peerPids: [peer.pid],
    roundTrip: () => {
      endpoint.sendRecvSync(0);
    },
    async close() {
      endpoint.shutdown();
      endpoint.destroy();
      await peer.stop();
    },
  };
}
