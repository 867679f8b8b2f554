import type { AddressInfo } from 'node:net';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import { announceReady } from '../../peer-process.js';
import { router } from './router.js';

const server = createHTTPServer({ router });
server.listen(0, '127.0.0.1', () => {
  // The cast: a server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  announceReady(`http://127.0.0.1:${port}`);
});
