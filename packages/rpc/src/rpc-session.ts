import type { CallOptions } from './call-options.js';
import { Answers } from './calls/answers.js';
import { BlockingCalls } from './calls/blocking-calls.js';
import { BoundMethod, methodNumber } from './calls/bound-method.js';
import type { CallRequest } from './calls/call-request.js';
import { idParity, type Role } from './calls/call-table.js';
import { notOpen } from './calls/caller-errors.js';
import { normalizeTimeout, timeLeft } from './calls/deadline.js';
import { IncomingCalls } from './calls/incoming-calls.js';
import { OutgoingCalls } from './calls/outgoing-calls.js';
import { publishClose, publishDrain, publishOpen } from './diagnostics.js';
import { failure } from './failure.js';
import { type Frame, FrameKind, NumbersFrame } from './frames/frame.js';
import { type Hello, helloFrame } from './frames/hello.js';
import { Inbox } from './frames/inbox.js';
import { Outbox } from './frames/outbox.js';
import { type HandlerErrorHook, warnOfHandlerError } from './handler-error.js';
import { interceptedInvoke, invoke } from './interceptors/intercepted-handler.js';
import type { Interceptor } from './interceptors/interceptor.js';
import { type Limits, resolveLimits } from './limits.js';
import { Descriptors } from './remote/descriptors.js';
import { References } from './remote/references.js';
import type { ServiceDescriptor } from './service.js';
import { ServiceRegistry } from './service-registry.js';
import { DRAIN_FRAME, Drain, type DrainOptions } from './session/drain.js';
import { closedHere, type Ending, endingOf } from './session/session-ending.js';
import { SessionEvents } from './session/session-events.js';
import type { Session } from './session.js';
import type { RpcStatistics } from './statistics.js';
import type { StreamSource } from './stream/stream-sender.js';
import { StreamWindows } from './stream/stream-windows.js';
import type { PeerIdentity, Transport } from './transport.js';
import type { Reader } from './wire/reader.js';
import type { Witness } from './witness.js';

/** Datagrams of so many bytes are no batches, and say nothing about others: a session of `core` has the same limit. */
const MOST_OF_ONE = 512;

export interface RpcSessionOptions {
  /** Which end of the transport this is. The two ends must differ. */
  readonly role: Role;
  /** What this side serves. Default: nothing. */
  readonly services?: ServiceRegistry;
  readonly limits?: Partial<Limits>;
  /** Stand around each call that this side answers, of services, functions and live objects; the first one outermost. */
  readonly interceptors?: readonly Interceptor[];
  /** Told of errors in handlers that their callers do not see. Default: a process warning. */
  readonly onHandlerError?: HandlerErrorHook;
  /**
   * Whether handlers only borrow the bytes of large arguments: a `Uint8Array` that is most of a message of more than 16 KiB
   * is then valid until the handler has returned, or its promise has settled; its memory serves the next message. Copy what
   * you keep. Saves the garbage of memory for each message. Calls without streams, not notifications. Default: false, the bytes are
   * the handler's.
   *
   * With `'in place'` they are not even copied where the transport has bulk memory with room for all of the message beyond its first
   * 256 KiB (`bulkBytes` of `listen`), and the call has neither deadline nor metadata: **the peer can change them while the handler, or the
   * validation before it, reads them**. Only for peers that you trust as you do your own code. When the session ends, they are empty.
   */
  readonly borrowBytes?: boolean | 'in place';
  /** Knows more about the end of the other side than the transport does. */
  readonly witness?: Witness;
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
  /**
   * Resolves when the other side has said what it serves, or the session has ended before. Calls that are made earlier are made
   * by name, and their values are checked by their schemas: right, but slower.
   */
  readonly greeted: Promise<void>;
  readonly #transport: Transport;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #streams: StreamWindows;
  readonly #references: References;
  readonly #ownParity: number;
  readonly #outgoing: OutgoingCalls;
  readonly #incoming: IncomingCalls;
  readonly #blocking: BlockingCalls;
  readonly #drain: Drain;
  #events: SessionEvents | undefined;
  readonly #bindings = new Map<ServiceDescriptor<unknown>, readonly BoundMethod[]>();
  #peerServices: Hello['services'] = Object.create(null);
  #onGreeted: () => void = () => undefined;
  /** Our hello, until it is sent. */
  #greeting: Frame | undefined;
  #ending: Ending | undefined;
  readonly #witness: Witness | undefined;
  /** The transport has closed, and the witness has yet to say why. */
  #leaving: Leaving | undefined;

