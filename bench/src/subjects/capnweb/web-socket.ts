import { WebSocket } from 'ws';

// Cap'n Web takes for granted that there is a global WebSocket, which Node.js 20 does not have yet.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
