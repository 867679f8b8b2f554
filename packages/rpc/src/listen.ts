import * as core from '@flipcall/core';
import type { Listener } from './listener.js';
import { sessionTransport } from './session-transport.js';
import type { Transport } from './transport.js';

/** Where a server listens, and whom it accepts. */
export interface ListenOptions extends Omit<core.ListenOptions, 'onSession'> {}

/** Accepts sessions on a socket path and hands on their transports. Throws as `listen` of `@flipcall/core` does. */
export function listen(options: ListenOptions, accept: (transport: Transport) => void): Listener {
  return core.listen({ ...options, onSession: (session) => accept(sessionTransport(session)) });
}
