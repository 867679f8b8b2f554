import type { Subject } from '../../scenario.js';
import { messageConnection } from '../messages/connection.js';
import { openers } from '../service.js';
import { startWorker } from '../worker.js';

export const workerPostmessage: Subject = {
  name: 'worker-postmessage',
  about:
    'a worker thread of the same process and postMessage, which clones; typed by hand, zod in the worker',
  ...openers(async () => {
    const worker = await startWorker('worker-postmessage/server.js');
    const { connection, receive } = messageConnection((message) => worker.postMessage(message));
    worker.on('message', receive);
    return {
      ...connection,
      peerPids: [],
      async close() {
        await worker.terminate();
      },
    };
  }, ['take']),
};
