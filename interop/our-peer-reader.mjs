// The other thread of our-peer.mjs: passes on what it reads, and obeys `shutdown` itself.
import { readSync, writeSync } from 'node:fs';
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { shutdownEndpoint } from '../packages/core/dist/index.js';

if (parentPort === null) throw new Error('This runs in a worker.');
const port = parentPort;
/** @type {import('@flipcall/core').ShutdownHandle | undefined} */
let handle;

/** The endpoint that was opened last. */
function newestHandle() {
  for (let posted = receiveMessageOnPort(port); posted; posted = receiveMessageOnPort(port)) {
    handle = posted.message;
  }
  if (handle === undefined) throw new Error('There is no endpoint to shut down yet.');
  return handle;
}

const buffer = Buffer.alloc(4096);
let rest = '';
for (let count = readSync(0, buffer); count > 0; count = readSync(0, buffer)) {
  const lines = (rest + buffer.toString('utf8', 0, count)).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    if (line === 'shutdown') {
      shutdownEndpoint(newestHandle());
      writeSync(1, 'shutdown ok 0\n');
    } else {
      port.postMessage(line);
    }
  }
}
// The test is gone: end with it, even out of a call that blocks.
shutdownEndpoint(newestHandle());
