import * as core from '@flipcall/core';
import type { Listener, Server } from './server.js';
import { sessionTransport } from './session-transport.js';

/** Where a server listens, and whom it accepts. */
export interface ListenOptions extends Omit<core.ListenOptions, 'onSession'> {}

/** Accepts sessions on a socket path for a server. Throws as `listen` of `@flipcall/core` does. */
export function listen(server: Server, options: ListenOptions): Listener {
  return core.listen({ ...options, onSession: (session) => server.accept(sessionTransport(session)) });
}
