import { loadZod } from './codec/zod.js';
import { Health } from './health/health.js';
import { HealthService } from './health/health-service.js';
import type { ListenOptions } from './listen.js';
import type { Listener } from './listener.js';
import { RpcSession, type RpcSessionOptions } from './rpc-session.js';
import type { ServiceDescriptor } from './service.js';
import { ServiceRegistry } from './service-registry.js';
import type { DrainOptions } from './session/drain.js';
import { type ServerStatistics, sumOf } from './statistics.js';
import type { Transport } from './transport.js';

/** What a server says about all its sessions. */
export type ServerOptions = Omit<RpcSessionOptions, 'role' | 'services'>;

/**
 * Serves any number of services to any number of sessions. Trouble on one session never reaches another.
 *
 * @example
 * const server = new Server().add(Greeter, { hello: (name) => `Hello, ${name}!` });
 * server.accept(transport);
 */
export class Server {
  readonly #options: ServerOptions;
  readonly #services = new ServiceRegistry();
  readonly #sessions = new Set<RpcSession>();
  readonly #listeners = new Set<Listener>();
  /** How sessions are drained that come now, once the server drains. */
  #drain: (() => DrainOptions) | undefined;
  #health: Health | undefined;
  #accepted = 0;
  /** Of the sessions that have ended. */
  #ended = sumOf([]);
  #closed = false;

  constructor(options: ServerOptions = {}) {
    this.#options = options;
  }

  /** The sessions that are open. */
  get sessions(): ReadonlySet<RpcSession> {
    return this.#sessions;
  }

  /** What happened on all sessions so far, and what is under way. */
  statistics(): ServerStatistics {
    const all = [this.#ended, ...[...this.#sessions].map((session) => session.statistics())];
    return { ...sumOf(all), sessionsOpen: this.#sessions.size, sessionsAccepted: this.#accepted };
  }

  /**
   * Adds a service and the object whose methods answer it. Throws `TypeError` when a handler is missing, and `Error` when a service
   * of that name was added before.
   */
  add<Handlers extends object>(service: ServiceDescriptor<Handlers>, handlers: Handlers): this {
    this.#services.add(service, handlers);
    return this;
  }

  /**
   * Adds the health service, with which clients ask whether services can be called; gives back where to say so.
   *
   * @example
   * const health = server.addHealth();
   * database.on('lost', () => health.set('Orders', 'notServing'));
   */
  addHealth(): Health {
    const health = new Health((service) => this.#services.hasService(service));
    this.#services.add(HealthService, health);
    this.#health = health;
    return health;
  }

  /**
   * Serves a session over a transport that is not open yet. Throws `Error` on a closed server, and closes the transport then.
   */
  accept(transport: Transport): RpcSession {
    if (this.#closed) {
      transport.close();
      throw new Error('the server is closed; it accepts no more sessions');
    }
    const session = new RpcSession(transport, {
      ...this.#options,
      role: 'accepting',
      services: this.#services,
    });
    this.#sessions.add(session);
    this.#accepted++;
    void session.closed.then(() => {
      this.#sessions.delete(session);
      // Handlers may run on for a while, and are nobody's any more.
      this.#ended = sumOf([this.#ended, { ...session.statistics(), callsRunning: 0, queuedBytes: 0 }]);
    });
    // Who connected just before the server stopped listening learns that it has to go elsewhere.
    if (this.#drain !== undefined) void session.drain(this.#drain());
    return session;
  }

  /**
   * Accepts sessions on a socket path until the server closes.
   *
   * @example
   * await server.listen({ path: '/run/user/1000/greeter.sock' });
   *
   * @throws (rejects) `RangeError` for a path that the system does not allow; `FlipcallError` if another server listens
   * there, or the path cannot be used.
   */
  async listen(options: ListenOptions): Promise<Listener> {
    // Loaded here, so that a server in memory needs no addon.
    const { listen } = await import('./listen.js');
    loadZod();
    if (this.#closed) throw new Error('the server is closed; it accepts no more sessions');
    const listener = listen(options, (transport) => {
      // Who was let in before the server closed may have its session open only now.
      if (this.#closed) transport.close();
      else this.accept(transport);
    });
    this.attach(listener);
    return listener;
  }

  /** Closes the listener when the server closes. */
  attach(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /**
   * Comes to an end without losing calls: stops listening, refuses new calls with `Code.Unavailable`, as not executed, and
   * tells the clients; waits until the calls that run have ended and the clients have closed their sessions, or for
   * `timeoutMs`; then closes. For a hot restart, have the next server listen with `takeOver` first.
   *
   * @example
   * process.once('SIGTERM', () => server.drain({ timeoutMs: 30_000 }));
   *
   * @throws (rejects) `RangeError` for what is no time.
   */
  async drain({ timeoutMs = 10_000 }: DrainOptions = {}): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    const drain = (): DrainOptions => ({ timeoutMs: Math.max(0, deadline - performance.now()) });
    this.#drain = drain;
    this.#health?.drain();
    const drained = [...this.#sessions].map((session) => session.drain(drain()));
    await this.#stopListening();
    await Promise.all(drained);
    // Those that came meanwhile.
    await Promise.all([...this.#sessions].map(({ closed }) => closed));
    await this.close();
  }

  /** Stops listening, closes all sessions, and waits until they have ended. May be called again. */
  async close(): Promise<void> {
    this.#closed = true;
    const sessions = [...this.#sessions].map((session) => {
      session.close();
      return session.closed;
    });
    await Promise.all([this.#stopListening(), ...sessions]);
  }

  async #stopListening(): Promise<void> {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    await Promise.all(listeners.map((listener) => listener.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
