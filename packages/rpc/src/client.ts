import type { CallOptions, ClientOptions } from './call-options.js';
import type { BoundMethod } from './calls/bound-method.js';
import type { CallRequest } from './calls/call-request.js';
import { InterceptedCalls } from './interceptors/intercepted-calls.js';
import type { ServiceDescriptor } from './service.js';
import type { Session } from './session.js';
import { onceBlockingIterable, onceIterable } from './stream/once-iterable.js';
import type { StreamSource } from './stream/stream-sender.js';

/** What the generated promise clients are made of. */
export interface Caller {
  /** Calls the method of that index; the promise ends with its validated result or an `RpcError`. */
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Promise<Result>;
  /** Sends a notification; throws an `RpcError` if it cannot be sent. */
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
  /** Calls when iteration starts, which may be once; leaving the loop cancels the call. */
  serverStream<Item>(method: number, args: readonly unknown[], options?: CallOptions): AsyncIterable<Item>;
  /** Calls, and sends the items of `upload` as fast as the handler takes them. */
  clientStream<Result>(
    method: number,
    args: readonly unknown[],
    upload: StreamSource,
    options?: CallOptions,
  ): Promise<Result>;
  bidiStream<Item>(
    method: number,
    args: readonly unknown[],
    upload: StreamSource,
    options?: CallOptions,
  ): AsyncIterable<Item>;
}

/** What the generated blocking clients are made of: the same, holding up the calling thread. */
export interface BlockingCaller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Result;
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
  serverStream<Item>(method: number, args: readonly unknown[], options?: CallOptions): Iterable<Item>;
  clientStream<Result>(
    method: number,
    args: readonly unknown[],
    upload: Iterable<unknown>,
    options?: CallOptions,
  ): Result;
}

/** A caller of the service's methods on a session. */
export function openCaller<Handlers>(
  session: Session,
  service: ServiceDescriptor<Handlers>,
  options: ClientOptions = {},
): Caller {
  const intercepted = (options.interceptors ?? []).length > 0;
  return intercepted
    ? new InterceptedCaller(session, service, options)
    : new SessionCaller(session, service, options);
}

/**
 * A caller of the service's methods on a session that blocks the thread while it waits.
 * @throws TypeError if there are interceptors, which need the event loop.
 */
export function openBlockingCaller<Handlers>(
  session: Session,
  service: ServiceDescriptor<Handlers>,
  options: ClientOptions = {},
): BlockingCaller {
  if ((options.interceptors ?? []).length > 0) {
    throw new TypeError(
      'a client that blocks takes no interceptors: they are asynchronous; use the promise client',
    );
  }
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

  notify(method: number, args: readonly unknown[], options?: CallOptions): void {
    this.session.notify(this.method(method), args, options);
  }

  protected method(index: number): BoundMethod {
    const method = this.#methods[index];
    if (method === undefined) throw new RangeError(`service ${this.#name} has no method with index ${index}`);
    return method;
  }
}

// The codecs of the methods have validated what comes back: its types are what the contract says, hence the casts.

class SessionCaller extends BoundService implements Caller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Promise<Result> {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return this.session.call(this.method(method), args, timeoutMs, options, undefined) as Promise<Result>;
  }

  clientStream<Result>(
    method: number,
    args: readonly unknown[],
    upload: StreamSource,
    options?: CallOptions,
  ): Promise<Result> {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return this.session.call(this.method(method), args, timeoutMs, options, upload) as Promise<Result>;
  }

  serverStream<Item>(method: number, args: readonly unknown[], options?: CallOptions): AsyncIterable<Item> {
    return this.#stream(this.method(method), args, undefined, options);
  }

  bidiStream<Item>(
    method: number,
    args: readonly unknown[],
    upload: StreamSource,
    options?: CallOptions,
  ): AsyncIterable<Item> {
    return this.#stream(this.method(method), args, upload, options);
  }

  #stream<Item>(
    method: BoundMethod,
    args: readonly unknown[],
    upload: StreamSource | undefined,
    options: CallOptions | undefined,
  ): AsyncIterable<Item> {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return onceIterable(() => this.session.stream({ method, args, timeoutMs, options, upload }), method.path);
  }
}

class InterceptedCaller extends BoundService implements Caller {
  readonly #calls: InterceptedCalls;

  constructor(session: Session, service: ServiceDescriptor<unknown>, options: ClientOptions) {
    super(session, service, options);
    this.#calls = new InterceptedCalls(session, options);
  }

  call<Result>(index: number, args: readonly unknown[], options?: CallOptions): Promise<Result> {
    return this.#calls.call(this.#request(index, args, undefined, options)) as Promise<Result>;
  }

  override notify(index: number, args: readonly unknown[], options?: CallOptions): void {
    this.#calls.notify(this.#request(index, args, undefined, options));
  }

  clientStream<Result>(
    index: number,
    args: readonly unknown[],
    upload: StreamSource,
    options?: CallOptions,
  ): Promise<Result> {
    return this.#calls.call(this.#request(index, args, upload, options)) as Promise<Result>;
  }

  serverStream<Item>(index: number, args: readonly unknown[], options?: CallOptions): AsyncIterable<Item> {
    const request = this.#request(index, args, undefined, options);
    return onceIterable(() => this.#calls.stream(request), request.method.path);
  }

  bidiStream<Item>(
    index: number,
    args: readonly unknown[],
    upload: StreamSource,
    options?: CallOptions,
  ): AsyncIterable<Item> {
    const request = this.#request(index, args, upload, options);
    return onceIterable(() => this.#calls.stream(request), request.method.path);
  }

  #request(
    index: number,
    args: readonly unknown[],
    upload: StreamSource | undefined,
    options: CallOptions | undefined,
  ): CallRequest {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return { method: this.method(index), args, upload, options, timeoutMs };
  }
}

class SessionBlockingCaller extends BoundService implements BlockingCaller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Result {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return this.session.callBlocking(this.method(method), args, timeoutMs, options, undefined) as Result;
  }

  clientStream<Result>(
    method: number,
    args: readonly unknown[],
    upload: Iterable<unknown>,
    options?: CallOptions,
  ): Result {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return this.session.callBlocking(this.method(method), args, timeoutMs, options, upload) as Result;
  }

  serverStream<Item>(index: number, args: readonly unknown[], options?: CallOptions): Iterable<Item> {
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    const method = this.method(index);
    const request = { method, args, timeoutMs, options, upload: undefined };
    return onceBlockingIterable(() => this.session.streamBlocking(request), method.path);
  }
}
