import { createServer } from 'node:http';
import { newWebSocketRpcSession, RpcTarget } from 'capnweb';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Message as MessageType } from '../../echo.js';
import { message } from '../../message.js';
import { announceReady } from '../../peer-process.js';
import { Count, Message } from '../echo-schemas.js';
import { standardWebSocket } from './web-socket.js';

/** What the server offers; Cap'n Web checks nothing without its build step. */
export class EchoTarget extends RpcTarget {
  echo(value: MessageType): MessageType {
    return Message.parse(value);
  }

  items(count: number): ReadableStream<MessageType> {
    let left = Count.parse(count);
    return new ReadableStream({
      pull(controller) {
        if (left === 0) return controller.close();
        left -= 1;
        controller.enqueue(message);
      },
    });
  }
}

const server = createServer();
new WebSocketServer({ server }).on('connection', (socket: WebSocket) => {
  newWebSocketRpcSession(standardWebSocket(socket), new EchoTarget());
});
server.listen(process.argv[2], announceReady);
