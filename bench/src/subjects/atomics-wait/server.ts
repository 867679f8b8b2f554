import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { Message } from '../echo-schemas.js';
import { Mailbox } from './mailbox.js';
import { Turn } from './turn.js';

const { memory, kind } = z
  .object({ memory: z.instanceof(SharedArrayBuffer), kind: z.enum(['handoff', 'echo', 'later']) })
  .parse(workerData);
const mailbox = new Mailbox(memory);
parentPort?.postMessage('ready');
for (;;) {
  mailbox.wait(Turn.Worker);
  if (kind !== 'handoff') {
    const message = Message.parse(mailbox.read());
    if (kind === 'later') await setImmediate();
    mailbox.write(message);
  }
  mailbox.give(Turn.Client);
}
