import type { Metadata, MutableMetadata } from './metadata.js';
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
  /** What the caller sent beside the arguments. */
  readonly metadata: Metadata;
  /** Goes to the caller before the answer, or before its first item: set what you want to say. */
  readonly headers: MutableMetadata;
  /** Goes to the caller after the answer, or with the error: set what you want to say. */
  readonly trailers: MutableMetadata;
  /** The process on the other side, as the kernel told it; undefined over a transport within one process. */
  readonly peer: PeerIdentity | undefined;
  /** The session that the call came on; make a client on it to call back. */
  readonly session: Session;
}
