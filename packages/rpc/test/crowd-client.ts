// Makes as many awaited calls as it is told, with so many milliseconds between them, and prints how many were answered rightly.
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '../src/connect.js';
import { promiseClient } from './conformance-service.js';

const [, , path = '', count = '0', pauseMs = '0'] = process.argv;

async function run(): Promise<void> {
  const session = await connect(path);
  const call = promiseClient(session);
  let answered = 0;
  for (let number = 0; number < Number(count); number++) {
    if ((await call('echo', [number])) === number) answered++;
    if (Number(pauseMs) > 0) await delay(Number(pauseMs));
  }
  session.close();
  process.stdout.write(`${answered}`);
}

void run();
