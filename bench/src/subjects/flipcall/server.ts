import { setImmediate } from 'node:timers/promises';
import { Server } from '@flipcall/rpc';
import { Echo } from '../../gen/echo.flipcall.js';
import { message } from '../../message.js';
import { announceReady } from '../../peer-process.js';
import { limits } from './limits.js';

const [, , path, spinMicroseconds] = process.argv;
if (path === undefined) throw new Error('usage: server SOCKET [SPIN_MICROSECONDS]');
const server = new Server({ limits });
server.add(Echo, {
  echo: (message) => message,
  later: (message) => setImmediate(message),
  take: (bytes) => bytes.length,
  async *items(count) {
    for (let i = 0; i < count; i += 1) yield message;
  },
});
await server.listen({
  path,
  ...(spinMicroseconds === undefined ? {} : { spinMicroseconds: Number(spinMicroseconds) }),
});
announceReady();
