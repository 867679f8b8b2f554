import type { BoundMethod } from './bound-method.js';
import type { CallOptions, ClientOptions } from './call-options.js';
import type { ServiceDescriptor } from './service.js';
import type { Session } from './session.js';

/** What the generated promise clients are made of. */
export interface Caller {
  /** Calls the method of that index; the promise ends with its validated result or an `RpcError`. */
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Promise<Result>;
  /** Sends a notification; throws an `RpcError` if it cannot be sent. */
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
}

/** What the generated blocking clients are made of: the same, holding up the calling thread. */
export interface BlockingCaller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Result;
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
}

/** A caller of the service's methods on a session. */
export function openCaller<Handlers>(
  session: Session,
  service: ServiceDescriptor<Handlers>,
  options: ClientOptions = {},
): Caller {
  return new SessionCaller(session, service, options);
}

/** A caller of the service's methods on a session that blocks the thread while it waits. */
export function openBlockingCaller<Handlers>(
  session: Session,
  service: ServiceDescriptor<Handlers>,
  options: ClientOptions = {},
): BlockingCaller {
  return new SessionBlockingCaller(session, service, options);
}

abstract class BoundService {
  protected readonly session: Session;
  protected readonly timeoutMs: number | undefined;
  readonly #name: string;
  readonly #methods: readonly BoundMethod[];

  constructor(session: Session, service: ServiceDescriptor<unknown>, options: ClientOptions) {
    this.session = session;
    this.timeoutMs = options.timeoutMs;
    this.#name = service.name;
    this.#methods = session.bind(service);
  }

  notify(method: number, args: readonly unknown[]): void {
    this.session.notify(this.method(method), args);
  }

  protected method(index: number): BoundMethod {
    const method = this.#methods[index];
    if (method === undefined) throw new RangeError(`service ${this.#name} has no method with index ${index}`);
    return method;
  }
}

class SessionCaller extends BoundService implements Caller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Promise<Result> {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    // The method's codec has validated the result; its type is what the contract says.
    return this.session.call(this.method(method), args, timeoutMs, options?.signal) as Promise<Result>;
  }
}

class SessionBlockingCaller extends BoundService implements BlockingCaller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Result {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    // The method's codec has validated the result; its type is what the contract says.
    return this.session.callBlocking(this.method(method), args, timeoutMs, options?.signal) as Result;
  }
}
