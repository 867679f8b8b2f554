// A parent: starts a child, says its pid once that hangs, and waits to be killed.
import { join } from 'node:path';
import { spawnSession } from '../src/processes/spawn-session.js';
import { promiseClient } from './conformance-service.js';
import { nextOutput } from './peer-process.js';

const args = ['--no-warnings', join(__dirname, 'run-typescript.cjs'), join(__dirname, 'child-peer.ts')];

void spawnSession(process.execPath, args, { showStderr: false }).then(async (session) => {
  const call = promiseClient(session);
  await call('greet', ['child']);
  const hanging = nextOutput(session.child.stderr);
  void call('echo', ['hang']);
  await hanging;
  process.stdout.write(`${session.child.pid}\n`);
});
