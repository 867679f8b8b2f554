import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { connect } from '../../rpc/src/connect.js';
import type { Limits } from '../../rpc/src/limits.js';
import { Server } from '../../rpc/src/server.js';
import { memoryPair } from '../../rpc/src/testing.js';
import { Conformance, conformanceHandlers } from '../../rpc/test/conformance-service.js';
import { exitOf, startPeer } from '../../rpc/test/peer-process.js';
import { Streams, streamHandlers } from '../../rpc/test/stream-service.js';
import { describeSession, type SessionUnderTest } from './describe-session.js';
import { describeStreams } from './describe-streams.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-sessions-'));
afterAll(() => rmSync(folder, { recursive: true }));
let sockets = 0;

const quiet = { onHandlerError: (): void => undefined };
const fixtures = join(__dirname, '../../rpc/test');
const run = join(fixtures, 'run-typescript.cjs');
const peer = join(fixtures, 'conformance-peer.ts');

function inMemory(datagramCapacity: number): (limits?: Partial<Limits>) => SessionUnderTest {
  return (limits = {}) => {
    const server = new Server({ ...quiet, limits })
      .add(Conformance, conformanceHandlers())
      .add(Streams, streamHandlers());
    const { client } = memoryPair({ datagramCapacity, server, client: { ...quiet, limits } });
    return { client, dispose: () => server.close() };
  };
}

/** A process or a thread that serves any number of sessions, until one of them wants to see it gone. */
interface Peer {
  readonly path: string;
  readonly kill: () => Promise<unknown>;
}

/** One for each kind and limits, since starting one takes longer than most tests. */
const peers = new Map<string, Promise<Peer>>();

async function startThread(path: string, limits: string): Promise<Peer> {
  const worker = new Worker(run, { argv: [peer, path, limits] });
  await once(worker, 'message');
  return { path, kill: () => worker.terminate() };
}

async function startProcess(path: string, limits: string): Promise<Peer> {
  const started = await startPeer('conformance-peer.ts', path, limits);
  return {
    path,
    kill: () => {
      started.process.kill('SIGKILL');
      return exitOf(started);
    },
  };
}

function withPeer(start: typeof startThread): (limits?: Partial<Limits>) => Promise<SessionUnderTest> {
  return async (limits = {}) => {
    const text = JSON.stringify(limits);
    const key = `${start.name} ${text}`;
    const starting = peers.get(key) ?? start(join(folder, `${sockets++}.sock`), text);
    peers.set(key, starting);
    const { path, kill } = await starting;
    const client = await connect({ path, limits, ...quiet });
    return {
      client,
      async dispose() {
        // A test that has closed its session is done with the peer, and the next one takes it over.
        if (!client.isOpen) return;
        peers.delete(key);
        await kill();
      },
    };
  };
}

afterAll(async () => {
  for (const starting of peers.values()) await (await starting).kill();
});

for (const describeThem of [describeSession, describeStreams]) {
  for (const datagramCapacity of [1024, 65_536]) {
    const name = `memory, with datagrams of ${datagramCapacity} bytes`;
    describeThem(name, inMemory(datagramCapacity), { waitsForAsyncHandlers: false });
  }
  describeThem('flipcall, between threads', withPeer(startThread), { waitsForAsyncHandlers: true });
  describeThem('flipcall, between processes', withPeer(startProcess), { waitsForAsyncHandlers: true });
}
