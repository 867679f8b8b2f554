import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';

export const unixSocketMsgpackr: Subject = serviceSubject(
  {
    name: 'unix-socket-msgpackr',
    about: 'net over a Unix socket, msgpackr, length-prefixed, typed by hand, zod on the server',
  },
  ['items', 'take'],
);
