import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';

export const capnweb: Subject = serviceSubject(
  { name: 'capnweb', about: "Cap'n Web over a WebSocket (ws) on a Unix socket, zod on the server" },
  ['items'],
);
