// Serves `Conformance` on the socket path that it is given, from a process of its own.
import type { Limits } from '../src/limits.js';
import { Server } from '../src/server.js';
import { blockingClient, Conformance, conformanceHandlers, promiseClient } from './conformance-service.js';
import { Streams, streamHandlers } from './stream-service.js';

const [, , path = '', limits = '{}'] = process.argv;

const server = new Server({
  limits: JSON.parse(limits) as Partial<Limits>, // What the test put there.
  onHandlerError: () => undefined,
});
server.add(Streams, streamHandlers());
server.add(Conformance, {
  ...conformanceHandlers(),
  // Asks its caller, which serves the same, before it answers.
  soon: async (value, { session }) =>
    isNested(value) ? await promiseClient(session)('greet', [value.ask]) : value,
  echo: (value, { session }) => (isNested(value) ? blockingClient(session)('greet', [value.ask]) : value),
});

function isNested(value: unknown): value is { ask: unknown } {
  return typeof value === 'object' && value !== null && 'ask' in value;
}
void server.listen({ path }).then(() => process.stdout.write('listening\n'));
