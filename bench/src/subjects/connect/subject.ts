import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';

export const connect: Subject = serviceSubject(
  { name: 'connect', about: '@connectrpc/connect-node, HTTP/2 over a Unix socket, stubs by protoc-gen-es' },
  ['items', 'take'],
);
