// Makes blocking calls in one turn of the event loop, and says which process answered, or what went wrong.
import { parentPort } from 'node:worker_threads';
import { connect } from '../src/connect.js';
import { blockingClient } from './conformance-service.js';

const [, , path = ''] = process.argv;

void connect({ path, reconnect: true }).then((session) => {
  const block = blockingClient(session);
  let last: unknown;
  for (;;) {
    try {
      const answer = block('greet', ['x']);
      if (answer !== last) parentPort?.postMessage(String(answer));
      last = answer;
    } catch (error) {
      parentPort?.postMessage(String(error));
    }
  }
});
