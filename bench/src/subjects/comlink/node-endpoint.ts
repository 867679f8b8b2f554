import { createRequire } from 'node:module';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Endpoint } from 'comlink';

// Comlink ships its adapter for Node.js as a script without types that a module could import.
const adapter: { default?: unknown } | unknown = createRequire(import.meta.url)(
  'comlink/dist/umd/node-adapter.js',
);

/** A worker, or the port to the thread that started it, as Comlink wants it. */
export const nodeEndpoint = adapter as (port: MessagePort | Worker) => Endpoint;
