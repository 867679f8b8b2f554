import type { BoundMethod } from './bound-method.js';
import { CallTable, type Role } from './call-table.js';
import { failure } from './failure.js';
import { CancelFrame } from './frame.js';
import type { Limits } from './limits.js';
import type { Outbox } from './outbox.js';
import { NotificationFrame, type PendingCall } from './pending-call.js';
import { fromRemoteError, readRemoteError } from './remote-error.js';
import { RpcError } from './rpc-error.js';
import type { Ending } from './session-ending.js';
import { unsendableArgument } from './unsendable.js';
import { NotSendable } from './wire/not-sendable.js';
import type { Reader } from './wire/reader.js';
import { skipValue } from './wire/skip-value.js';
import { WireError } from './wire/wire-error.js';

/** The calls that this side makes. */
export class OutgoingCalls {
  readonly #outbox: Outbox;
  readonly #limits: Limits;
  readonly #table: CallTable;
  #expecting: ((value: unknown) => void) | undefined;
  /** One function for all promises, so that a call makes no closure. */
  readonly #expect = (resolve: (value: unknown) => void): void => {
    this.#expecting = resolve;
  };

  constructor(role: Role, outbox: Outbox, limits: Limits) {
    this.#outbox = outbox;
    this.#limits = limits;
    this.#table = new CallTable(role, limits.maxPendingCalls);
  }

  /** Whether no answer is due. */
  get isIdle(): boolean {
    return this.#table.isEmpty;
  }

  /** Sends a request; the promise ends with the answer. Throws when nothing was sent. */
  start(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const call = this.#send(method, args, timeoutMs);
    const promise = new Promise<unknown>(this.#expect);
    call.resolve = this.#expecting;
    if (timeoutMs !== undefined) {
      call.timer = setTimeout(() => {
        const { resolve } = call;
        const makeError = this.expire(call);
        resolve?.(rejection(makeError));
      }, timeoutMs);
    }
    if (signal !== undefined) this.#heed(signal, call);
    this.#outbox.flush();
    return promise;
  }

  #heed(signal: AbortSignal, call: PendingCall): void {
    const onAbort = (): void => {
      const { method, resolve } = call;
      const maybeExecuted = this.#abandon(call);
      const text = `${method?.path}: cancelled by the caller; the call ${outcomeText(maybeExecuted)}`;
      const { reason: cause } = signal;
      resolve?.(rejection(() => failure('cancelled', text, { maybeExecuted, cause })));
    };
    signal.addEventListener('abort', onAbort);
    call.deafen = () => signal.removeEventListener('abort', onAbort);
  }

  /** Sends a request whose caller will block; `take` has the answer once its state is not `waiting` any more. */
  startBlocking(method: BoundMethod, args: readonly unknown[], timeoutMs: number | undefined): PendingCall {
    const call = this.#send(method, args, timeoutMs);
    // `block` sends what is in the outgoing datagram; a request that had no room there must get into one first.
    if (call.carrier !== undefined) this.#outbox.pump();
    return call;
  }

  /** Ends a blocking call that is answered: gives back the result or throws the error. */
  take(call: PendingCall): unknown {
    const { result, makeError } = call;
    this.#table.release(call);
    if (makeError !== undefined) throw makeError();
    return result;
  }

  notify(method: BoundMethod, args: readonly unknown[]): void {
    this.#checkQueue(method);
    try {
      this.#outbox.send(new NotificationFrame(method, args));
    } catch (error) {
      throw this.#explain(error, method, args);
    }
    this.#outbox.flush();
  }

  /** Gives a call up whose deadline has passed; gives back what makes its caller's error. */
  expire(call: PendingCall): () => RpcError {
    const { method, timeoutMs } = call;
    const maybeExecuted = this.#abandon(call);
    const text = `${method?.path}: no answer within ${timeoutMs} ms; the call ${outcomeText(maybeExecuted)}`;
    return () => failure('deadline-exceeded', text, { maybeExecuted });
  }

  /** Gives a blocking call up that can not block. */
  giveUp(call: PendingCall, cause: unknown): RpcError {
    const { method } = call;
    const maybeExecuted = this.#abandon(call);
    const why = cause instanceof Error ? cause.message : String(cause);
    return failure('cannot-block', `${method?.path}: ${why}; the call ${outcomeText(maybeExecuted)}`, {
      maybeExecuted,
      cause,
    });
  }

  /** Reads what follows the kind of a response, except for options. */
  onResponse(reader: Reader): void {
    const id = reader.uint();
    const call = this.#table.find(id);
    const method = call?.method;
    if (call === undefined || method === undefined)
      throw new WireError(`a response to call ${id}, which is not waiting`);
    if (call.state === 'abandoned') {
      skipValue(reader);
      skipValue(reader);
      this.#table.release(call);
    } else if (reader.nil()) this.#onResult(reader, call, method);
    else this.#onError(reader, call);
  }

  /** Ends every call that waits. */
  end(ending: Ending): void {
    for (const call of this.#table.waiting()) {
      const maybeExecuted = call.carrier === undefined || call.carrier.written;
      const path = call.method?.path ?? '';
      this.#fail(call, () =>
        failure(ending.kind, `${path}: ${ending.message}; the call ${outcomeText(maybeExecuted)}`, {
          maybeExecuted,
          cause: ending.cause,
        }),
      );
    }
  }

  #send(method: BoundMethod, args: readonly unknown[], timeoutMs: number | undefined): PendingCall {
    this.#checkQueue(method);
    if (timeoutMs === 0) {
      throw failure('deadline-exceeded', `${method.path}: its deadline passed before it was sent`, {
        maybeExecuted: false,
      });
    }
    const call = this.#table.take();
    if (call === undefined) {
      const text = `${method.path}: ${this.#limits.maxPendingCalls} calls wait for answers already (limits.maxPendingCalls)`;
      throw failure('too-many-calls', text, { maybeExecuted: false });
    }
    call.state = 'waiting';
    call.method = method;
    call.args = args;
    call.timeoutMs = timeoutMs;
    try {
      call.carrier = this.#outbox.send(call);
    } catch (error) {
      this.#table.release(call);
      throw this.#explain(error, method, args);
    }
    return call;
  }

  #checkQueue(method: BoundMethod): void {
    if (this.#outbox.queuedBytes < this.#limits.maxQueuedBytes) return;
    throw failure(
      'queue-full',
      `${method.path}: ${this.#outbox.queuedBytes} bytes wait for the other side to take them (limits.maxQueuedBytes)`,
      { maybeExecuted: false },
    );
  }

  #explain(error: unknown, method: BoundMethod, args: readonly unknown[]): unknown {
    if (error instanceof NotSendable) return unsendableArgument(method, args, this.#limits.maxDepth, error);
    if (!(error instanceof RpcError)) return error;
    return new RpcError(`${method.path}: ${error.message}`, { code: error.code, maybeExecuted: false });
  }

  #onResult(reader: Reader, call: PendingCall, method: BoundMethod): void {
    const start = reader.position;
    let result: unknown;
    try {
      result = method.codec.decodeResult(reader);
    } catch (error) {
      if (error instanceof WireError) throw error;
      reader.position = start;
      skipValue(reader);
      this.#fail(call, () => resultError(method, error));
      return;
    }
    if (call.resolve === undefined) {
      call.state = 'settled';
      call.result = result;
      return;
    }
    const { resolve } = call;
    this.#table.release(call);
    resolve(result);
  }

  #onError(reader: Reader, call: PendingCall): void {
    const remote = readRemoteError(reader);
    skipValue(reader);
    this.#fail(call, () => fromRemoteError(remote));
  }

  /** Gives a call up; says whether it may run on the other side. */
  #abandon(call: PendingCall): boolean {
    if (call.carrier !== undefined && this.#outbox.withdraw(call.carrier)) {
      this.#table.release(call);
      return false;
    }
    call.clear('abandoned');
    this.#outbox.send(new CancelFrame(call.id));
    this.#outbox.flush();
    return true;
  }

  #fail(call: PendingCall, makeError: () => RpcError): void {
    if (call.resolve === undefined) {
      call.state = 'settled';
      call.makeError = makeError;
      return;
    }
    const { resolve } = call;
    this.#table.release(call);
    resolve(rejection(makeError));
  }
}

/** The error for a result that its codec refused, made where it is thrown. */
function resultError(method: BoundMethod, cause: unknown): RpcError {
  if (cause instanceof RpcError) {
    return new RpcError(cause.message, { code: cause.code, maybeExecuted: true, cause: cause.cause });
  }
  return failure('invalid-result', `${method.path}: the result could not be checked`, {
    maybeExecuted: true,
    cause,
  });
}

function outcomeText(maybeExecuted: boolean): string {
  return maybeExecuted ? 'may have been executed' : 'was not executed';
}

/**
 * A promise that fails with an error which is made only after whoever awaits the call has been linked to it, so that V8 finds the
 * awaiting functions and the error's stack shows who called.
 */
function rejection(makeError: () => RpcError): Promise<never> {
  return Promise.resolve()
    .then(() => undefined)
    .then(() => {
      throw makeError();
    });
}
