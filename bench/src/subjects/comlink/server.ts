import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { Bytes, Message } from '../echo-schemas.js';
import { nodeEndpoint } from './node-endpoint.js';

const port = parentPort;
if (port === null) throw new Error('to be started as a worker');

/** What the worker offers; Comlink itself checks nothing. */
const functions = {
  echo: (message: unknown) => Message.parse(message),
  take: (bytes: unknown) => Bytes.parse(bytes).length,
};
export type Functions = typeof functions;

Comlink.expose(functions, nodeEndpoint(port));
port.postMessage('ready');
