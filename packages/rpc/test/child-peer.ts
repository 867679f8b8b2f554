// Serves its parent, as a child process or a worker, and ends in every way when it is told to.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { parentSession, serveParent } from '../src/processes/parent-session.js';
import { Server } from '../src/server.js';
import { Conformance, conformanceHandlers, promiseClient } from './conformance-service.js';

const ENDS: Readonly<Record<string, () => unknown>> = {
  exit() {
    writeSync(2, 'a first line\nthe last line\n');
    process.exit(3);
  },
  kill: () => process.kill(process.pid, 'SIGSEGV'),
  throw() {
    setImmediate(() => {
      throw new RangeError('out of cheese');
    });
    return new Promise(() => undefined);
  },
  hang() {
    // Whoever reads this knows that the event loop never turns again.
    writeSync(2, 'hanging\n');
    for (;;);
  },
  environment: () => Object.keys(process.env).filter((name) => name.startsWith('FLIPCALL')),
  again: () => parentSession().catch((error: Error) => error.message),
};

const server = new Server({ onHandlerError: () => undefined });
server.add(Conformance, {
  ...conformanceHandlers(),
  echo: (value) => ENDS[String(value)]?.() ?? value,
  soon: async (value, { session }) => ENDS[String(value)]?.() ?? promiseClient(session)('greet', [value]),
  greet: (name) => `${name} in ${isMainThread ? process.pid : 'a worker'}`,
});
const [how] = process.argv.slice(2);
if (how === 'early') {
  writeSync(2, 'no such plugin\n');
  process.exit(4);
}
if (how !== 'mute') void serveParent(server);
else setInterval(() => undefined, 1000);
