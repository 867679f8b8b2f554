import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import {
  Admission,
  type AdmissionLimits,
  closeDescriptor,
  type Listener,
  type ListeningPath,
  listenForSockets,
  peerIdentity,
  refuseSession,
} from '@flipcall/core';
import { Backoff, type BackoffOptions } from '../backoff.js';
import { Descriptor } from '../remote/descriptor.js';
import { RpcError } from '../rpc-error.js';
import type { DrainOptions } from '../session/drain.js';
import type { ChildSession } from './child-session.js';
import type { Exit } from './exit.js';
import { type SpawnOptions, spawnSession } from './spawn-session.js';
import { SpreadClient } from './spread-service.js';
import { type WorkerSessionOptions, workerSession } from './worker-session.js';

/** Where sessions are accepted, and what serves them. */
export interface SpreadOptions extends ListeningPath, AdmissionLimits {
  /** How many workers serve. */
  readonly workers: number;
  /** The program of each worker; it calls `serveSessions`. */
  readonly module: string | URL;
  /** Whether workers are threads of this process, or processes of their own. Default: `thread`. */
  readonly kind?: 'thread' | 'process';
  /** How long to wait before a worker that crashed is started anew. Default: from 100 ms to 10 s. */
  readonly restart?: BackoffOptions;
  /** Further options of each worker thread. */
  readonly thread?: WorkerSessionOptions;
  /** Further options of each worker process. `execArgv` come before the module, `args` after it. */
  readonly process?: SpawnOptions & {
    readonly execArgv?: readonly string[];
    readonly args?: readonly string[];
  };
}

/** What spreading tells whoever listens, each event with its arguments. */
export interface SpreadEventMap {
  /** A worker is ready; `index` counts the places from 0. */
  started: [worker: { readonly index: number }];
  /** A worker has exited that should not have; its sessions are lost, and it is started anew after `restartMs`. */
  exited: [worker: { readonly index: number; readonly exit: Exit | undefined; readonly restartMs: number }];
  /** A peer got no session; `reason` says why. */
  refused: [reason: unknown];
}

type WorkerSession = ChildSession<ChildProcess | Worker> | ChildSession<Worker> | ChildSession<ChildProcess>;

/** A worker that can take sessions. */
interface Running {
  readonly session: WorkerSession;
  readonly client: SpreadClient;
}

/** A place for a worker. */
class Place {
  readonly index: number;
  readonly backoff: Backoff;
  running: Running | undefined;
  timer: NodeJS.Timeout | undefined;
  sessions = 0;
  starts = 0;

  constructor(index: number, backoff: Backoff) {
    this.index = index;
    this.backoff = backoff;
  }
}

/** A worker that ran this long before it crashed is started anew without a growing delay. */
const GOOD_AFTER_MS = 10_000;

/**
 * Serves a socket path with several workers, threads or processes: each session is handed to the worker that has the fewest. A worker
 * that crashes takes its sessions with it, as `Code.Unavailable`, and is started anew.
 *
 * @example
 * const serving = await spread({ path, workers: 4, module: new URL('./worker.js', import.meta.url) });
 * process.once('SIGTERM', () => serving.drain());
 *
 * @throws (rejects) what starting a worker throws, or listening on the path; nothing is left behind then.
 */
export async function spread(options: SpreadOptions): Promise<Spread> {
  const spreading = new Spread(options);
  await spreading.start();
  return spreading;
}

/** What `spread` gives back. */
export class Spread {
  readonly events: EventEmitter<SpreadEventMap> = new EventEmitter<SpreadEventMap>();
  readonly #options: SpreadOptions;
  readonly #places: readonly Place[];
  readonly #admission: Admission;
  /** Sockets that came while no worker was there to take them. */
  readonly #waiting: (() => void)[] = [];
  #listener: Listener | undefined;
  #ending = false;

  /** @throws RangeError for a number of workers or a limit that is none. */
  constructor(options: SpreadOptions) {
    const { workers, restart } = options;
    if (!Number.isInteger(workers) || workers < 1) {
      throw new RangeError(`workers must be a positive integer, not ${workers}`);
    }
    this.#options = options;
    this.#admission = new Admission(options);
    const backoff = { initialMs: 100, maxMs: 10_000, ...restart };
    this.#places = Array.from({ length: workers }, (_, index) => new Place(index, new Backoff(backoff)));
  }

  /** The socket's path. */
  get path(): string {
    return this.#options.path;
  }

  /** How many sessions each worker has, by its index, and how often it was started. */
  get workers(): readonly { readonly sessions: number; readonly starts: number }[] {
    return this.#places.map(({ sessions, starts }) => ({ sessions, starts }));
  }

