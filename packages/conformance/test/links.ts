import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type RpcSession, ServiceRegistry, spawnSession, workerSession } from '@flipcall/rpc';
import { memoryPair } from '@flipcall/rpc/testing';
import { Own } from '../src/gen/own.flipcall.js';
import { newServer } from '../src/new-server.js';
import { ownHandlers } from '../src/own-handlers.js';

/** A session under test, whose other side is `newServer()`, and which serves `Own` itself. */
export interface Linked {
  readonly session: RpcSession;
  /** Ends the other side. */
  end(): Promise<void>;
}

/** Something that carries sessions. */
export interface Link {
  readonly name: string;
  /** Whether the other side runs by itself, so that a blocking call can wait for an asynchronous handler. */
  readonly isParallel: boolean;
  /** What a session says when its other side has died; undefined where it cannot. */
  readonly death: { readonly message: string } | undefined;
  open(): Promise<Linked>;
}

const built = join(__dirname, '../dist');

/** Every transport that there is. */
export const LINKS: readonly Link[] = [
  {
    name: 'memory',
    isParallel: false,
    death: undefined,
    open: async () => {
      const server = newServer();
      const { client } = memoryPair({ server, client: { services: services() } });
      return { session: client, end: () => server.close() };
    },
  },
  {
    name: 'flipcall between threads',
    isParallel: true,
    death: { message: 'exited with code 7' },
    open: async () => {
      const session = await workerSession(join(built, 'serve-parent.js'), { services: services() });
      return { session, end: () => ended(session, () => void session.child.terminate()) };
    },
  },
  {
    name: 'flipcall between a process and its child',
    isParallel: true,
    death: { message: 'exited with code 7' },
    open: async () => {
      const session = await spawnSession(process.execPath, [join(built, 'serve-parent.js')], {
        services: services(),
      });
      return { session, end: () => ended(session, () => void session.child.kill('SIGKILL')) };
    },
  },
  {
    name: 'flipcall between processes that meet on a socket path',
    isParallel: true,
    death: { message: 'the other process died' },
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'flipcall-conformance-'));
      const path = join(folder, 'socket');
      const child = spawn(process.execPath, [join(built, 'serve-path.js'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await ready(child);
      const session = await connect({ path, services: services() });
      return {
        session,
        end: () =>
          ended(session, () => {
            child.kill('SIGKILL');
            rmSync(folder, { recursive: true });
          }),
      };
    },
  },
];

function services(): ServiceRegistry {
  return new ServiceRegistry().add(Own, ownHandlers('the client'));
}

async function ended(session: RpcSession, end: () => void): Promise<void> {
  end();
  await session.closed;
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('no output to wait for');
  await once(stdout, 'data');
}
