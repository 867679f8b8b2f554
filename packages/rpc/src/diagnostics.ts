import { channel } from 'node:diagnostics_channel';
import type { RpcSession } from './rpc-session.js';
import type { RpcStatistics } from './statistics.js';

/** What is published on `flipcall:session:open`, when a session can be used. */
export interface SessionOpenMessage {
  readonly session: RpcSession;
}

/** What is published on `flipcall:session:drain`, when the other side takes no new calls any more. */
export interface SessionDrainMessage {
  readonly session: RpcSession;
}

/** What is published on `flipcall:session:close`, when a session has ended. */
export interface SessionCloseMessage {
  readonly session: RpcSession;
  /** Undefined when either side closed it. */
  readonly reason: Error | undefined;
  /** What happened on it until the end. */
  readonly statistics: RpcStatistics;
}

const sessionOpen = channel('flipcall:session:open');
const sessionDrain = channel('flipcall:session:drain');
const sessionClose = channel('flipcall:session:close');

/** Whether anybody listens to any of them. */
export function isObserved(): boolean {
  return [sessionOpen, sessionDrain, sessionClose].some((one) => one.hasSubscribers);
}

// Where nobody listens no message is made.

export function publishOpen(session: RpcSession): void {
  if (sessionOpen.hasSubscribers) sessionOpen.publish({ session } satisfies SessionOpenMessage);
}

export function publishDrain(session: RpcSession): void {
  if (sessionDrain.hasSubscribers) sessionDrain.publish({ session } satisfies SessionDrainMessage);
}

export function publishClose(session: RpcSession, reason: Error | undefined): void {
  if (!sessionClose.hasSubscribers) return;
  const statistics = session.statistics();
  sessionClose.publish({ session, reason, statistics } satisfies SessionCloseMessage);
}
