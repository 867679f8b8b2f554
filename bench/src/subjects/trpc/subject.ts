import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';

export const trpc: Subject = serviceSubject(
  {
    name: 'trpc',
    about: 'tRPC: its standalone HTTP server on the loopback interface, httpBatchLink, zod both ways',
  },
  ['items'],
);