  /** Preconditions: the transport is not open yet. Throws `RangeError` for a limit that is none. */
  constructor(transport: Transport, options: RpcSessionOptions) {
    const limits = resolveLimits(options.limits);
    const services = options.services ?? new ServiceRegistry();
    const inPlace = options.borrowBytes === 'in place';
    this.#transport = transport;
    this.#witness = options.witness;
    this.#ownParity = idParity(options.role);
    this.#outbox = new Outbox(transport, limits, (reason) => this.#abort(reason));
    this.#streams = new StreamWindows(limits);
    this.#outgoing = new OutgoingCalls(options.role, this.#outbox, limits, this.#streams);
    this.#drain = new Drain({
      announce: () => {
        this.#greet();
        this.#outbox.send(DRAIN_FRAME);
        this.#outbox.flush();
      },
      isIdle: () => this.#outgoing.inFlight === 0 && this.#incoming.running === 0 && this.#outbox.isEmpty,
      // Later, so that a listener that throws breaks nothing here.
      onDraining: () => {
        this.#outgoing.isOpen = false;
        publishDrain(this);
        queueMicrotask(() => this.#events?.emit('draining'));
      },
      close: () => this.close(),
    });
    this.#references = new References({
      limits,
      calls: this,
      send: (frame) => {
        if (this.#ending === undefined) this.#outbox.sendLast(frame);
      },
    });
    const values = { references: this.#references, descriptors: new Descriptors(transport, limits) };
    this.#outbox.values = values;
    this.#incoming = new IncomingCalls({
      role: options.role,
      session: this,
      invoke: options.interceptors === undefined ? invoke : interceptedInvoke(options.interceptors),
      services,
      answers: new Answers({
        outbox: this.#outbox,
        limits,
        onHandlerError: options.onHandlerError ?? warnOfHandlerError,
        abort: (reason) => this.#abort(reason),
      }),
      outbox: this.#outbox,
      streams: this.#streams,
      references: this.#references,
      limits,
      drain: this.#drain,
      borrowBytes: options.borrowBytes === true || inPlace,
    });
    const { answers } = this.#outgoing;
    const inbox = new Inbox(
      {
        onHello: (hello) => this.#onHello(hello),
        requests: this.#incoming,
        answers,
        onRequest: (reader, hasOptions) => this.#incoming.onRequest(reader, hasOptions),
        onResponse: (reader, hasOptions) => answers.onResponse(reader, hasOptions),
        onNotification: (reader, hasOptions) => this.#incoming.onNotification(reader, hasOptions),
        onAccept: (reader) => answers.onAccept(reader),
        onItem: (reader) => this.#onItem(reader),
        onEnd: (reader) => this.#incoming.onEnd(reader),
        onCancel: (reader) => this.#incoming.onCancel(reader),
        onCredit: (reader) => this.#onCredit(reader),
        onRelease: (reader) => this.#references.unexport(reader.uint(), reader.uint()),
        onDrain: () => this.#drain.onFrame(),
        onReturned: (offset) => this.#outbox.onReturned(offset),
        returnLent: (offset) => {
          if (this.#ending === undefined) this.#outbox.send(new NumbersFrame(FrameKind.Returned, offset));
          this.#outbox.flush();
        },
      },
      limits,
      values,
      transport.putOff && {
        get hurried() {
          return transport.hurried === true;
        },
        putOff: (readOn) => transport.putOff?.(() => this.#read(readOn)),
      },
      transport.bulk,
      inPlace,
    );
    this.#inbox = inbox;
    this.#blocking = new BlockingCalls({
      transport,
      inbox,
      outbox: this.#outbox,
      outgoing: this.#outgoing,
      drain: this.#drain,
      checkOpen: (method) => this.#checkOpen(method),
      // Nobody else can ask the witness while the thread is blocked.
      onBlocked: () => {
        if (this.#leaving !== undefined) this.#leave(this.#leaving);
      },
      abort: (error) => this.#abort(error),
    });
    this.#greeting = helloFrame(limits, services.advertised(), transport, inPlace);
    this.greeted = new Promise((resolve) => {
      this.#onGreeted = resolve;
    });
    this.closed = new Promise((resolve) => {
      transport.open({
        onDatagram: (bytes, length) => this.#onDatagram(bytes, length),
        onWritable: () => {
          this.#outbox.pump();
          this.#drain.check();
        },
        onClose: (reason) => this.#onClose(reason, resolve),
      });
    });
    this.#greet();
    publishOpen(this);
  }

  /** What happened on this session so far, and what is under way; of one that has ended, until it did. */
  statistics(): RpcStatistics {
    return {
      callsMade: this.#outgoing.made,
      callsInFlight: this.#outgoing.inFlight,
      callsReceived: this.#incoming.received,
      callsRunning: this.#incoming.running,
      queuedBytes: this.#outbox.queuedBytes,
      transport: this.#transport.statistics?.(),
    };
  }

  get peer(): PeerIdentity | undefined {
    return this.#transport.peer;
  }

  /** Where to hear that the other side drains, and that the session has ended. */
  get events(): SessionEvents {
    this.#events ??= new SessionEvents();
    return this.#events;
  }

  /** Whether calls can be made: the session has not ended, and the other side does not drain. */
  get isOpen(): boolean {
    return this.#outgoing.isOpen;
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

  /** How many functions and live objects the other side has of ours, and we of its own. */
  get references(): { readonly exported: number; readonly imported: number } {
    return this.#references.counts;
  }

  bind(service: ServiceDescriptor<unknown>): readonly BoundMethod[] {
    const known = this.#bindings.get(service);
    if (known !== undefined) return known;
    const methods = service.methods.map((spec) => new BoundMethod(`${service.name}/${spec.name}`, spec));
    this.#bindings.set(service, methods);
    this.#agree(service, methods);
    return methods;
  }

  call(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: StreamSource | undefined,
  ): Promise<unknown> {
    // Not an async function: that would add turns of the microtask queue to every call.
    try {
      if (timeoutMs === undefined && options === undefined && method.byte >= 0) {
        // Most calls. What speaks against one is found below.
        const promise = this.#outgoing.startBarePromise(method, args);
        if (promise !== undefined) return promise;
      }
      this.#checkOpen(method);
      const whole =
        options === undefined ? normalizeTimeout(timeoutMs) : timeLeft(method.path, timeoutMs, options);
      return this.#outgoing.start(method, args, whole, options, upload);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  callBlocking(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: Iterable<unknown> | undefined,
  ): unknown {
    return this.#blocking.call(method, args, timeoutMs, options, upload);
  }

  stream(request: CallRequest): AsyncIterator<unknown> {
    const { method, timeoutMs, options } = request;
    this.#checkOpen(method);
    const whole =
      options === undefined ? normalizeTimeout(timeoutMs) : timeLeft(method.path, timeoutMs, options);
    return this.#outgoing.startStream({ ...request, timeoutMs: whole });
  }

  streamBlocking(request: CallRequest): Iterator<unknown> {
    return this.#blocking.stream(request);
  }

  notify(method: BoundMethod, args: readonly unknown[], options: CallOptions | undefined): void {
    this.#checkOpen(method);
    this.#outgoing.notify(method, args, options);
  }

  #leave({ reason, end }: Leaving): void {
    end(this.#witness?.now(reason) ?? reason);
  }

  #checkOpen(method: BoundMethod): void {
    if (this.isOpen) return;
    throw notOpen(method.path, this.#ending ?? (this.#leaving && endingOf(this.#leaving.reason)));
  }

  /** Reads on what was put off. */
  #read(readOn: () => void): void {
    if (this.#ending !== undefined) return;
    try {
      readOn();
      this.#outbox.pump();
      this.#drain.check();
    } catch (error) {
      this.#abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #onDatagram(bytes: Uint8Array, length: number): void {
    if (this.#ending !== undefined) return;
    try {
      // A transport may deliver as soon as it opens: no answer may come before our hello.
      if (this.#greeting !== undefined) this.#greet();
      const isBatch = this.#inbox.read(bytes, length);
      if (length > MOST_OF_ONE) this.#expectBatches(isBatch);
      this.#outbox.pump();
      this.#drain.check();
    } catch (error) {
      this.#abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The next datagrams are likely as this one was. */
  #expectBatches(expects: boolean): void {
    const transport = this.#transport;
    if (transport.expectsBatches !== undefined) transport.expectsBatches = expects;
  }

  #greet(): void {
    const greeting = this.#greeting;
    if (greeting === undefined) return;
    this.#greeting = undefined;
    this.#outbox.send(greeting);
    this.#outbox.flush();
  }

  #onItem(reader: Reader): void {
    const id = reader.uint();
    if ((id & 1) === this.#ownParity) this.#outgoing.onItem(id, reader);
    else this.#incoming.onItem(id, reader);
  }

  #onCredit(reader: Reader): void {
    const id = reader.uint();
    const items = reader.uint();
    const bytes = reader.uint();
    if ((id & 1) === this.#ownParity) this.#outgoing.onCredit(id, items, bytes);
    else this.#incoming.onCredit(id, items, bytes);
  }

  #onHello(hello: Hello): void {
    this.#streams.allow({ items: hello.streamItems, bytes: hello.streamBytes });
    this.#peerServices = hello.services;
    this.#outbox.maxMessageBytes = Math.min(this.#outbox.maxMessageBytes, hello.maxMessageBytes);
    if (hello.bulk) this.#outbox.useBulk(hello.borrows);
    for (const [service, methods] of this.#bindings) this.#agree(service, methods);
    this.#onGreeted();
  }

  /** Calls the methods by number if the other side serves the same contract. */
  #agree(service: ServiceDescriptor<unknown>, methods: readonly BoundMethod[]): void {
    const [contractHash, number] = this.#peerServices[service.name] ?? [];
    if (number === undefined || contractHash !== service.contractHash) return;
    for (const [index, method] of methods.entries()) method.agree(methodNumber(number, index));
  }

  #onClose(reason: Error | undefined, settle: (reason: Error | undefined) => void): void {
    let isOver = false;
    const end = (known: Error | undefined): void => {
      if (isOver) return;
      isOver = true;
      this.#leaving = undefined;
      this.#end(endingOf(known));
      settle(known);
      publishClose(this, known);
      // Later, so that a listener that throws breaks nothing here.
      queueMicrotask(() => this.#events?.emit('closed', known));
    };
    if (this.#witness === undefined || this.#ending !== undefined) {
      end(reason);
      return;
    }
    this.#outgoing.isOpen = false;
    this.#leaving = { reason, end };
    this.#inbox.stop();
    const { kind, message, cause } = endingOf(reason);
    this.#incoming.end(failure(kind, message, { cause }));
    void this.#witness.later(reason).then(end);
  }

  #abort(reason: Error): void {
    if (this.#ending !== undefined) return;
    this.#end(endingOf(reason));
    this.#transport.abort(reason);
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#outgoing.isOpen = false;
    this.#ending = ending;
    this.#onGreeted();
    this.#inbox.stop();
    this.#references.end();
    this.#outbox.end();
    this.#drain.end();
    this.#outgoing.end(ending);
    this.#incoming.end(failure(ending.kind, ending.message, { cause: ending.cause }));
  }
}

/** A session whose transport has closed for that reason, as far as is known. */
interface Leaving {
  readonly reason: Error | undefined;
  readonly end: (reason: Error | undefined) => void;
}
