import { createServer } from 'node:net';
import * as z from 'zod';
import { announceReady } from '../peer-process.js';
import { messageStream } from './message-stream.js';

const Message = z.object({ name: z.string(), a: z.number(), v: z.array(z.number()) });
const Request = z.tuple([z.literal(0), z.number(), z.literal('echo'), z.tuple([Message])]);

const server = createServer((socket) => {
  const send = messageStream(socket, (value) => {
    const [, id, , [message]] = Request.parse(value);
    send([1, id, null, message]);
  });
});
server.listen(process.argv[2], announceReady);
