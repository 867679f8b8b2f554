import type { Session } from './session.js';
import type { PeerIdentity } from './transport.js';

/** What a handler is told about the call it answers: its last argument. */
export interface CallContext {
  /** The name on the wire, `Service/method`. */
  readonly method: string;
  /** Aborted when nobody waits for the answer any more: cancelled, past its deadline, or the session ended. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting, in milliseconds as `Date.now()` counts them; undefined when it waits for ever. */
  readonly deadline: number | undefined;
  /** The process on the other side, as the kernel told it; undefined over a transport within one process. */
  readonly peer: PeerIdentity | undefined;
  /** The session that the call came on; make a client on it to call back. */
  readonly session: Session;
}
