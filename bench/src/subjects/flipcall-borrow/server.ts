import { Server } from '@flipcall/rpc';
import { Echo } from '../../gen/echo.flipcall.js';
import { announceReady } from '../../peer-process.js';
import { limits } from '../flipcall/limits.js';

const [, , path] = process.argv;
if (path === undefined) throw new Error('usage: server SOCKET');
const server = new Server({ limits, borrowBytes: 'in place' });
server.add(Echo, {
  echo: (message) => message,
  later: (message) => message,
  take: (bytes) => bytes.length,
  items: () => [],
});
await server.listen({ path, bulkBytes: 16 * 1024 * 1024 });
announceReady();
