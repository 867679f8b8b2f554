import { WebSocket } from 'ws';

// Cap'n Web takes for granted that there is a global WebSocket, which Node.js 20 does not have yet. The cast is
// for the types only: `ws` behaves as that class does, and declares a type of its own.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
