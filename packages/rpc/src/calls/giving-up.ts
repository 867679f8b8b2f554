import type { CallOptions } from '../call-options.js';
import { cancelFrame } from '../frames/frame.js';
import type { Outbox } from '../frames/outbox.js';
import type { RpcError } from '../rpc-error.js';
import type { CallTable } from './call-table.js';
import { cancelled, cannotBlock, expired } from './caller-errors.js';
import type { PendingCall } from './pending-call.js';
import { rejection } from './rejection.js';

/** How calls of ours are given up before their answers come: at their deadlines, and when their callers want them no more. */
export class GivingUp {
  readonly #table: CallTable;
  readonly #outbox: Outbox;

  constructor(table: CallTable, outbox: Outbox) {
    this.#table = table;
    this.#outbox = outbox;
  }

  /** Gives a call up; says whether it may run on the other side. */
  abandon(call: PendingCall): boolean {
    const { upload } = call;
    if (upload === undefined && call.carrier !== undefined && this.#outbox.withdraw(call.carrier)) {
      this.#table.release(call);
      return false;
    }
    upload?.stop();
    call.clear('abandoned');
    call.carrier = this.#outbox.send(cancelFrame(call.id), upload?.carrier ?? call.carrier);
    this.#outbox.flush();
    return true;
  }

  /** Gives a call up, and tells its caller why. */
  abandonWith(call: PendingCall, why: (maybeExecuted: boolean) => unknown): void {
    const { resolve, download, blocked } = call;
    const maybeExecuted = this.abandon(call);
    const makeError = (): unknown => why(maybeExecuted);
    download?.discard(makeError);
    resolve?.(rejection(makeError));
    // A blocked caller has no promise.
    if (blocked !== undefined) blocked.makeError = makeError;
  }

  /** Gives a call up whose deadline has passed; gives back what makes its caller's error. */
  expire(call: PendingCall): () => RpcError {
    const { path, timeoutMs } = call;
    const maybeExecuted = this.abandon(call);
    return () => expired(path, timeoutMs, maybeExecuted);
  }

  /** Gives a blocking call up that can not block; gives back its caller's error. */
  refuseToBlock(call: PendingCall, cause: unknown): RpcError {
    const { path } = call;
    return cannotBlock(path, cause, this.abandon(call));
  }

  /** Gives the call up, and tells its caller, when that time has passed. */
  setTimer(call: PendingCall, timeoutMs: number): void {
    call.timer = setTimeout(() => {
      const { resolve, download } = call;
      const makeError = this.expire(call);
      download?.discard(makeError);
      resolve?.(rejection(makeError));
    }, timeoutMs);
  }

  /** Gives the call up when its caller's signal aborts, or that of the call which its caller answers. */
  heed({ signal, context }: CallOptions, call: PendingCall): void {
    const signals = [signal, context?.signal].filter((each) => each !== undefined);
    if (signals.length === 0) return;
    const onAbort = (event: Event): void => {
      const { reason } = event.target as AbortSignal; // signals alone dispatch it
      const { path } = call;
      this.abandonWith(call, (maybeExecuted) => cancelled(path, reason, maybeExecuted));
    };
    for (const each of signals) each.addEventListener('abort', onAbort);
    call.deafen = () => {
      for (const each of signals) each.removeEventListener('abort', onAbort);
    };
  }
}
