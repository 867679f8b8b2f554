import { createServer } from 'node:http2';
import type { ConnectRouter } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { Echo } from '../../gen/echo_pb.js';
import { message } from '../../message.js';
import { announceReady } from '../../peer-process.js';

const routes = (router: ConnectRouter) =>
  router.service(Echo, {
    echo: (request) => request,
    take: ({ bytes }) => ({ count: bytes.length }),
    async *items({ count }) {
      for (let i = 0; i < count; i += 1) yield message;
    },
  });
createServer(connectNodeAdapter({ routes })).listen(process.argv[2], announceReady);
