import { WebSocket } from 'ws';

// Cap'n Web takes for granted that there is a global WebSocket, which Node.js 20 does not have yet. The casts are
// for the types only: `ws` behaves as that class does, and declares a type of its own. Cap'n Web's instructions cast too.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

/** A socket of `ws` as what Cap'n Web takes. */
export function standardWebSocket(socket: WebSocket): globalThis.WebSocket {
  return socket as unknown as globalThis.WebSocket;
}
