// A worker of `spread`: says which one it is, and crashes when it is told to.
import { isMainThread, threadId } from 'node:worker_threads';
import { serveSessions } from '../src/processes/serve-sessions.js';
import { Server } from '../src/server.js';
import { Conformance, conformanceHandlers } from './conformance-service.js';

const server = new Server({ onHandlerError: () => undefined });
server.add(Conformance, {
  ...conformanceHandlers(),
  greet: () => (isMainThread ? `process ${process.pid}` : `thread ${threadId}`),
  echo: (value) => (value === 'crash' ? process.exit(9) : value),
});
void serveSessions(server);
