import { setImmediate } from 'node:timers/promises';
import { runAsWorker } from 'synckit';
import type { Message } from '../../echo.js';
import * as schemas from '../echo-schemas.js';

/** synckit itself checks nothing. */
async function answer(method: 'echo' | 'later', message: unknown): Promise<Message> {
  const checked = schemas.Message.parse(message);
  return method === 'echo' ? checked : setImmediate(checked);
}
export type Answer = typeof answer;

runAsWorker(answer);
