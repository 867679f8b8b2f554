// Shuts down the endpoint whose handle it was given, once its owner says that it is about to block.
import { parentPort, workerData } from 'node:worker_threads';
import { shutdownEndpoint } from '../dist/index.js';

Atomics.wait(new Int32Array(workerData.aboutToBlock), 0, 0);
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); // Most likely blocked by now; right either way.
shutdownEndpoint(workerData.handle);
parentPort.postMessage('done');
