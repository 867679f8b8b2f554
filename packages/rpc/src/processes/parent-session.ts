import { connectSession, dieWithParent, duplicateDescriptor, FlipcallError } from '@flipcall/core';
import { RpcSession, type RpcSessionOptions } from '../rpc-session.js';
import type { Server } from '../server.js';
import { greeted } from '../session/greeted.js';
import { sessionTransport } from '../session-transport.js';
import type { Transport } from '../transport.js';

/** The environment variable that names a child's end of the socket pair. */
export const PARENT_SOCKET = 'FLIPCALL_PARENT_SOCKET';

/**
 * In a process that `spawnSession` started, or a worker of `workerSession`: the session with the parent. From here on the
 * process is killed when its parent ends. Call it once, early.
 *
 * @example
 * const session = await parentSession();
 * const host = createHostClient(session);
 *
 * @throws (rejects) `FlipcallError` `system` in a process that was not started so, or for the second time; else as `connect`.
 */
export async function parentSession(options: Omit<RpcSessionOptions, 'role'> = {}): Promise<RpcSession> {
  return greeted(new RpcSession(await parentTransport(), { ...options, role: 'accepting' }));
}

/**
 * In a process that `spawnSession` started, or a worker of `workerSession`: serves the parent. Ends when the session is open.
 *
 * @example
 * await serveParent(new Server().add(Plugin, handlers));
 *
 * @throws (rejects) as `parentSession`.
 */
export async function serveParent(server: Server): Promise<RpcSession> {
  return server.accept(await parentTransport());
}

async function parentTransport(): Promise<Transport> {
  const socket = Number(process.env[PARENT_SOCKET] ?? Number.NaN);
  if (!Number.isInteger(socket) || socket < 0) {
    throw new FlipcallError(
      'system',
      'There is no parent to talk to: start this program with spawnSession or workerSession, and open the session once.',
    );
  }
  // Nobody else's, above all not of processes that this one starts.
  delete process.env[PARENT_SOCKET];
  const { isMainThread } = await import('node:worker_threads');
  if (isMainThread) dieWithParent();
  // A worker's number is the parent's to close, which does when the worker has exited or opened its session.
  const own = isMainThread ? socket : duplicateDescriptor(socket);
  return sessionTransport(await connectSession(own, { authorize: () => true }));
}
