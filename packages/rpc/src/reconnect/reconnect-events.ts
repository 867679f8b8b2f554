import { EventEmitter } from 'node:events';

/** What a reconnecting session tells whoever listens, each event with its arguments. */
export interface ReconnectEventMap {
  /** There is a connection, the first one or a new one. */
  connected: [];
  /** The server takes no new calls; those under way go on, and a new connection is sought at once. */
  draining: [];
  /** The connection that new calls would have used has ended: with the reason, or undefined when the server closed it. */
  disconnected: [reason: Error | undefined];
  /** No connection yet: the next attempt, counted from 1, comes after `delayMs`. `reason` is why the last one failed. */
  reconnecting: [attempt: { readonly attempt: number; readonly delayMs: number; readonly reason: unknown }];
  /** This side has closed the session: nothing follows. */
  closed: [];
}

/** Where to listen to one reconnecting session. */
export class ReconnectEvents extends EventEmitter<ReconnectEventMap> {}
