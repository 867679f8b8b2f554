// Ways in which an environment ends while flipcall is in use. Usage: lifetime.mjs <scenario> <socket path>
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { isMainThread, parentPort, threadId, Worker, workerData } from 'node:worker_threads';
import {
  closeDescriptor,
  connect,
  connectSession,
  duplicateDescriptor,
  Endpoint,
  EndpointSide,
  listen,
  PacketWindowAllocator,
  socketPair,
} from '../dist/index.js';

const scenario = isMainThread ? process.argv[2] : workerData.scenario;
const path = isMainThread ? process.argv[3] : workerData.path;

const quiet = { onDatagram() {}, onWritable() {}, onClose() {} };
const resources = () => ({
  descriptors: readdirSync('/proc/self/fd').length,
  windows: readFileSync('/proc/self/maps', 'utf8').split('flipcall_packet_windows').length - 1,
  threads: readdirSync('/proc/self/task').length,
});

async function openSession() {
  const session = await connect({ path });
  session.open(quiet);
  session.outgoing().length = 1;
  session.flush();
  return session;
}

/** An endpoint that waits for a peer which never comes. */
function waitingEndpoint() {
  const allocator = new PacketWindowAllocator();
  const endpoint = new Endpoint(EndpointSide.Server, allocator.allocate(4096));
  allocator.destroy();
  return { endpoint, waiting: endpoint.recvFirst() };
}

const scenarios = {
  async 'process.exit with a session open'() {
    await openSession();
    process.exit(0);
  },
  async 'process.exit while an endpoint waits'() {
    waitingEndpoint();
    setTimeout(() => process.exit(0), 20);
  },
  async 'an uncaught exception with a session open'() {
    await openSession();
    throw new Error('meant');
  },
  async 'workers terminated with sessions open and endpoints waiting'() {
    const listener = listen({ path, onSession: (session) => session.open(quiet) });
    const round = async () => {
      const pair = socketPair();
      const worker = new Worker(new URL(import.meta.url), {
        workerData: { scenario: 'worker', path, silent: pair[0] },
      });
      await once(worker, 'message');
      await worker.terminate();
      for (const socket of pair) closeDescriptor(socket);
    };
    await round();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = resources();
    for (let i = 0; i < 10; i++) await round();
    await new Promise((resolve) => setTimeout(resolve, 50));
    console.log(JSON.stringify({ before, after: resources() }));
    listener.close();
    process.exit(0);
  },
  async worker() {
    await openSession();
    const { waiting } = waitingEndpoint();
    waiting.catch(() => {});
    // Two descriptors that are in nobody's hands but JavaScript's: a listener, and a socket whose peer says nothing.
    listen({ path: `${path}.${threadId}`, onSession: (session) => session.open(quiet) });
    connectSession(duplicateDescriptor(workerData.silent)).catch(() => {});
    parentPort.postMessage('ready');
  },
  async 'workers terminated while they block'() {
    const listener = listen({ path, onSession: (session) => session.open(quiet) });
    for (const blocking of ['blocks on a session', 'blocks on an endpoint']) {
      const worker = new Worker(new URL(import.meta.url), { workerData: { scenario: blocking, path } });
      await once(worker, 'message');
      await worker.terminate();
    }
    listener.close();
  },
  async 'process.exit while workers block'() {
    listen({ path, onSession: (session) => session.open(quiet) });
    for (const blocking of ['blocks on a session', 'blocks on an endpoint']) {
      await once(
        new Worker(new URL(import.meta.url), { workerData: { scenario: blocking, path } }),
        'message',
      );
    }
    process.exit(0);
  },
  async 'blocks on a session'() {
    const session = await openSession();
    parentPort.postMessage('about to block');
    while (session.block(Infinity));
  },
  'blocks on an endpoint'() {
    const endpoint = new Endpoint(EndpointSide.Server, new PacketWindowAllocator().allocate(4096));
    parentPort.postMessage('about to block');
    endpoint.recvFirstSync();
  },
  async 'endpoints left to the garbage collector'() {
    const churn = async () => {
      for (let i = 0; i < 200; i++) {
        const allocator = new PacketWindowAllocator();
        new Endpoint(EndpointSide.Client, allocator.allocate(4096)).data[0] = 1;
        allocator.destroy();
      }
      for (let i = 0; i < 5; i++) {
        globalThis.gc();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await churn();
    const before = resources();
    await churn();
    await churn();
    console.log(JSON.stringify({ before, after: resources() }));
  },
};

await scenarios[scenario]();
