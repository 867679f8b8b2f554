import { serveParent } from '@flipcall/rpc';
import { newServer } from './new-server.js';

/** In a child process or a worker thread: serves whoever started it. */
await serveParent(newServer());
