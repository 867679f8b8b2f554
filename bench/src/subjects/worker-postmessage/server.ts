import { parentPort } from 'node:worker_threads';
import { answer } from '../messages/requests.js';

const port = parentPort;
port?.on('message', (message) => port.postMessage(answer(message)));
port?.postMessage('ready');
