import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPeer } from '../../peer-process.js';
import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';
import { openEndpointHandoff } from './endpoint-handoff.js';

const subject = serviceSubject(
  {
    name: 'flipcall',
    about: 'generated stubs over a session; in `handoff` two endpoints without a session',
    spins: true,
  },
  ['items', 'take'],
);

const cli = fileURLToPath(new URL('../../../../packages/codegen/dist/cli.js', import.meta.url));

// What only some scenarios need is loaded by them: what is loaded and not used still takes its place in caches.
export const flipcall: Subject = {
  ...subject,
  openHandoff: () =>
    openEndpointHandoff(({ fd, offset, length }) =>
      startPeer('flipcall/handoff-server.js', [String(offset), String(length)], { fds: [fd] }),
    ),
  async openBlockingEcho() {
    const { openBlocking } = await import('./blocking-client.js');
    return openBlocking(await subject.service.serve({}), 'echo');
  },
  async openSyncBridge() {
    const { openBlocking } = await import('./blocking-client.js');
    return openBlocking(await subject.service.serve({}), 'later');
  },
  async serveHere() {
    const { serveHere } = await import('./serve-here.js');
    return serveHere();
  },
  async generate(file, folder) {
    await promisify(execFile)(process.execPath, [cli, 'generate', file, '--out', folder]);
  },
};
