import { isObserved } from '../diagnostics.js';
import { createHealthClient, HealthService } from '../health/health-service.js';
import { RpcSession } from '../rpc-session.js';
import { ServiceRegistry } from '../service-registry.js';
import type { BulkTransport, OutgoingDatagram, Receiver, Transport } from '../transport.js';

/**
 * Opens a session with itself, and lets it go. V8 compiles a function when it first runs, and a first session runs a hundred, which
 * would take a third of the time of connecting. So they run while the program starts, when nobody waits for an answer yet.
 *
 * @returns the session; undefined where somebody looks at sessions, who is to see none that is no session.
 */
export function rehearse(): RpcSession | undefined {
  if (isObserved()) return undefined;
  const services = new ServiceRegistry().add(HealthService, { check: () => 'unknown', watch: nothing });
  const echo = new Echo();
  const session = new RpcSession(echo, { role: 'connecting', services });
  echo.deliver();
  createHealthClient(session);
  clearTimeout(setTimeout(() => undefined, 1000)); // As what limits the time of connecting does.
  return session;
}

/** Delivers to a session what the session sent. */
class Echo implements Transport {
  readonly datagramCapacity = 4096;
  readonly peer = undefined;
  readonly bulk: BulkTransport = {
    outgoing: new Uint8Array(0),
    incoming: new Uint8Array(0),
    datagram: () => undefined,
    onPart: () => undefined,
  };
  readonly #datagram: OutgoingDatagram = { bytes: new Uint8Array(this.datagramCapacity), length: 0 };
  #receiver: Receiver | undefined;

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  outgoing(): OutgoingDatagram {
    return this.#datagram;
  }

  next(): OutgoingDatagram {
    return this.#datagram;
  }

  flush(): void {}

  block(): boolean {
    return false;
  }

  deliver(): void {
    this.#receiver?.onDatagram(this.#datagram.bytes, this.#datagram.length);
  }

  close(): void {
    this.#receiver?.onClose(undefined);
  }

  abort(reason: Error): void {
    this.#receiver?.onClose(reason);
  }
}

async function* nothing(): AsyncGenerator<never> {}
