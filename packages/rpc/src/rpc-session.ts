import { Answers } from './answers.js';
import { type BoundMethod, methodNumber } from './bound-method.js';
import type { Role } from './call-table.js';
import { codecOf } from './codec-of.js';
import { normalizeTimeout } from './deadline.js';
import { DRAIN_FRAME, Drain, type DrainOptions } from './drain.js';
import { failure } from './failure.js';
import type { Frame } from './frame.js';
import { type HandlerErrorHook, warnOfHandlerError } from './handler-error.js';
import { type Hello, helloFrame } from './hello.js';
import { Inbox } from './inbox.js';
import { IncomingCalls } from './incoming-calls.js';
import { type Limits, resolveLimits } from './limits.js';
import { Outbox } from './outbox.js';
import { OutgoingCalls } from './outgoing-calls.js';
import type { PendingCall } from './pending-call.js';
import type { ServiceDescriptor } from './service.js';
import { ServiceRegistry } from './service-registry.js';
import type { Session } from './session.js';
import { closedHere, type Ending, endingOf } from './session-ending.js';
import { SessionEvents } from './session-events.js';
import type { PeerIdentity, Transport } from './transport.js';

/** How deep handlers may block on calls of the session whose call they answer: each takes stack of this process. */
const MAX_NESTING = 32;

export interface RpcSessionOptions {
  /** Which end of the transport this is. The two ends must differ. */
  readonly role: Role;
  /** What this side serves. Default: nothing. */
  readonly services?: ServiceRegistry;
  readonly limits?: Partial<Limits>;
  /** Told of errors in handlers that their callers do not see. Default: a process warning. */
  readonly onHandlerError?: HandlerErrorHook;
}

/**
 * Calls in both directions over one transport. The session owns the transport: it closes it, and ends when it closes.
 *
 * @example
 * const session = new RpcSession(transport, { role: 'connecting' });
 * const greeter = createGreeterClient(session);
 * await greeter.hello('world');
 */
export class RpcSession implements Session {
  readonly closed: Promise<Error | undefined>;
  readonly #transport: Transport;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #outgoing: OutgoingCalls;
  readonly #incoming: IncomingCalls;
  readonly #drain: Drain;
  #events: SessionEvents | undefined;
  readonly #bindings = new Map<ServiceDescriptor<unknown>, readonly BoundMethod[]>();
  #peerServices: Hello['services'] = Object.create(null);
  /** Our hello, until it is sent. */
  #greeting: Frame | undefined;
  #ending: Ending | undefined;

