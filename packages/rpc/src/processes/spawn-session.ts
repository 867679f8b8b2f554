import type { ChildProcess, SpawnOptions as NodeSpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { closeDescriptor, FlipcallError, socketPair } from '@flipcall/core';
import type { ChildSession } from './child-session.js';
import { deathOf } from './death-of.js';
import type { Exit } from './exit.js';
import { LastLines } from './last-lines.js';
import { type ChildOptions, EXIT_TIMEOUT_MS, openChild } from './open-child.js';
import { PARENT_SOCKET } from './parent-session.js';

/** Where the child finds its end of the socket pair. */
const CHILD_FD = 3;
/** How long the rest of its standard error may take to come once it has exited. */
const LAST_WORDS_MS = 200;

export interface SpawnOptions extends ChildOptions {
  /** The working directory. Default: this process's. */
  readonly cwd?: string | URL;
  /** The environment. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where standard output goes. Default: `inherit`. */
  readonly stdout?: 'inherit' | 'ignore' | 'pipe';
  /** Whether what the child writes to standard error is written to this process's too. Default: true. */
  readonly showStderr?: boolean;
  /** Further options of `child_process.spawn`, such as `uid`. */
  readonly spawn?: Omit<NodeSpawnOptions, 'stdio' | 'cwd' | 'env' | 'detached'>;
}

/**
 * Starts a program and opens a session with it. The program finds its end with `parentSession()` or `serveParent()`. It is
 * killed when this process ends, and when it does not exit after the session's end. When it crashes, the calls that it
 * takes down fail with `Code.Unavailable` and say how: exit code or signal, and what it last wrote to its standard error.
 *
 * @example
 * using session = await spawnSession(process.execPath, ['plugin.js']);
 * const plugin = createPluginClient(session);
 *
 * @throws (rejects) `ExitError` if the program exits before its session is open; `FlipcallError` `system` if it cannot be
 * started, `timeout` if it does not open its session in time (it is killed then), else as `connect`.
 */
export async function spawnSession(
  command: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<ChildSession<ChildProcess>> {
  const [socket, childSocket] = socketPair();
  let child: ChildProcess;
  try {
    child = await start(command, args, options, childSocket);
  } catch (cause) {
    closeDescriptor(socket);
    const text = isNativeError(cause) ? cause.message : String(cause);
    throw new FlipcallError('system', `${command} could not be started: ${text}`, { cause });
  } finally {
    closeDescriptor(childSocket);
  }
  const { pid = 0 } = child;
  const { uid = process.getuid?.() ?? 0, gid = process.getgid?.() ?? 0 } = options.spawn ?? {};
  const who = `process ${pid} (${[command, ...args].join(' ')})`;
  const last = lastWords(child, options.showStderr ?? true);
  return openChild({
    socket,
    // The kernel knows only who made the socket.
    peer: { pid, uid, gid },
    options,
    started: {
      child,
      exited: exitOf(child, who, last),
      kill: () => void child.kill('SIGKILL'),
      exitTimeoutMs: options.exitTimeoutMs ?? EXIT_TIMEOUT_MS,
    },
    look: () => {
      const death = deathOf(pid);
      return death && { who, ...death, stderr: last?.lines ?? [] };
    },
  });
}

async function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  socket: number,
): Promise<ChildProcess> {
  // Loaded here, for it takes a good part of what a client takes to start that spawns nothing.
  const { spawn } = await import('node:child_process');
  const child = spawn(command, args, {
    ...options.spawn,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...(options.env ?? process.env), [PARENT_SOCKET]: String(CHILD_FD) },
    stdio: ['ignore', options.stdout ?? 'inherit', 'pipe', socket],
  });
  // Rejects with what `error` brings, which comes instead of `spawn`.
  await once(child, 'spawn');
  // A signal that could not be sent is nothing to end this process for.
  child.on('error', () => undefined);
  return child;
}

function lastWords({ stderr }: ChildProcess, show: boolean): LastLines | undefined {
  if (stderr === null) return undefined;
  if (show) stderr.pipe(process.stderr, { end: false });
  return new LastLines(stderr);
}

async function exitOf(child: ChildProcess, who: string, last: LastLines | undefined): Promise<Exit> {
  await new Promise((resolve) => child.once('exit', resolve));
  // What it wrote is still to be read. A process of its own that lives on may hold the other end: that is not waited for.
  if (last !== undefined) await Promise.race([last.ended, delay(LAST_WORDS_MS, undefined, { ref: false })]);
  return { who, code: child.exitCode, signal: child.signalCode, stderr: last?.lines ?? [] };
}
