import { idParity, type Role } from './call-table.js';
import { Context } from './context.js';
import { failure } from './failure.js';
import type { HandlerErrorHook } from './handler-error.js';
import { type Limits, MAX_CALL_SLOTS } from './limits.js';
import type { Outbox } from './outbox.js';
import { readRequestOptions } from './request-options.js';
import { ResponseFrame } from './response.js';
import { RpcError } from './rpc-error.js';
import type { ServedMethod, ServiceRegistry } from './service-registry.js';
import type { Session } from './session.js';
import { describeUnsendableResult } from './unsendable.js';
import { NotSendable } from './wire/not-sendable.js';
import type { Reader } from './wire/reader.js';
import { skipValue } from './wire/skip-value.js';
import { WireError } from './wire/wire-error.js';

/** A call whose handler has not finished. */
interface RunningCall {
  readonly id: number;
  readonly method: ServedMethod;
  readonly context: Context;
  timer: NodeJS.Timeout | undefined;
}

export interface IncomingCallsOptions {
  readonly role: Role;
  readonly session: Session;
  readonly services: ServiceRegistry;
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly onHandlerError: HandlerErrorHook;
  /** Ends the session. */
  readonly abort: (reason: Error) => void;
}

/** The calls that the other side makes. */
export class IncomingCalls {
  readonly #options: IncomingCallsOptions;
  readonly #peerParity: number;
  /** Calls that are to be answered yet, by the slot that the caller gave them. */
  readonly #unanswered: (RunningCall | undefined)[] = [];
  readonly #running = new Set<RunningCall>();
  readonly #response = new ResponseFrame();

  constructor(options: IncomingCallsOptions) {
    this.#options = options;
    this.#peerParity = 1 - idParity(options.role);
  }

  /** Reads what follows the kind of a request and answers it, or starts its handler. */
  onRequest(reader: Reader, hasOptions: boolean): void {
    const id = reader.uint();
    this.#checkNewId(id);
    const name = reader.stringOrUint();
    const method = this.#options.services.find(name);
    let args: readonly unknown[] | RpcError;
    if (method === undefined) {
      skipValue(reader);
      args = this.#unknown(name);
    } else args = decodeArgs(reader, method);
    const timeoutMs = hasOptions ? readRequestOptions(reader).timeoutMs : undefined;
    if (method === undefined || args instanceof RpcError) {
      if (args instanceof RpcError) this.#answerError(id, args);
    } else if (this.#running.size >= this.#options.limits.maxConcurrentCalls) {
      this.#answerError(id, this.#tooMany(method));
    } else this.#run(id, method, args, timeoutMs);
  }

  /** Reads what follows the kind of a notification and runs its handler. */
  onNotification(reader: Reader, hasOptions: boolean): void {
    const name = reader.stringOrUint();
    const method = this.#options.services.find(name);
    if (method === undefined) skipValue(reader);
    const args = method === undefined ? this.#unknown(name) : decodeArgs(reader, method);
    if (hasOptions) readRequestOptions(reader);
    if (method === undefined || args instanceof RpcError) {
      this.#report(args, method?.path ?? String(name));
      return;
    }
    if (this.#running.size >= this.#options.limits.maxConcurrentCalls) {
      this.#report(this.#tooMany(method), method.path);
      return;
    }
    const context = new Context(method.path, this.#options.session, undefined);
    try {
      const outcome = invoke(method, args, context);
      if (isThenable(outcome)) this.#runNotification(outcome, method, context);
    } catch (error) {
      this.#report(error, method.path);
    }
  }

  /** Reads what follows the kind of a cancel frame. */
  onCancel(reader: Reader): void {
    const id = reader.uint();
    if ((id & 1) !== this.#peerParity)
      throw new WireError(`a cancel of call ${id}, which is not the other side's`);
    const call = this.#unanswered[id >>> 1];
    // The answer may have crossed the cancel.
    if (call === undefined) return;
    const error = failure('cancelled', `${call.method.path}: cancelled by the caller`, {
      maybeExecuted: true,
    });
    this.#giveUp(call, error);
  }

  /** Aborts every handler that runs: nobody waits for it any more. */
  end(reason: Error): void {
    for (const call of this.#running) {
      if (call.timer !== undefined) clearTimeout(call.timer);
      Context.abort(call.context, reason);
    }
    this.#unanswered.length = 0;
  }

  #checkNewId(id: number): void {
    if ((id & 1) !== this.#peerParity) throw new WireError(`request id ${id} is one of ours`);
    if (id >>> 1 >= MAX_CALL_SLOTS)
      throw new WireError(`request id ${id} is not below ${2 * MAX_CALL_SLOTS}`);
    if (this.#unanswered[id >>> 1] !== undefined) throw new WireError(`request id ${id} is in use`);
  }

  #unknown(name: string | number): RpcError {
    const service = typeof name === 'string' ? name.slice(0, Math.max(0, name.lastIndexOf('/'))) : undefined;
    if (service !== undefined && !this.#options.services.hasService(service)) {
      return failure('unknown-service', `${name}: the other side serves no ${service}`);
    }
    return failure('unknown-method', `${name}: the other side has no such method`);
  }

  #tooMany(method: ServedMethod): RpcError {
    return failure(
      'too-many-calls',
      `${method.path}: the other side runs ${this.#running.size} calls already (limits.maxConcurrentCalls)`,
      { maybeExecuted: false },
    );
  }

  #run(id: number, method: ServedMethod, args: readonly unknown[], timeoutMs: number | undefined): void {
    const deadline = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
    const context = new Context(method.path, this.#options.session, deadline);
    let outcome: unknown;
    try {
      outcome = invoke(method, args, context);
    } catch (error) {
      this.#answerThrown(id, method, error);
      return;
    }
    if (isThenable(outcome)) this.#runLonger(outcome, { id, method, context, timer: undefined }, timeoutMs);
    else this.#answerResult(id, method, outcome);
  }

  #runLonger(outcome: PromiseLike<unknown>, call: RunningCall, timeoutMs: number | undefined): void {
    const slot = call.id >>> 1;
    this.#unanswered[slot] = call;
    this.#running.add(call);
    if (timeoutMs !== undefined) {
      call.timer = setTimeout(() => {
        const text = `${call.method.path}: did not finish within the ${timeoutMs} ms that the caller waits`;
        this.#giveUp(call, failure('deadline-exceeded', text, { maybeExecuted: true }));
      }, timeoutMs);
    }
    outcome.then(
      (result) => {
        if (this.#finish(call)) this.#answerResult(call.id, call.method, result);
      },
      (error: unknown) => {
        if (this.#finish(call)) this.#answerThrown(call.id, call.method, error);
        else if (!(error instanceof RpcError)) this.#report(error, call.method.path);
      },
    );
  }

  #runNotification(outcome: PromiseLike<unknown>, method: ServedMethod, context: Context): void {
    const call: RunningCall = { id: -1, method, context, timer: undefined };
    this.#running.add(call);
    outcome.then(
      () => this.#running.delete(call),
      (error: unknown) => {
        this.#running.delete(call);
        this.#report(error, method.path);
      },
    );
  }

  /** Notes that a handler has finished; says whether its caller still waits for the answer. */
  #finish(call: RunningCall): boolean {
    if (call.timer !== undefined) clearTimeout(call.timer);
    this.#running.delete(call);
    if (this.#unanswered[call.id >>> 1] !== call) return false;
    this.#unanswered[call.id >>> 1] = undefined;
    return true;
  }

  /** Answers a call whose handler has not finished, and tells the handler. */
  #giveUp(call: RunningCall, error: RpcError): void {
    // One answer only: a cancel and the deadline often come together.
    if (call.timer !== undefined) clearTimeout(call.timer);
    this.#unanswered[call.id >>> 1] = undefined;
    this.#answerError(call.id, error);
    Context.abort(call.context, error);
  }

