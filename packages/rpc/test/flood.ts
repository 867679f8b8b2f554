// Connects to a socket path as often as it is told, as fast as it can, and never says a word.

import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

// This package has no addon of its own: it is core's.
const { native }: typeof import('@flipcall/native') = createRequire(require.resolve('@flipcall/core'))(
  '@flipcall/native',
);

const [, , path = '', count = '0'] = process.argv;
const HELD = 200;
const held: number[] = [];
for (let connected = 0; connected < Number(count); ) {
  try {
    held.push(native.connect(path));
    connected++;
  } catch {
    // The queue of the server is full.
  }
  if (held.length > HELD) native.close(held.shift() ?? -1);
}
for (const socket of held) native.close(socket);
parentPort?.postMessage('done');
