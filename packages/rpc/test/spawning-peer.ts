// A parent: starts a child, says its pid, and waits to be killed.
import { join } from 'node:path';
import { spawnSession } from '../src/processes/spawn-session.js';
import { promiseClient } from './conformance-service.js';

void spawnSession(process.execPath, [
  '--no-warnings',
  join(__dirname, 'run-typescript.cjs'),
  join(__dirname, 'child-peer.ts'),
]).then(async (session) => {
  const call = promiseClient(session);
  await call('greet', ['child']);
  // It hangs from now on, and will never look up.
  void call('echo', ['hang']);
  setTimeout(() => process.stdout.write(`${session.child.pid}\n`), 50);
});
