import type { Session } from '@flipcall/core';
import type { Transport } from './transport.js';

/**
 * Carries datagrams over the shared memory of a flipcall session. A session already moves datagrams the way a transport
 * must; this is the place where the two meet, and the type checker holds them together.
 */
export function sessionTransport(session: Session): Transport {
  return session;
}
