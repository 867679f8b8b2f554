import type { WorkerOptions as NodeWorkerOptions, Worker } from 'node:worker_threads';
import { closeDescriptor, socketPair } from '@flipcall/core';
import type { ChildSession } from './child-session.js';
import type { Exit } from './exit.js';
import { type ChildOptions, EXIT_TIMEOUT_MS, openChild } from './open-child.js';
import { PARENT_SOCKET } from './parent-session.js';

export interface WorkerSessionOptions extends ChildOptions {
  /** Options of the `Worker`. Of its environment, one variable more is ours. */
  readonly worker?: Omit<NodeWorkerOptions, 'env'> & { readonly env?: NodeJS.ProcessEnv };
}

/**
 * Starts a worker thread and opens a session with it. The worker finds its end with `parentSession()` or `serveParent()`. It
 * is terminated when it does not exit after the session's end. When it crashes, the calls that it takes down fail with
 * `Code.Unavailable` and say what it threw.
 *
 * @example
 * using session = await workerSession(new URL('./search-worker.js', import.meta.url));
 * const search = createSearchClient(session);
 *
 * @throws (rejects) `ExitError` if the worker exits before its session is open; `FlipcallError` `timeout` if it does not open
 * it in time (it is terminated then).
 */
export async function workerSession(
  module: string | URL,
  options: WorkerSessionOptions = {},
): Promise<ChildSession<Worker>> {
  const threads = await import('node:worker_threads');
  const [socket, workerSocket] = socketPair();
  let worker: Worker;
  try {
    const env = { ...(options.worker?.env ?? process.env), [PARENT_SOCKET]: String(workerSocket) };
    worker = new threads.Worker(module, { ...options.worker, env });
  } catch (error) {
    closeDescriptor(socket);
    closeDescriptor(workerSocket);
    throw error;
  }
  let exit: Exit | undefined;
  const exited = exitOf(worker, `worker ${worker.threadId} (${String(module)})`).then((known) => {
    exit = known;
    return known;
  });
  const opening = openChild({
    socket,
    peer: { pid: process.pid, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
    options,
    started: {
      child: worker,
      exited,
      kill: () => void worker.terminate(),
      exitTimeoutMs: options.exitTimeoutMs ?? EXIT_TIMEOUT_MS,
    },
    look: () => exit,
  });
  // The worker has a descriptor of its own then; and one that has exited will not need it.
  try {
    await Promise.race([opening, exited]);
  } finally {
    closeDescriptor(workerSocket);
  }
  return opening;
}

async function exitOf(worker: Worker, who: string): Promise<Exit> {
  let error: Error | undefined;
  worker.once('error', (thrown: unknown) => {
    error = isError(thrown) ? thrown : new Error(String(thrown));
  });
  const code = await new Promise<number>((resolve) => worker.once('exit', resolve));
  return { who, code, signal: null, error, stderr: [] };
}

/** What comes out of another thread has an error's properties, and is not always an instance of our `Error`. */
function isError(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown;
}
