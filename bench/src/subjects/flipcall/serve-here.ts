import { Server } from '@flipcall/rpc';
import { Echo } from '../../gen/echo.flipcall.js';
import { temporarySocket } from '../../peer-process.js';
import type { ServedHere } from '../../scenario.js';

/** A server in this process. */
export async function serveHere(): Promise<ServedHere> {
  const { path, remove } = temporarySocket();
  const server = new Server().add(Echo, {
    echo: (message) => message,
    later: (message) => message,
    take: (bytes) => bytes.length,
    items: () => [],
  });
  await server.listen({ path });
  return {
    address: path,
    async close() {
      await server.close();
      remove();
    },
  };
}
