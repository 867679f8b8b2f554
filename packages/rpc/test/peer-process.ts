import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const children = new Set<ChildProcess>();

export interface Peer {
  readonly process: ChildProcess;
  /** What it wrote when it was ready. */
  readonly firstOutput: string;
}

/** Starts a TypeScript file of this folder in a process of its own; ends when that has written something. */
export async function startPeer(script: string, ...args: string[]): Promise<Peer> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(__dirname, 'run-typescript.cjs'), join(__dirname, script), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.add(child);
  const firstOutput = await Promise.race([
    nextOutput(child.stdout),
    once(child, 'exit').then(() => Promise.reject(new Error('the peer did not start'))),
  ]);
  return { process: child, firstOutput };
}

/** What a child writes next; `output` is its `stdout` or `stderr`. */
export async function nextOutput(output: Readable | null): Promise<string> {
  if (output === null) throw new Error('no output to wait for');
  const [text] = await once(output, 'data');
  return String(text);
}

/** Kills every process that is still there: for `afterEach`. */
export function killPeers(): void {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
}

/** Ends when the process has, with its exit code. */
export async function exitOf({ process: child }: Peer): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
