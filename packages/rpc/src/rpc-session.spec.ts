import { Conformance, conformanceHandlers } from '../test/conformance-service.js';
import { describeSession } from '../test/session-conformance.js';
import { Server } from './server.js';
import { memoryPair } from './testing.js';

const quiet = { onHandlerError: (): void => undefined };

for (const datagramCapacity of [1024, 65_536]) {
  describeSession(
    `memory, with datagrams of ${datagramCapacity} bytes`,
    (limits = {}) => {
      const server = new Server({ ...quiet, limits }).add(Conformance, conformanceHandlers());
      const { client } = memoryPair({ datagramCapacity, server, client: { ...quiet, limits } });
      return { client, dispose: () => server.close() };
    },
    { waitsForAsyncHandlers: false },
  );
}
