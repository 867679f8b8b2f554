import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connect, RpcError } from '@flipcall/rpc';
import { createPreyClient, createPreySyncClient } from './gen/prey.flipcall.js';
import { HonestClient } from './honest-client.js';
import type { PreyProcess } from './prey-process.js';

/** What a round is given; the seed repeats what its attackers do. */
export interface Round {
  readonly seed: number;
  readonly milliseconds: number;
  readonly folder: string;
  readonly path: string;
  readonly prey: PreyProcess;
}

const hostileProgram = fileURLToPath(new URL('../build/hostile', import.meta.url));
const frameAttacker = fileURLToPath(new URL('./frame-attacker.js', import.meta.url));

/** Rounds take turns in this order. Each rejects with what went wrong. */
export const ROUNDS: readonly { readonly name: string; readonly run: (round: Round) => Promise<void> }[] = [
  { name: 'memory', run: (round) => beside(round, [hostileProgram, 'connect', round.path]) },
  { name: 'frames', run: (round) => beside(round, [process.execPath, frameAttacker, round.path]) },
  { name: 'server', run: byServer },
];

/** An attacker of our server, and an honest client beside it. */
async function beside(round: Round, [command = '', ...args]: readonly string[]): Promise<void> {
  const honest = await HonestClient.connect(round.path);
  const attacker = spawn(command, [...args, String(round.seed), String(round.milliseconds)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await ended(attacker);
  await honest.stop();
  const before = await settled(round.prey);
  if (before !== undefined) throw new Error(`the server still holds ${before}`);
}

/** Clients of ours, and a hostile server. */
async function byServer({ seed, milliseconds, folder }: Round): Promise<void> {
  const path = `${folder}/hostile.sock`;
  const before = readdirSync('/proc/self/fd').length;
  const attacker = spawn(hostileProgram, ['listen', path, String(seed), String(milliseconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const over = ended(attacker);
  if (attacker.stdout === null) throw new Error('no output to read');
  await once(attacker.stdout, 'data');
  const until = performance.now() + milliseconds;
  for (let turn = 0; performance.now() < until; turn++) await useServer(path, turn % 2 === 0);
  await over;
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = readdirSync('/proc/self/fd').length;
  if (after > before + 2) throw new Error(`${after - before} descriptors are left over`);
}

async function useServer(path: string, blocking: boolean): Promise<void> {
  try {
    const session = await connect({ path, handshakeTimeoutMs: 100 });
    try {
      const shape = { name: 'x', list: [] };
      if (blocking) createPreySyncClient(session).echo(shape, { timeoutMs: 50 });
      else await createPreyClient(session).echo(shape, { timeoutMs: 50 });
    } finally {
      session.close();
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : String(error);
    if (!(error instanceof RpcError) && name !== 'FlipcallError') throw error;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const [code, signal] = await once(child, 'exit');
  // A server that the attacker could not reach any more is one that died.
  if (code !== 0) throw new Error(`the attacker ended with ${code ?? signal}`);
}

/** What the server has not given back a while after everybody left, if anything. */
async function settled(prey: PreyProcess): Promise<string | undefined> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const { troubles, sessions, windows, residentBytes } = await prey.report();
    if (troubles > 0) return `${troubles} errors that nobody caught`;
    if (sessions === 0 && windows === 0) {
      return residentBytes > MOST_RESIDENT_BYTES ? `${residentBytes} bytes of memory` : undefined;
    }
    if (performance.now() > deadline) return `${sessions} sessions and ${windows} windows`;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Node itself takes 60 MB, an address sanitizer more; what peers made it take must not add up. */
const MOST_RESIDENT_BYTES = 1_500_000_000;
