import { describeStreams } from '../../test/stream-conformance.js';
import { Streams, streamHandlers } from '../../test/stream-service.js';
import { Server } from '../server.js';
import { memoryPair } from '../testing.js';

const quiet = { onHandlerError: (): void => undefined };

for (const datagramCapacity of [1024, 65_536]) {
  describeStreams(
    `memory, with datagrams of ${datagramCapacity} bytes`,
    (limits = {}) => {
      const server = new Server({ ...quiet, limits }).add(Streams, streamHandlers());
      const { client } = memoryPair({ datagramCapacity, server, client: { ...quiet, limits } });
      return { client, dispose: () => server.close() };
    },
    { waitsForAsyncHandlers: false },
  );
}
