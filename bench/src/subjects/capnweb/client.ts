import { once } from 'node:events';
import { newWebSocketRpcSession } from 'capnweb';
import { WebSocket } from 'ws';
import type { Message } from '../../echo.js';
import type { Connection } from '../../scenario.js';
import type { EchoTarget } from './server.js';
import { standardWebSocket } from './web-socket.js';

export async function connect(path: string): Promise<Connection> {
  const socket = new WebSocket(`ws+unix:${path}:/`);
  await once(socket, 'open');
  const stub = newWebSocketRpcSession<EchoTarget>(standardWebSocket(socket));
  return {
    echo: async (message) => stub.echo(message),
    async *items(count): AsyncIterable<Message> {
      yield* await stub.items(count);
    },
    close: () => stub[Symbol.dispose](),
  };
}
