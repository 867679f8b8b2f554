import type { EventEmitter } from 'node:events';
import { Backoff, type BackoffOptions } from '../backoff.js';
import type { CallOptions } from '../call-options.js';
import { BoundMethod } from '../calls/bound-method.js';
import type { CallRequest } from '../calls/call-request.js';
import { Code } from '../code.js';
import { failure } from '../failure.js';
import { RpcError } from '../rpc-error.js';
import type { RpcSession } from '../rpc-session.js';
import type { ServiceDescriptor } from '../service.js';
import type { Session } from '../session.js';
import type { StreamSource } from '../stream/stream-sender.js';
import type { PeerIdentity } from '../transport.js';
import { anySignal, type Patience, patienceOf } from './patience.js';
import { type ReconnectEventMap, ReconnectEvents } from './reconnect-events.js';
import { ReconnectingStream } from './reconnecting-stream.js';
import { Waiters } from './waiters.js';

export interface ReconnectingOptions {
  /** Opens a connection. */
  readonly open: () => Promise<RpcSession>;
  /** Opens one while the thread blocks; absent where that cannot be. */
  readonly openBlocking?: () => RpcSession;
  readonly backoff: BackoffOptions;
  /** How long a call waits for a connection, in milliseconds; 0: not longer than an attempt that is under way. */
  readonly waitMs: number;
  /** How many calls wait for a connection at once. */
  readonly maxWaiting: number;
}

/** A connection that lasted this long was a good one: the next is sought without delay. */
const GOOD_AFTER_MS = 1000;

/**
 * A session that outlives its server: when a connection ends, or its server drains, the next one is sought, and clients go on as
 * if nothing had happened. A call goes to another connection only if it was certainly not executed; one that may have been fails
 * with `Code.Unavailable` and says so. `connect` with the option `reconnect` makes it.
 *
 * @example
 * const session = await connect({ path, reconnect: true });
 * session.events.on('disconnected', (reason) => console.warn('lost the server', reason));
 * const greeter = createGreeterClient(session);
 */
export class ReconnectingSession implements Session {
  readonly events: ReconnectEvents = new ReconnectEvents();
  readonly closed: Promise<Error | undefined>;
  readonly #options: ReconnectingOptions;
  readonly #backoff: Backoff;
  readonly #waiters: Waiters<RpcSession>;
  readonly #bindings = new Map<ServiceDescriptor<unknown>, readonly BoundMethod[]>();
  readonly #places = new WeakMap<BoundMethod, Place>();
  /** Where new calls go. */
  #current: RpcSession | undefined;
  /** Every connection that has not ended: those of servers that drain, too. */
  readonly #open = new Set<RpcSession>();
  #connectedAt = Number.NEGATIVE_INFINITY;
  #rest: { readonly timer: NodeJS.Timeout; readonly reason: unknown } | undefined;
  #isClosed = false;
  #settleClosed: (reason: undefined) => void = () => undefined;

