import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

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
  if (child.stdout === null) throw new Error('no output to wait for');
  const [firstOutput] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the peer did not start'))),
  ]);
  return { process: child, firstOutput: String(firstOutput) };
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
