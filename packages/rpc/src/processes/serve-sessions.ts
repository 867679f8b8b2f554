import {
  type AcceptingOptions,
  acceptSession,
  duplicateDescriptor,
  requireAcceptingOptions,
} from '@flipcall/core';
import type { Descriptor } from '../remote/descriptor.js';
import type { RpcSession } from '../rpc-session.js';
import type { Server } from '../server.js';
import { ServiceRegistry } from '../service-registry.js';
import { sessionTransport } from '../session-transport.js';
import { parentSession } from './parent-session.js';
import { type SpreadHandlers, SpreadWorker } from './spread-service.js';

/** How a worker opens the sessions that are handed to it. */
export type ServeSessionsOptions = Omit<AcceptingOptions, 'peer' | 'onOver'>;

/**
 * In a worker that `spread` started, a thread or a process: serves the sessions that are handed to it. When the process that
 * spreads them says so, the server drains and closes.
 *
 * @example
 * await serveSessions(new Server().add(Search, handlers));
 *
 * @throws (rejects) as `parentSession`; RangeError for an option that makes no sense.
 */
export async function serveSessions(server: Server, options: ServeSessionsOptions = {}): Promise<void> {
  const control = new SpreadControl(server, requireAcceptingOptions(options));
  const services = new ServiceRegistry().add(SpreadWorker, control);
  const limits = { maxConcurrentCalls: MOST_SESSIONS };
  const session = await parentSession({ services, limits });
  // Without whoever spreads them no sessions come, and nobody starts this worker anew.
  void session.closed.then(() => server.close());
}

/** Each session is a call of the spreading process that runs here. */
const MOST_SESSIONS = 65_536;

class SpreadControl implements SpreadHandlers {
  readonly #server: Server;
  readonly #options: ServeSessionsOptions;
  readonly #sessions = new Map<number, Promise<string | undefined>>();
  #taken = 0;

  constructor(server: Server, options: ServeSessionsOptions) {
    this.#server = server;
    this.#options = options;
  }

  take(socket: Descriptor): number {
    using received = socket;
    const over = this.#serve(duplicateDescriptor(received.fd));
    const number = this.#taken++;
    this.#sessions.set(number, over);
    return number;
  }

  async whenOver(number: number): Promise<string | undefined> {
    const over = this.#sessions.get(number);
    this.#sessions.delete(number);
    return over;
  }

  drain(timeoutMs: number): Promise<void> {
    return this.#server.drain({ timeoutMs });
  }

  /** Ends when the session is over, with why it was not opened. */
  async #serve(socket: number): Promise<string | undefined> {
    let session: RpcSession;
    try {
      session = this.#server.accept(sessionTransport(await acceptSession(socket, this.#options)));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    await session.closed;
    return undefined;
  }
}