  /** Goes on with `first`, an open connection. */
  constructor(first: RpcSession, options: ReconnectingOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
    this.#waiters = new Waiters({
      most: options.maxWaiting,
      // Who does not wait for a connection waits for an attempt, which has a time limit of its own.
      waitMs: options.waitMs === 0 ? Number.POSITIVE_INFINITY : options.waitMs,
    });
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    this.#adopt(first);
  }

  /** Whether there is a connection that takes calls. */
  get connected(): boolean {
    return this.#usable() !== undefined;
  }

  get peer(): PeerIdentity | undefined {
    return this.#current?.peer;
  }

  /** Closes every connection and seeks no other; calls that wait fail with `Code.Cancelled`. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#rest?.timer);
    this.#current = undefined;
    for (const session of this.#open) session.close();
    this.#waiters.fail((path) =>
      failure('closed-here', `${path}: this side closed the session; the call was not executed`, {
        maybeExecuted: false,
      }),
    );
    this.#settleClosed(undefined);
    this.#tell('closed');
  }

  [Symbol.dispose](): void {
    this.close();
  }

  bind(service: ServiceDescriptor<unknown>): readonly BoundMethod[] {
    const known = this.#bindings.get(service);
    if (known !== undefined) return known;
    const methods = service.methods.map((spec, index) => {
      const method = new BoundMethod(`${service.name}/${spec.name}`, spec);
      this.#places.set(method, { service, index });
      return method;
    });
    this.#bindings.set(service, methods);
    return methods;
  }

  call(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: StreamSource | undefined,
  ): Promise<unknown> {
    const patience = patienceOf(method, timeoutMs, options);
    const start = (session: RpcSession): Promise<unknown> =>
      session
        .call(this.#rebind(session, method), args, patience.left(), options, upload)
        .catch((error: unknown) => {
          if (!this.#mayGoElsewhere(session, error, upload)) throw error;
          return this.#ready(patience).then(start);
        });
    const session = this.#usable();
    return session === undefined ? this.#ready(patience).then(start) : start(session);
  }

  stream(request: CallRequest): AsyncIterator<unknown> {
    const { method, timeoutMs, options, upload } = request;
    const patience = patienceOf(method, timeoutMs, options);
    return new ReconnectingStream({
      session: (left) => this.#ready({ ...patience, signal: anySignal(patience.signal, left) }),
      start: (session) =>
        session.stream({ ...request, method: this.#rebind(session, method), timeoutMs: patience.left() }),
      mayGoElsewhere: (session, error) => this.#mayGoElsewhere(session, error, upload),
    });
  }

  callBlocking(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: Iterable<unknown> | undefined,
  ): unknown {
    const patience = patienceOf(method, timeoutMs, options);
    for (;;) {
      const session = this.#usable() ?? this.#connectBlocking(patience);
      try {
        return session.callBlocking(this.#rebind(session, method), args, patience.left(), options, upload);
      } catch (error) {
        if (!this.#mayGoElsewhere(session, error, upload)) throw error;
      }
    }
  }

  streamBlocking(request: CallRequest): Iterator<unknown> {
    const { method, timeoutMs, options } = request;
    const session = this.#usable() ?? this.#connectBlocking(patienceOf(method, timeoutMs, options));
    return session.streamBlocking({ ...request, method: this.#rebind(session, method) });
  }

  notify(method: BoundMethod, args: readonly unknown[], options: CallOptions | undefined): void {
    const session = this.#connected(method);
    session.notify(this.#rebind(session, method), args, options);
  }

  /** Whether a call that failed on that connection can be made on another one: it was not executed, nor its stream begun. */
  #mayGoElsewhere(session: RpcSession, error: unknown, upload: StreamSource | undefined): boolean {
    if (session.isOpen || upload !== undefined) return false;
    return error instanceof RpcError && error.code === Code.Unavailable && error.maybeExecuted === false;
  }

  /** Seeks a connection while the thread blocks, since nobody else can. */
  #connectBlocking({ path, left }: Patience): RpcSession {
    const { openBlocking, waitMs } = this.#options;
    const giveUpAt = performance.now() + Math.min(waitMs, left() ?? Number.POSITIVE_INFINITY);
    for (;;) {
      if (openBlocking === undefined || this.#isClosed) throw this.#notConnected(path);
      try {
        const session = openBlocking();
        clearTimeout(this.#rest?.timer);
        this.#rest = undefined;
        this.#backoff.next();
        this.#adopt(session);
        return session;
      } catch (error) {
        const delayMs = Math.min(this.#backoff.next(), giveUpAt - performance.now());
        if (delayMs <= 0) throw this.#notConnected(path, error);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
      }
    }
  }

  #connected(method: BoundMethod): RpcSession {
    const session = this.#usable();
    if (session === undefined) throw this.#notConnected(method.path);
    return session;
  }

  #ready(patience: Patience): Promise<RpcSession> {
    const session = this.#usable();
    if (session !== undefined) return Promise.resolve(session);
    if (this.#isClosed || (this.#rest !== undefined && this.#options.waitMs === 0)) {
      return Promise.reject(this.#notConnected(patience.path));
    }
    return this.#waiters.wait(patience);
  }

  #notConnected(path: string, cause = this.#rest?.reason): RpcError {
    if (this.#isClosed) {
      const text = `${path}: the session has ended: this side closed it; the call was not executed`;
      return failure('session-ended', text, { maybeExecuted: false });
    }
    const text = `${path}: there is no connection; the call was not executed`;
    return failure('not-connected', text, { maybeExecuted: false, cause });
  }

  #usable(): RpcSession | undefined {
    return this.#current?.isOpen === true ? this.#current : undefined;
  }

  /** The method as that connection knows it. */
  #rebind(session: RpcSession, method: BoundMethod): BoundMethod {
    const place = this.#places.get(method);
    const bound = place && session.bind(place.service)[place.index];
    if (bound === undefined) throw new TypeError(`${method.path}: bound to another session`);
    return bound;
  }

  #adopt(session: RpcSession): void {
    this.#open.add(session);
    this.#current = session;
    this.#connectedAt = performance.now();
    session.events.once('draining', () => this.#lose(session, () => this.#tell('draining')));
    void session.closed.then((reason) => {
      this.#open.delete(session);
      this.#lose(session, () => this.#tell('disconnected', reason));
    });
    this.#tell('connected');
    // It may have begun to drain before we listened.
    if (!session.isOpen) this.#lose(session, () => this.#tell('draining'));
    else this.#waiters.settle(session);
  }

  /** Later, so that a listener that throws breaks nothing here. */
  #tell<Event extends keyof ReconnectEventMap>(event: Event, ...args: ReconnectEventMap[Event]): void {
    queueMicrotask(() => (this.events as EventEmitter).emit(event, ...args));
  }

  /** New calls go elsewhere. */
  #lose(session: RpcSession, tell: () => void): void {
    if (this.#current !== session) return;
    this.#current = undefined;
    if (performance.now() - this.#connectedAt >= GOOD_AFTER_MS) this.#backoff.reset();
    tell();
    if (this.#isClosed) return;
    if (this.#backoff.attempts === 0) void this.#connect();
    else this.#pause(undefined);
  }

  async #connect(): Promise<void> {
    let session: RpcSession;
    try {
      session = await this.#options.open();
    } catch (reason) {
      if (!this.#isClosed) this.#pause(reason);
      return;
    }
    // A blocking call may have found one meanwhile.
    if (this.#isClosed || this.#usable() !== undefined) session.close();
    else {
      // Counts as an attempt until it has lasted: a server that ends every session at once is not called on without rest.
      this.#backoff.next();
      this.#adopt(session);
    }
  }

  #pause(reason: unknown): void {
    const delayMs = this.#backoff.next();
    const timer = setTimeout(() => {
      this.#rest = undefined;
      void this.#connect();
    }, delayMs);
    this.#rest = { timer, reason };
    if (this.#options.waitMs === 0) this.#waiters.fail((path) => this.#notConnected(path));
    this.#tell('reconnecting', { attempt: this.#backoff.attempts, delayMs, reason });
  }
}

/** Where a method stands in its service. */
interface Place {
  readonly service: ServiceDescriptor<unknown>;
  readonly index: number;
}
