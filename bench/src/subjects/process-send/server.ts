import { announceReady } from '../../peer-process.js';
import { answer } from '../messages/requests.js';

process.on('message', (message) => process.send?.(answer(message)));
announceReady();
