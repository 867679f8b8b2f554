// Programs that end, or misbehave, while calls are under way. Usage: manners.js <scenario> <path>
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { connect, type RpcSession, Server } from '@flipcall/rpc';
import { createPreyClient, createPreySyncClient, Prey } from './gen/prey.flipcall.js';
import { handlers } from './handlers.js';

const here = fileURLToPath(import.meta.url);
const [scenario = '', path = ''] = isMainThread ? process.argv.slice(2) : (workerData as readonly string[]);
const LONG = 10_000_000;

/** A session with calls of every kind under way, whose failures nobody minds. */
async function busySession(): Promise<RpcSession> {
  const session = await connect(path);
  const prey = createPreyClient(session);
  const quietly = (call: Promise<unknown>): void => void call.catch(() => undefined);
  quietly(prey.later(LONG));
  quietly(prey.sum(forEver()));
  quietly(drain(prey.repeat(['a'])));
  await prey.echo({ name: 'x', list: [] });
  return session;
}

async function* forEver(): AsyncIterable<number> {
  for (;;) {
    yield 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

/** The kinds of files that flipcall opens, as far as this process has any. Newer Node.js has rings (io_uring) of its own. */
function ourDescriptors(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return /flipcall_packet_windows|io_uring/.test(target) ? [target] : [];
    } catch {
      return [];
    }
  });
}

/** What a child by fork has of them. */
async function heldByChild(): Promise<string> {
  const child = fork(here, ['what a child holds', path]);
  const [[held]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return JSON.stringify(held);
}

const scenarios: Readonly<Record<string, () => unknown>> = {
  async 'process.exit'() {
    await busySession();
    process.exit(7);
  },
  async 'an uncaught exception'() {
    await busySession();
    throw new Error('meant');
  },
  async 'an unhandled rejection of the program'() {
    await busySession();
    void Promise.reject(new Error('meant'));
  },
  async 'the end of the program'() {
    const session = await busySession();
    session.close();
  },
  async 'a worker that is terminated'() {
    for (const kind of ['a busy worker', 'a blocked worker']) {
      const worker = new Worker(here, { argv: [], workerData: [kind, path] });
      await once(worker, 'message');
      await worker.terminate();
    }
    console.log('terminated');
  },
  async 'a busy worker'() {
    await busySession();
    parentPort?.postMessage('ready');
  },
  async 'a blocked worker'() {
    const session = await busySession();
    parentPort?.postMessage('ready');
    createPreySyncClient(session).later(LONG);
  },
  async 'blocked when a signal comes'() {
    const session = await connect(path);
    process.on('SIGUSR2', () => console.log('the handler of the signal ran'));
    console.log('blocking');
    createPreySyncClient(session).later(500);
    console.log('answered');
    setTimeout(() => session.close(), 50);
  },
  async 'blocked for good'() {
    const session = await connect(path);
    console.log('blocking');
    createPreySyncClient(session).later(LONG);
  },
  /** The child holds nothing of ours, so that our death is seen though it lives on. */
  async 'a child by fork'() {
    const before = await heldByChild();
    const session = await busySession();
    const held = await heldByChild();
    console.log(held === before ? 'nothing more than before' : `${held} instead of ${before}`);
    console.log((await createPreyClient(session).echo({ name: 'still here', list: [] })).name);
    session.close();
  },
  'what a child holds'() {
    process.send?.(ourDescriptors().sort());
  },
  async 'workers of a cluster'() {
    if (cluster.isPrimary) {
      const session = await busySession();
      cluster.setupPrimary({ exec: here, args: ['workers of a cluster', path] });
      await Promise.all([cluster.fork(), cluster.fork()].map((worker) => once(worker, 'exit')));
      session.close();
      return;
    }
    const session = await connect(path);
    console.log((await createPreyClient(session).echo({ name: 'from a worker', list: [] })).name);
    session.close();
    cluster.worker?.disconnect();
  },
  /** Handlers that fail in every way, and a hook that fails over it: the server goes on. */
  async 'a server of wild handlers'() {
    const wild = (error: unknown): never => {
      throw error;
    };
    const errors = [
      undefined,
      null,
      'text',
      Object.freeze(new Error('frozen')),
      {
        get message() {
          return wild('no');
        },
      },
    ];
    let calls = 0;
    const server = new Server({ onHandlerError: () => wild(new Error('the hook fails, too')) }).add(Prey, {
      ...handlers,
      later: (milliseconds) => {
        const error = errors[calls++ % errors.length];
        if (milliseconds % 2 === 0) throw error;
        return Promise.reject(error);
      },
      note: () => wild(new Error('meant')),
      // biome-ignore lint/correctness/useYield: it fails before it yields.
      count: async function* () {
        wild(errors[calls++ % errors.length]);
      },
    });
    await server.listen({ path: `${path}.wild` });
    const session = await connect(`${path}.wild`);
    const prey = createPreyClient(session);
    const failures = new Set<unknown>();
    for (let i = 0; i < 10; i++) {
      await prey.later(i).catch((error) => failures.add(error.code));
      await drain(prey.count(i)).catch((error) => failures.add(error.code));
      prey.note('x');
    }
    console.log(JSON.stringify([...failures]), (await prey.echo({ name: 'still here', list: [] })).name);
    session.close();
    await server.close();
  },
  /** What nobody awaits must not become an unhandled rejection when the peer dies. */
  async 'an idle session whose server dies'() {
    const session = await connect(path);
    createPreyClient(session);
    console.log('idle');
    await session.closed;
    console.log('closed');
  },
};

await scenarios[scenario]?.();
