import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import type { Message } from '../../echo.js';
import type { Connection } from '../../scenario.js';
import { ItemQueue } from '../item-queue.js';
import { PendingCalls } from '../pending-calls.js';
import { messageStream } from './message-stream.js';

type Response = [kind: 1, id: number, error: string | null, result: unknown];
type Item = [kind: 2, id: number, item: Message];

export async function connect(path: string): Promise<Connection> {
  const socket = connectSocket(path);
  await once(socket, 'connect');
  const calls = new PendingCalls();
  const streams = new Map<number, ItemQueue<Message>>();
  const send = messageStream(socket, (value) => {
    // The casts, here and below, are what typing by hand comes to: such a client believes its server.
    const received = value as Response | Item;
    if (received[0] === 2) streams.get(received[1])?.push(received[2]);
    else calls.settle(received[1], received[2], received[3]);
  });
  const call = (method: string, argument: unknown) => calls.start((id) => send([0, id, method, [argument]]));
  return {
    echo: (message) => call('echo', message) as Promise<Message>,
    take: (bytes) => call('take', bytes) as Promise<number>,
    items(count) {
      const items = new ItemQueue<Message>();
      void calls
        .start((id) => {
          streams.set(id, items);
          send([0, id, 'items', [count]]);
        })
        .then((id) => {
          streams.delete(id as number);
          items.end();
        });
      return items;
    },
    close() {
      socket.destroy();
    },
  };
}
