import { once } from 'node:events';
import { createServer } from 'node:net';
import * as z from 'zod';
import { message } from '../../message.js';
import { announceReady } from '../../peer-process.js';
import { Bytes, Count, Message } from '../echo-schemas.js';
import { messageStream } from './message-stream.js';

const Request = z.tuple([
  z.literal(0),
  z.number(),
  z.enum(['echo', 'take', 'items']),
  z.tuple([z.unknown()]),
]);

const server = createServer((socket) => {
  const send = messageStream(socket, async (value) => {
    const [, id, method, [argument]] = Request.parse(value);
    if (method === 'echo') send([1, id, null, Message.parse(argument)]);
    else if (method === 'take') send([1, id, null, Bytes.parse(argument).length]);
    else {
      const count = Count.parse(argument);
      for (let i = 0; i < count; i += 1) {
        if (!send([2, id, message])) await once(socket, 'drain');
      }
      send([1, id, null, id]);
    }
  });
});
server.listen(process.argv[2], announceReady);
