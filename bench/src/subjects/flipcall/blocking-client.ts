import { connect } from '@flipcall/rpc';
import { createEchoSyncClient } from '../../gen/echo.flipcall.js';
import type { BlockingEcho, Served } from '../../scenario.js';

/** A blocking client of a server, which stops with it. */
export async function openBlocking(served: Served, method: 'echo' | 'later'): Promise<BlockingEcho> {
  const session = await connect(served.address);
  const client = createEchoSyncClient(session);
  return {
    peerPids: [served.pid],
    echo: method === 'echo' ? (message) => client.echo(message) : (message) => client.later(message),
    async close() {
      session.close();
      await served.stop();
    },
  };
}
