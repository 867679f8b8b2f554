import type { Message } from '../../echo.js';
import type { BlockingEcho, Subject } from '../../scenario.js';
import { startWorker } from '../worker.js';
import { Turn } from './turn.js';

export const atomicsWait: Subject = {
  name: 'atomics-wait',
  about: 'a worker thread, a SharedArrayBuffer and Atomics.wait; msgpackr, typed by hand, zod in the worker',
  async openHandoff() {
    const { mailbox, ...opened } = await open('handoff');
    return {
      ...opened,
      roundTrip() {
        mailbox.give(Turn.Worker);
        mailbox.wait(Turn.Client);
      },
    };
  },
  openBlockingEcho: () => openEcho('echo'),
  openSyncBridge: () => openEcho('later'),
};

async function openEcho(kind: 'echo' | 'later'): Promise<BlockingEcho> {
  const { mailbox, ...opened } = await open(kind);
  return {
    ...opened,
    echo(message) {
      mailbox.write(message);
      mailbox.give(Turn.Worker);
      mailbox.wait(Turn.Client);
      // The cast is what typing by hand comes to: such a client believes its worker.
      return mailbox.read() as Message;
    },
  };
}

async function open(kind: 'handoff' | 'echo' | 'later') {
  const { Mailbox } = await import('./mailbox.js');
  const mailbox = new Mailbox();
  const worker = await startWorker('atomics-wait/server.js', { memory: mailbox.memory, kind });
  return {
    mailbox,
    peerPids: [],
    async close() {
      await worker.terminate();
    },
  };
}
