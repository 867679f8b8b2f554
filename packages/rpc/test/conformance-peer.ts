// Serves `Conformance` and `Streams` on the socket path that it is given, with handlers of its own for each session.

import { isMainThread, parentPort } from 'node:worker_threads';
import * as core from '@flipcall/core';
import type { Limits } from '../src/limits.js';
import { Server } from '../src/server.js';
import { sessionTransport } from '../src/session-transport.js';
import { blockingClient, Conformance, conformanceHandlers, promiseClient } from './conformance-service.js';
import { Streams, streamHandlers } from './stream-service.js';

const [, , path = '', limits = '{}'] = process.argv;

core.listen({ path, onSession: (session) => newServer().accept(sessionTransport(session)) });
if (isMainThread) process.stdout.write('listening\n');
else parentPort?.postMessage('listening');

function newServer(): Server {
  const server = new Server({
    limits: JSON.parse(limits) as Partial<Limits>, // What the test put there.
    onHandlerError: () => undefined,
  });
  server.add(Streams, streamHandlers());
  return server.add(Conformance, {
    ...conformanceHandlers(),
    // Asks its caller, which serves the same, before it answers.
    soon: async (value, { session }) =>
      isNested(value) ? await promiseClient(session)('greet', [value.ask]) : value,
    echo: (value, { session }) => (isNested(value) ? blockingClient(session)('greet', [value.ask]) : value),
  });
}

function isNested(value: unknown): value is { ask: unknown } {
  return typeof value === 'object' && value !== null && 'ask' in value;
}
