import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';

export const grpcJs: Subject = serviceSubject(
  {
    name: 'grpc-js',
    about: '@grpc/grpc-js over a Unix socket, stubs from a .proto file by @grpc/proto-loader',
  },
  ['items', 'take'],
);
