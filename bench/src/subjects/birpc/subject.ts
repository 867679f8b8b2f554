import type { Subject } from '../../scenario.js';
import { openers } from '../service.js';
import { startWorker } from '../worker.js';
import type { Functions } from './server.js';

export const birpc: Subject = {
  name: 'birpc',
  about: 'birpc over the message port of a worker thread, zod in the worker',
  ...openers(async () => {
    const { createBirpc } = await import('birpc');
    const worker = await startWorker('birpc/server.js');
    const rpc = createBirpc<Functions>(
      {},
      { post: (data) => worker.postMessage(data), on: (receive) => worker.on('message', receive) },
    );
    return {
      peerPids: [],
      echo: (message) => rpc.echo(message),
      take: (bytes) => rpc.take(bytes),
      async close() {
        rpc.$close();
        await worker.terminate();
      },
    };
  }, ['take']),
};
