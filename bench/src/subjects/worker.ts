import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Starts a worker and waits until it has sent `ready`. `module` is a compiled file of this folder. */
export async function startWorker(module: string, workerData?: unknown): Promise<Worker> {
  const worker = new Worker(new URL(module, import.meta.url), { workerData });
  await once(worker, 'message');
  return worker;
}
