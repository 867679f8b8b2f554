import { connect as connectSocket } from 'node:net';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { Echo } from '../../gen/echo_pb.js';
import type { Connection } from '../../scenario.js';

const baseUrl = 'http://localhost';

export async function connect(path: string): Promise<Connection> {
  const sessionManager = new Http2SessionManager(
    baseUrl,
    {},
    { createConnection: () => connectSocket(path) },
  );
  await sessionManager.connect();
  const client = createClient(Echo, createConnectTransport({ baseUrl, httpVersion: '2', sessionManager }));
  return {
    echo: (message) => client.echo(message),
    // The cast: the generated type refuses bytes that might lie in shared memory, which these do not.
    take: async (bytes) => (await client.take({ bytes: bytes as Uint8Array<ArrayBuffer> })).count,
    items: (count) => client.items({ count }),
    close: () => sessionManager.abort(),
  };
}