  /** Preconditions: the transport is not open yet. Throws `RangeError` for a limit that is none. */
  constructor(transport: Transport, options: RpcSessionOptions) {
    const limits = resolveLimits(options.limits);
    const services = options.services ?? new ServiceRegistry();
    this.#transport = transport;
    this.#outbox = new Outbox(transport, limits);
    this.#outgoing = new OutgoingCalls(options.role, this.#outbox, limits);
    this.#drain = new Drain({
      announce: () => {
        this.#greet();
        this.#outbox.send(DRAIN_FRAME);
        this.#outbox.flush();
      },
      isIdle: () => this.#outgoing.isIdle && this.#incoming.isIdle && this.#outbox.isEmpty,
      onDraining: () => void this.#events?.emit('draining'),
      close: () => this.close(),
    });
    this.#incoming = new IncomingCalls({
      role: options.role,
      session: this,
      services,
      answers: new Answers({
        outbox: this.#outbox,
        limits,
        onHandlerError: options.onHandlerError ?? warnOfHandlerError,
        abort: (reason) => this.#abort(reason),
      }),
      limits,
      drain: this.#drain,
    });
    this.#inbox = new Inbox(
      {
        onHello: (hello) => this.#onHello(hello),
        onRequest: (reader, hasOptions) => this.#incoming.onRequest(reader, hasOptions),
        onResponse: (reader) => this.#outgoing.onResponse(reader),
        onNotification: (reader, hasOptions) => this.#incoming.onNotification(reader, hasOptions),
        onCancel: (reader) => this.#incoming.onCancel(reader),
        onDrain: () => this.#drain.onFrame(),
      },
      limits,
    );
    this.#greeting = helloFrame(limits, services.advertised(), transport.datagramCapacity);
    this.closed = new Promise((resolve) => {
      transport.open({
        onDatagram: (bytes, length) => this.#onDatagram(bytes, length),
        onWritable: () => {
          this.#outbox.pump();
          this.#drain.check();
        },
        onClose: (reason) => {
          this.#end(endingOf(reason));
          resolve(reason);
          this.#events?.emit('closed', reason);
        },
      });
    });
    this.#greet();
  }

  get peer(): PeerIdentity | undefined {
    return this.#transport.peer;
  }

  /** Where to hear that the other side drains, and that the session has ended. */
  get events(): SessionEvents {
    this.#events ??= new SessionEvents();
    return this.#events;
  }

  /** Whether the other side takes no new calls: they fail with `Code.Unavailable`, and are not executed. */
  get draining(): boolean {
    return this.#drain.there;
  }

  /**
   * Ends the session once the calls that run have ended. From now on this side refuses the other one's calls with
   * `Code.Unavailable`, as not executed, and tells it, so that it makes none. Notifications are still taken, since nobody
   * could be told that they were not. Calls from this side go on.
   *
   * The promise ends with the session: when the other side, all its calls answered, has closed it, or after `timeoutMs`.
   * @throws RangeError for what is no time.
   */
  async drain(options: DrainOptions = {}): Promise<void> {
    if (this.#ending === undefined) this.#drain.begin(options);
    await this.closed;
  }

  /**
   * Ends the session. Our calls that wait fail with `Code.Cancelled`, those of the other side with `Code.Unavailable`, and
   * what waits for the other side to take it is lost. Does nothing the second time.
   */
  close(): void {
    if (this.#ending !== undefined) return;
    this.#end(closedHere());
    this.#transport.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  bind(service: ServiceDescriptor<unknown>): readonly BoundMethod[] {
    const known = this.#bindings.get(service);
    if (known !== undefined) return known;
    const methods = service.methods.map((spec): BoundMethod => {
      const path = `${service.name}/${spec.name}`;
      return { path, params: spec.params, codec: codecOf(path, spec), number: -1 };
    });
    this.#bindings.set(service, methods);
    this.#agree(service, methods);
    return methods;
  }

  call(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    // Not an async function: that would add turns of the microtask queue to every call.
    try {
      this.#checkOpen(method);
      checkNotAborted(method, signal);
      return this.#outgoing.start(method, args, normalizeTimeout(timeoutMs), signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  callBlocking(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): unknown {
    this.#checkOpen(method);
    checkNotAborted(method, signal);
    if (this.#inbox.depth >= MAX_NESTING) {
      const text = `${method.path}: blocking calls between the two sides nest ${MAX_NESTING} deep already`;
      throw failure('cannot-block', text, { maybeExecuted: false });
    }
    try {
      return this.#wait(this.#outgoing.startBlocking(method, args, normalizeTimeout(timeoutMs)));
    } finally {
      this.#drain.check();
    }
  }

  notify(method: BoundMethod, args: readonly unknown[]): void {
    this.#checkOpen(method);
    this.#outgoing.notify(method, args);
  }

  #wait(call: PendingCall): unknown {
    const { timeoutMs } = call;
    const deadline = timeoutMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
    while (call.state === 'waiting') {
      const left = timeoutMs === undefined ? Number.POSITIVE_INFINITY : deadline - performance.now();
      if (left <= 0 || !this.#block(call, left)) throw this.#outgoing.expire(call)();
    }
    return this.#outgoing.take(call);
  }

  #block(call: PendingCall, timeoutMs: number): boolean {
    try {
      return this.#transport.block(timeoutMs);
    } catch (error) {
      throw this.#outgoing.giveUp(call, error);
    }
  }

  #checkOpen(method: BoundMethod): void {
    const ending = this.#ending;
    if (ending === undefined) {
      if (!this.#drain.there) return;
      const text = `${method.path}: the other side is about to end and takes no new calls; the call was not executed`;
      throw failure('draining', text, { maybeExecuted: false });
    }
    throw failure(
      'session-ended',
      `${method.path}: the session has ended: ${ending.message}; the call was not executed`,
      {
        maybeExecuted: false,
        cause: ending.cause,
      },
    );
  }

  #onDatagram(bytes: Uint8Array, length: number): void {
    if (this.#ending !== undefined) return;
    try {
      // A transport may deliver as soon as it opens: no answer may come before our hello.
      this.#greet();
      this.#inbox.read(bytes, length);
      this.#outbox.pump();
      this.#drain.check();
    } catch (error) {
      this.#abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #greet(): void {
    const greeting = this.#greeting;
    if (greeting === undefined) return;
    this.#greeting = undefined;
    this.#outbox.send(greeting);
    this.#outbox.flush();
  }

  #onHello(hello: Hello): void {
    this.#peerServices = hello.services;
    this.#outbox.maxMessageBytes = Math.min(this.#outbox.maxMessageBytes, hello.maxMessageBytes);
    for (const [service, methods] of this.#bindings) this.#agree(service, methods);
  }

  /** Calls the methods by number if the other side serves the same contract. */
  #agree(service: ServiceDescriptor<unknown>, methods: readonly BoundMethod[]): void {
    const [contractHash, number] = this.#peerServices[service.name] ?? [];
    if (number === undefined || contractHash !== service.contractHash) return;
    for (const [index, method] of methods.entries()) method.number = methodNumber(number, index);
  }

  #abort(reason: Error): void {
    if (this.#ending !== undefined) return;
    this.#end(endingOf(reason));
    this.#transport.abort(reason);
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#inbox.stop();
    this.#drain.end();
    this.#outgoing.end(ending);
    this.#incoming.end(failure(ending.kind, ending.message, { cause: ending.cause }));
  }
}

function checkNotAborted(method: BoundMethod, signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  const text = `${method.path}: cancelled by the caller before it was sent; the call was not executed`;
  throw failure('cancelled', text, { maybeExecuted: false, cause: signal.reason });
}
