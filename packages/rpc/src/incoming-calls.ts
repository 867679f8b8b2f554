import type { Answers } from './answers.js';
import { idParity, type Role } from './call-table.js';
import { Context } from './context.js';
import type { Drain } from './drain.js';
import { failure } from './failure.js';
import { type Limits, MAX_CALL_SLOTS } from './limits.js';
import { readRequestOptions } from './request-options.js';
import { RpcError } from './rpc-error.js';
import type { ServedMethod, ServiceRegistry } from './service-registry.js';
import type { Session } from './session.js';
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
  readonly answers: Answers;
  readonly limits: Limits;
  readonly drain: Drain;
}

/** The calls that the other side makes. */
export class IncomingCalls {
  readonly #options: IncomingCallsOptions;
  readonly #answers: Answers;
  readonly #peerParity: number;
  /** Calls that are to be answered yet, by the slot that the caller gave them. */
  readonly #unanswered: (RunningCall | undefined)[] = [];
  readonly #running = new Set<RunningCall>();
  /** Why the arguments read last are refused. */
  #refusal: unknown;
  #ended = false;

  constructor(options: IncomingCallsOptions) {
    this.#options = options;
    this.#answers = options.answers;
    this.#peerParity = 1 - idParity(options.role);
  }

  /** Whether no handler runs. */
  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /** Reads what follows the kind of a request and answers it, or starts its handler. */
  onRequest(reader: Reader, hasOptions: boolean): void {
    const id = reader.uint();
    this.#checkNewId(id);
    const name = reader.stringOrUint();
    const method = this.#options.services.find(name);
    const args = this.#readArgs(reader, method);
    const timeoutMs = hasOptions ? readRequestOptions(reader).timeoutMs : undefined;
    if (method === undefined) this.#answers.error(id, this.#unknown(name));
    else if (this.#options.drain.here) this.#answers.error(id, draining(method));
    else if (args === undefined) this.#answers.thrown(id, method, this.#refusal);
    else if (this.#isFull()) this.#answers.error(id, this.#tooMany(method));
    else this.#run(id, method, args, timeoutMs);
  }

  /** Reads what follows the kind of a notification and runs its handler. */
  onNotification(reader: Reader, hasOptions: boolean): void {
    const name = reader.stringOrUint();
    const method = this.#options.services.find(name);
    const args = this.#readArgs(reader, method);
    if (hasOptions) readRequestOptions(reader);
    if (method === undefined) this.#answers.report(this.#unknown(name), String(name));
    else if (args === undefined) this.#answers.report(this.#refusal, method.path);
    else if (this.#isFull()) this.#answers.report(this.#tooMany(method), method.path);
    else this.#runNotification(method, args);
  }

  /** Reads what follows the kind of a cancel frame. */
  onCancel(reader: Reader): void {
    const id = reader.uint();
    if ((id & 1) !== this.#peerParity) {
      throw new WireError(`a cancel of call ${id}, which is not the other side's`);
    }
    const call = this.#unanswered[id >>> 1];
    // The answer may have crossed the cancel.
    if (call === undefined) return;
    const text = `${call.method.path}: cancelled by the caller`;
    this.#giveUp(call, failure('cancelled', text, { maybeExecuted: true }));
  }

  /** Aborts every handler that runs: nobody waits for it any more. */
  end(reason: Error): void {
    this.#ended = true;
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

  /** Reads the arguments; undefined, and `#refusal` says why, if they are wrong. Those of no method are skipped. */
  #readArgs(reader: Reader, method: ServedMethod | undefined): readonly unknown[] | undefined {
    const start = reader.position;
    if (method !== undefined) {
      try {
        return method.codec.decodeArgs(reader);
      } catch (error) {
        if (error instanceof WireError) throw error;
        this.#refusal = error;
      }
    }
    reader.position = start;
    skipValue(reader);
    return undefined;
  }

  #unknown(name: string | number): RpcError {
    const service = typeof name === 'string' ? name.slice(0, Math.max(0, name.lastIndexOf('/'))) : undefined;
    if (service !== undefined && !this.#options.services.hasService(service)) {
      return failure('unknown-service', `${name}: the other side serves no ${service}`);
    }
    return failure('unknown-method', `${name}: the other side has no such method`);
  }

  #isFull(): boolean {
    return this.#running.size >= this.#options.limits.maxConcurrentCalls;
  }

  #tooMany(method: ServedMethod): RpcError {
    const text = `${method.path}: the other side runs ${this.#running.size} calls already (limits.maxConcurrentCalls)`;
    return failure('too-many-calls', text, { maybeExecuted: false });
  }

  #run(id: number, method: ServedMethod, args: readonly unknown[], timeoutMs: number | undefined): void {
    const deadline = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
    const context = new Context(method.path, this.#options.session, deadline);
    let outcome: unknown;
    try {
      outcome = invoke(method, args, context);
      if (isThenable(outcome)) {
        this.#runLonger(Promise.resolve(outcome), { id, method, context, timer: undefined }, timeoutMs);
        return;
      }
    } catch (error) {
      this.#answers.thrown(id, method, error);
      return;
    }
    // The handler may have closed the session.
    if (!this.#ended) this.#answers.result(id, method, outcome);
  }

  #runLonger(outcome: Promise<unknown>, call: RunningCall, timeoutMs: number | undefined): void {
    this.#unanswered[call.id >>> 1] = call;
    this.#running.add(call);
    if (timeoutMs !== undefined) {
      call.timer = setTimeout(() => {
        const text = `${call.method.path}: did not finish within the ${timeoutMs} ms that the caller waits`;
        this.#giveUp(call, failure('deadline-exceeded', text, { maybeExecuted: true }));
      }, timeoutMs);
    }
    outcome.then(
      (result) => {
        if (this.#finish(call)) this.#answers.result(call.id, call.method, result);
        this.#options.drain.check();
      },
      (error: unknown) => {
        if (this.#finish(call)) this.#answers.thrown(call.id, call.method, error);
        else if (!(error instanceof RpcError)) this.#answers.report(error, call.method.path);
        this.#options.drain.check();
      },
    );
  }

  #runNotification(method: ServedMethod, args: readonly unknown[]): void {
    const context = new Context(method.path, this.#options.session, undefined);
    const call: RunningCall = { id: -1, method, context, timer: undefined };
    const finish = (): void => {
      this.#running.delete(call);
      this.#options.drain.check();
    };
    const fail = (error: unknown): void => {
      finish();
      this.#answers.report(error, method.path);
    };
    try {
      const outcome = invoke(method, args, context);
      if (!isThenable(outcome)) return;
      this.#running.add(call);
      Promise.resolve(outcome).then(finish, fail);
    } catch (error) {
      fail(error);
    }
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
    this.#answers.error(call.id, error);
    Context.abort(call.context, error);
  }
}

function invoke(method: ServedMethod, args: readonly unknown[], context: Context): unknown {
  const { handler, handlers, paramCount } = method;
  const all = args.slice(0, paramCount);
  while (all.length < paramCount) all.push(undefined);
  all.push(context);
  return handler.apply(handlers, all);
}

function draining(method: ServedMethod): RpcError {
  const text = `${method.path}: the other side takes no new calls, for it is about to end; the call was not executed`;
  return failure('draining', text, { maybeExecuted: false });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
