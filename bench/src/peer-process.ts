import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The process on the other side of what is measured. */
export interface PeerProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a program of `src/subjects` and waits until it says that it serves (`announceReady`).
 *
 * @param module the program's compiled file name, `x-server.js`
 * @param fds descriptors that it inherits, from number 4 on
 */
export async function startPeer(
  module: string,
  args: readonly string[] = [],
  fds: readonly number[] = [],
): Promise<PeerProcess> {
  const file = fileURLToPath(new URL(`./subjects/${module}`, import.meta.url));
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...fds] });
  running.add(child);
  const exited = once(child, 'exit').finally(() => running.delete(child));
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (first === undefined || child.pid === undefined) throw new Error(`${module} ended before it served`);
  return {
    pid: child.pid,
    async stop() {
      // Not a polite request: a server that blocks in a call would not hear it.
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Called by a peer's program when it serves. It then lives no longer than the process that started it. */
export function announceReady(): void {
  process.once('disconnect', () => process.exit());
  process.send?.('ready');
}

/** A path for a socket, in a folder of its own. */
export function temporarySocket(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-bench-'));
  return { path: join(folder, 'socket'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
