import { fileURLToPath } from 'node:url';
import type { BlockingEcho, Subject } from '../../scenario.js';
import type { Answer } from './worker.js';

async function open(method: 'echo' | 'later'): Promise<BlockingEcho> {
  const { createSyncFn } = await import('synckit');
  const call = createSyncFn<Answer>(fileURLToPath(new URL('./worker.js', import.meta.url)));
  return {
    peerPids: [],
    echo: (message) => call(method, message),
    // It has no way to end its worker, which does not keep the process alive.
    close: async () => {},
  };
}

export const synckit: Subject = {
  name: 'synckit',
  about: 'createSyncFn and a worker thread, zod in the worker',
  openBlockingEcho: () => open('echo'),
  openSyncBridge: () => open('later'),
};
