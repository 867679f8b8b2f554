import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import { RpcSession, type RpcSessionOptions } from '../rpc-session.js';
import type { Transport } from '../transport.js';
import type { Exit } from './exit.js';

/** What was started: a child process or a worker thread. */
export interface Started<Child extends ChildProcess | Worker> {
  readonly child: Child;
  /** Ends, never fails, when it has exited. */
  readonly exited: Promise<Exit>;
  /** Ends it by force. */
  readonly kill: () => void;
  /** How long it may take to exit of itself, in milliseconds, once the session is over. */
  readonly exitTimeoutMs: number;
}

/** A session with a process or worker that was started for it, and that does not outlive it. */
export class ChildSession<Child extends ChildProcess | Worker> extends RpcSession {
  /** What was started. */
  readonly child: Child;
  /** Ends, never fails, when the child has exited, with how it did. */
  readonly exited: Promise<Exit>;

  constructor(transport: Transport, options: RpcSessionOptions, started: Started<Child>) {
    super(transport, options);
    this.child = started.child;
    this.exited = started.exited;
    void this.closed.then(() => {
      const timer = setTimeout(started.kill, started.exitTimeoutMs);
      void started.exited.then(() => clearTimeout(timer));
    });
  }
}
