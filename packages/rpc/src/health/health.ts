import type { CallContext } from '../call-context.js';
import type { HealthHandlers, HealthStatus } from './health-service.js';

/** Who wants to know when a status changes. */
type Watcher = () => void;

/**
 * What a server says about its services. `Server.addHealth` makes it: a service that was added is `serving` until `set` says
 * otherwise, and none is once the server drains.
 */
export class Health implements HealthHandlers {
  readonly #knows: (service: string) => boolean;
  readonly #statuses = new Map<string, HealthStatus>();
  readonly #watchers = new Set<Watcher>();
  #draining = false;

  constructor(knows: (service: string) => boolean) {
    this.#knows = knows;
  }

  /** Says how a service is; the empty name means the server. */
  set(service: string, status: 'serving' | 'notServing'): void {
    this.#statuses.set(service, status);
    this.#tell();
  }

  /** Says that nothing is served any more. */
  drain(): void {
    this.#draining = true;
    this.#tell();
  }

  check(service = ''): HealthStatus {
    const known = service === '' || this.#knows(service) || this.#statuses.has(service);
    if (!known) return 'unknown';
    return this.#draining ? 'notServing' : (this.#statuses.get(service) ?? 'serving');
  }

  async *watch(service: string | undefined, { signal }: CallContext): AsyncGenerator<HealthStatus> {
    let told: HealthStatus | undefined;
    while (!signal.aborted) {
      const status = this.check(service);
      if (status !== told) yield status;
      told = status;
      // A watcher that went on would keep the server from its end.
      if (this.#draining) return;
      if (this.check(service) === told) await this.#change(signal);
    }
  }

  /** Ends when some status has changed, or the signal aborts. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        this.#watchers.delete(watcher);
        signal.removeEventListener('abort', watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      signal.addEventListener('abort', watcher);
    });
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
