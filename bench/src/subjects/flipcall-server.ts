import { Server } from '@flipcall/rpc';
import { Echo } from '../gen/echo.flipcall.js';
import { announceReady } from '../peer-process.js';

const [, , path] = process.argv;
if (path === undefined) throw new Error('usage: flipcall-server SOCKET');
const server = new Server();
server.add(Echo, { echo: (message) => message });
await server.listen({ path });
announceReady();