  #answerResult(id: number, method: ServedMethod, result: unknown): void {
    const { outbox, limits } = this.#options;
    if (outbox.queuedBytes >= limits.maxQueuedBytes) {
      const text = `${method.path}: too many answers wait for the caller to take them (limits.maxQueuedBytes)`;
      this.#answerError(id, failure('queue-full', text, { maybeExecuted: true }));
      return;
    }
    try {
      this.#send(this.#response.result(id, method.codec, result));
    } catch (error) {
      if (error instanceof NotSendable) {
        const text = describeUnsendableResult(method.path, result, this.#options.limits.maxDepth, error);
        this.#report(failure('not-sendable', text), method.path);
        this.#answerError(id, handlerFailed(method));
      } else if (error instanceof RpcError) {
        this.#answerError(
          id,
          new RpcError(`${method.path}: result: ${error.message}`, { code: error.code, maybeExecuted: true }),
        );
      } else this.#answerThrown(id, method, error);
    }
  }

  #answerThrown(id: number, method: ServedMethod, error: unknown): void {
    if (error instanceof RpcError) this.#answerError(id, error);
    else {
      this.#report(error, method.path);
      this.#answerError(id, handlerFailed(method));
    }
  }

  #answerError(id: number, error: RpcError): void {
    const { outbox, limits, abort } = this.#options;
    if (outbox.queuedBytes >= 2 * limits.maxQueuedBytes) {
      abort(new WireError('the other side calls and does not take the answers (limits.maxQueuedBytes)'));
      return;
    }
    try {
      this.#send(this.#response.error(id, error));
    } catch (unsendable) {
      // Its details can not be sent; its code and message can.
      this.#report(unsendable, error.message);
      this.#send(this.#response.error(id, new RpcError(error.message, { code: error.code })));
    }
  }

  #send(response: ResponseFrame): void {
    try {
      this.#options.outbox.send(response);
    } finally {
      response.clear();
    }
    this.#options.outbox.flush();
  }

  #report(error: unknown, method: string): void {
    this.#options.onHandlerError(error, { method });
  }
}

function decodeArgs(reader: Reader, method: ServedMethod): readonly unknown[] | RpcError {
  const start = reader.position;
  try {
    return method.codec.decodeArgs(reader);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    reader.position = start;
    skipValue(reader);
    return error;
  }
}

function invoke(method: ServedMethod, args: readonly unknown[], context: Context): unknown {
  const { handler, handlers, paramCount } = method;
  const all = args.slice(0, paramCount);
  while (all.length < paramCount) all.push(undefined);
  all.push(context);
  return handler.apply(handlers, all);
}

function handlerFailed(method: ServedMethod): RpcError {
  return failure('handler-failed', `${method.path}: the handler failed`);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
