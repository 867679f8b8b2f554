import type { Subject } from '../../scenario.js';
import { openers } from '../service.js';
import { startWorker } from '../worker.js';
import type { Functions } from './server.js';

export const comlink: Subject = {
  name: 'comlink',
  about: 'Comlink with its adapter for a worker thread, zod in the worker',
  ...openers(async () => {
    const Comlink = await import('comlink');
    const { nodeEndpoint } = await import('./node-endpoint.js');
    const worker = await startWorker('comlink/server.js');
    const remote = Comlink.wrap<Functions>(nodeEndpoint(worker));
    return {
      peerPids: [],
      echo: (message) => remote.echo(message),
      take: (bytes) => remote.take(bytes),
      async close() {
        remote[Comlink.releaseProxy]();
        await worker.terminate();
      },
    };
  }, ['take']),
};
