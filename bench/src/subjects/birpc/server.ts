import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { Bytes, Message } from '../echo-schemas.js';

const port = parentPort;
if (port === null) throw new Error('to be started as a worker');

/** What the worker offers; birpc itself checks nothing. */
const functions = {
  echo: (message: unknown) => Message.parse(message),
  take: (bytes: unknown) => Bytes.parse(bytes).length,
};
export type Functions = typeof functions;

createBirpc<object, Functions>(functions, {
  post: (data) => port.postMessage(data),
  on: (receive) => port.on('message', receive),
});
port.postMessage('ready');
