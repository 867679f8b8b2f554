import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Endpoint, EndpointSide } from './endpoint.js';
import { PacketWindowAllocator } from './packet-window.js';
import { shutdownEndpoint } from './shutdown-handle.js';

const script = join(__dirname, '../test/shutdown-from-worker.mjs');

function lonelyEndpoint(side: EndpointSide): Endpoint {
  using allocator = new PacketWindowAllocator();
  return new Endpoint(side, allocator.allocate(4096));
}

it.each([
  ['connectSync', EndpointSide.Client],
  ['recvFirstSync', EndpointSide.Server],
] as const)('a worker ends a blocked %s', async (call, side) => {
  using endpoint = lonelyEndpoint(side);
  const aboutToBlock = new SharedArrayBuffer(4);
  const worker = new Worker(script, { workerData: { aboutToBlock, handle: endpoint.shutdownHandle } });
  await once(worker, 'online');
  Atomics.store(new Int32Array(aboutToBlock), 0, 1);
  Atomics.notify(new Int32Array(aboutToBlock), 0);
  expect(() => endpoint[call]()).toThrow('shut down');
  await once(worker, 'exit');
});

it.each([{}, { waiting: 'helper-thread' }] as const)(
  'the same thread ends its own pending promise (%j)',
  async (options) => {
    using allocator = new PacketWindowAllocator();
    using endpoint = new Endpoint(EndpointSide.Server, allocator.allocate(4096), options);
    const pending = endpoint.recvFirst();
    shutdownEndpoint(endpoint.shutdownHandle);
    await expect(pending).rejects.toMatchObject({ kind: 'shutdown' });
  },
);

it('does nothing for an endpoint that was destroyed', () => {
  const endpoint = lonelyEndpoint(EndpointSide.Client);
  const handle = endpoint.shutdownHandle;
  endpoint.destroy();
  shutdownEndpoint(handle);
  expect(() => shutdownEndpoint({ flipcallEndpoint: 0 })).toThrow(RangeError);
});

it('await using lets a pending call end before the window goes', async () => {
  let pending: Promise<number>;
  {
    await using endpoint = lonelyEndpoint(EndpointSide.Server);
    pending = endpoint.recvFirst();
    pending.catch(() => {});
  }
  await expect(pending).rejects.toMatchObject({ kind: 'shutdown' });
});
