import { EventEmitter } from 'node:events';

/** What a session tells whoever listens, each event with its arguments. */
export interface SessionEventMap {
  /** The other side takes no new calls; the session closes once those under way have ended. */
  draining: [];
  /** The session has ended: with the reason, or undefined when either side closed it. */
  closed: [reason: Error | undefined];
}

/** Where to listen to one session. */
export class SessionEvents extends EventEmitter<SessionEventMap> {}
