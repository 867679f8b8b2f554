import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The process on the other side of what is measured. */
export interface PeerProcess {
  readonly pid: number;
  /** Resolves when it is no more, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A peer that was forked, and so can be sent messages. */
export interface PeerChild extends PeerProcess {
  readonly child: ChildProcess;
  /** Where it can be reached, if it said so. */
  readonly address: string | undefined;
}

/** What `startPeer` may be told. */
export interface PeerOptions {
  /** Descriptors that it inherits, from number 4 on. */
  readonly fds?: readonly number[];
  readonly serialization?: 'json' | 'advanced';
}

/**
 * Starts a program of `src/subjects` and waits until it says that it serves (`announceReady`).
 *
 * @param module the program's compiled file, `flipcall/server.js`
 */
export async function startPeer(
  module: string,
  args: readonly string[] = [],
  { fds = [], serialization = 'json' }: PeerOptions = {},
): Promise<PeerChild> {
  const file = fileURLToPath(new URL(`./subjects/${module}`, import.meta.url));
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...fds], serialization });
  const peer = await watch(child);
  const first = await Promise.race([once(child, 'message'), peer.ended]);
  if (first === undefined) throw new Error(`${module} ended before it served`);
  const [announcement]: unknown[] = first;
  return { ...peer, child, address: typeof announcement === 'string' ? announcement : undefined };
}

/**
 * Starts any program, which has no way to say that it serves.
 *
 * @param fds descriptors that it inherits, from number 3 on
 */
export function startProgram(
  file: string,
  args: readonly string[],
  fds: readonly number[],
): Promise<PeerProcess> {
  return watch(spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit', ...fds] }));
}

/** Rejects when the program could not be started. */
async function watch(child: ChildProcess): Promise<PeerProcess> {
  await once(child, 'spawn');
  running.add(child);
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
  });
  return {
    // It was started, so it has one.
    pid: child.pid as number,
    ended,
    async stop() {
      // Not a polite request: a server that blocks in a call would not hear it.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Called by a peer's program when it serves. It then lives no longer than the process that started it.
 *
 * @param address where it serves, where that is its own choice
 */
export function announceReady(address?: string): void {
  process.once('disconnect', () => process.exit());
  process.send?.(address ?? { ready: true });
}

/** A path for a socket, in a folder of its own. */
export function temporarySocket(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-bench-'));
  return { path: join(folder, 'socket'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
