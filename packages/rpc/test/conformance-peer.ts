// Serves `Conformance` on the socket path that it is given, from a process of its own.
import type { Limits } from '../src/limits.js';
import { Server } from '../src/server.js';
import { Conformance, conformanceHandlers } from './conformance-service.js';

const [, , path = '', limits = '{}'] = process.argv;

const server = new Server({
  limits: JSON.parse(limits) as Partial<Limits>, // What the test put there.
  onHandlerError: () => undefined,
});
server.add(Conformance, conformanceHandlers());
void server.listen({ path }).then(() => process.stdout.write('listening\n'));
