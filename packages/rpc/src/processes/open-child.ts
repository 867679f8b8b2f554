import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import { acceptSession, FlipcallError } from '@flipcall/core';
import type { RpcSessionOptions } from '../rpc-session.js';
import { greeted } from '../session/greeted.js';
import { sessionTransport } from '../session-transport.js';
import type { PeerIdentity } from '../transport.js';
import { ChildSession, type Started } from './child-session.js';
import type { Exit } from './exit.js';
import { ExitWitness } from './exit-witness.js';

/** How the session with a child is opened. */
export interface ChildOptions extends Omit<RpcSessionOptions, 'role' | 'witness'> {
  /** How long the child may take until its session is open, in milliseconds. Default: 10,000. */
  readonly handshakeTimeoutMs?: number;
  /** How long the child may take to exit once the session is over, in milliseconds; then it is killed. Default: 2,000. */
  readonly exitTimeoutMs?: number;
  /** Microseconds to spin for the child before sleeping. Default: 50 where at least two CPUs are usable, else 0. */
  readonly spinMicroseconds?: number;
  /**
   * The part of this thread's time that the child gets while it keeps the thread busy and sessions that do not are used, more than 0 and
   * at most 1. Most of what a child makes this thread do are answers to calls of its own, so the default is 1, which never rests; 0.05 is
   * good for a child that is not trusted.
   */
  readonly busyShare?: number;
}

export const EXIT_TIMEOUT_MS = 2000;

export interface Opening<Child extends ChildProcess | Worker> {
  /** Our end of the socket pair. */
  readonly socket: number;
  readonly peer: PeerIdentity;
  readonly options: ChildOptions;
  readonly started: Started<Child>;
  /** How the child ended, if that can be seen without waiting for promises. */
  readonly look: () => Exit | undefined;
}

/** Opens the session with a child that was just started; the child ends if it cannot be opened. */
export async function openChild<Child extends ChildProcess | Worker>({
  socket,
  peer,
  options,
  started,
  look,
}: Opening<Child>): Promise<ChildSession<Child>> {
  const { handshakeTimeoutMs = 10_000, spinMicroseconds, busyShare = 1 } = options;
  try {
    const session = await acceptSession(socket, {
      peer,
      // We have just started it.
      authorize: () => true,
      handshakeTimeoutMs,
      busyShare,
      ...(spinMicroseconds === undefined ? {} : { spinMicroseconds }),
    });
    const witness = new ExitWitness(started.exited, look);
    const transport = sessionTransport(session);
    return await greeted(new ChildSession(transport, { ...options, role: 'connecting', witness }, started));
  } catch (error) {
    // One that hung up has exited, or will not exit of itself.
    const died = error instanceof FlipcallError && (error.kind === 'peer-died' || error.kind === 'shutdown');
    const exit = await new ExitWitness(started.exited, look).later(died ? error : undefined);
    started.kill();
    throw died ? (exit ?? error) : error;
  }
}