  /** For `spread`: starts the workers, then listens. */
  async start(): Promise<void> {
    try {
      await Promise.all(this.#places.map((place) => this.#start(place)));
      this.#listener = listenForSockets({
        ...this.#options,
        onSocket: (socket) => this.#onSocket(socket),
        onRefused: (reason) => this.events.emit('refused', reason),
      });
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /**
   * Stops listening and has every worker drain: see `Server.drain`. Then the workers end.
   * @throws (rejects) RangeError for what is no time.
   */
  async drain({ timeoutMs = 10_000 }: DrainOptions = {}): Promise<void> {
    if (!(timeoutMs >= 0))
      throw new RangeError(`timeoutMs must be a number of milliseconds, not ${timeoutMs}`);
    this.#end();
    const drained = this.#places.map(({ running }) => running?.client.drain(timeoutMs));
    await Promise.allSettled(drained);
    await this.close();
  }

  /** Stops listening, and ends every worker and its sessions. */
  async close(): Promise<void> {
    this.#end();
    await Promise.all(
      this.#places.map(async ({ running }) => {
        running?.session.close();
        await running?.session.exited;
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #end(): void {
    this.#ending = true;
    this.#listener?.close();
    for (const { timer } of this.#places) clearTimeout(timer);
    for (const look of this.#waiting.splice(0)) look();
  }

  async #start(place: Place): Promise<void> {
    const session = await this.#open();
    if (this.#ending) {
      session.close();
      await session.exited;
      return;
    }
    const startedAt = performance.now();
    place.running = { session, client: new SpreadClient(session) };
    place.starts++;
    void session.closed.then(async () => {
      place.running = undefined;
      if (performance.now() - startedAt >= GOOD_AFTER_MS) place.backoff.reset();
      const exit = await session.exited;
      if (!this.#ending) this.#restart(place, exit);
    });
    this.events.emit('started', { index: place.index });
    for (const look of this.#waiting.splice(0)) look();
  }

  #restart(place: Place, exit: Exit | undefined): void {
    const restartMs = place.backoff.next();
    place.timer = setTimeout(() => {
      this.#start(place).catch(() => this.#restart(place, undefined));
    }, restartMs);
    this.events.emit('exited', { index: place.index, exit, restartMs });
  }

  #open(): Promise<WorkerSession> {
    const { module, kind = 'thread', thread, process: started = {} } = this.#options;
    const limits = { maxPendingCalls: 65_536 };
    if (kind === 'thread') return workerSession(module, { limits, ...thread });
    const { execArgv = [], args = [], ...rest } = started;
    const file = typeof module === 'string' ? module : fileURLToPath(module);
    return spawnSession(process.execPath, [...execArgv, file, ...args], { limits, ...rest });
  }

  #onSocket(socket: number): void {
    const { uid } = peerIdentity(socket);
    const refusal = this.#admission.enter(uid);
    if (refusal !== undefined) {
      this.events.emit('refused', refuseSession(socket, refusal));
      return;
    }
    void this.#place(socket)
      .catch((reason: unknown) => void this.events.emit('refused', reason))
      .finally(() => this.#admission.leave(uid));
  }

  /** Hands a socket to a worker; ends when its session is over. */
  async #place(socket: number): Promise<void> {
    let taken: { readonly over: Promise<string | undefined> } | undefined;
    try {
      while (taken === undefined && !this.#ending) {
        const place = this.#leastLoaded();
        if (place?.running === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
        else taken = await this.#hand(socket, place, place.running.client);
      }
    } finally {
      closeDescriptor(socket);
    }
    const refusal = await taken?.over;
    if (refusal !== undefined) this.events.emit('refused', new Error(refusal));
  }

  /** Has a worker take a socket; ends with what ends when its session is over, or undefined if the worker never got it. */
  async #hand(
    socket: number,
    place: Place,
    client: SpreadClient,
  ): Promise<{ readonly over: Promise<string | undefined> } | undefined> {
    place.sessions++;
    let taken: number;
    try {
      taken = await client.take(Descriptor.of(socket));
    } catch (error) {
      place.sessions--;
      if (error instanceof RpcError && error.maybeExecuted === false) return undefined;
      throw error;
    }
    const over = client
      .whenOver(taken)
      // The worker crashed, and the session with it: `exited` tells of that.
      .catch(() => undefined)
      .finally(() => place.sessions--);
    return { over };
  }

  #leastLoaded(): Place | undefined {
    let least: Place | undefined;
    for (const place of this.#places) {
      if (place.running?.session.isOpen !== true) continue;
      if (least === undefined || place.sessions < least.sessions) least = place;
    }
    return least;
  }
}
