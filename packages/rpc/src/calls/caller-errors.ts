import { describeUnsendable, unsendableArgument } from '../codec/unsendable.js';
import { failure } from '../failure.js';
import { RpcError } from '../rpc-error.js';
import type { Ending } from '../session/session-ending.js';
import { NotSendable } from '../wire/not-sendable.js';
import type { BoundMethod } from './bound-method.js';

// What a caller is told whose call fails on its own side. `path` is the method's.

/** The session has ended, or the other side drains if `ending` is undefined. */
export function notOpen(path: string, ending: Ending | undefined): RpcError {
  if (ending === undefined) {
    const text = `${path}: the other side is about to end and takes no new calls; the call was not executed`;
    return failure('draining', text, { maybeExecuted: false });
  }
  const text = `${path}: the session has ended: ${ending.message}; the call was not executed`;
  return failure('session-ended', text, { maybeExecuted: false, cause: ending.cause });
}

/** A handler that answers a call blocks on one which is answered by a handler that blocks, and so on. */
export function nestedTooDeep(path: string, depth: number): RpcError {
  const text = `${path}: blocking calls between the two sides nest ${depth} deep already`;
  return failure('cannot-block', text, { maybeExecuted: false });
}

/** Its caller gave it up before it began. */
export function cancelledBefore(path: string, cause: unknown): RpcError {
  const text = `${path}: cancelled by the caller before it was sent; the call was not executed`;
  return failure('cancelled', text, { maybeExecuted: false, cause });
}

/** The other side takes less than is sent. */
export function queueFull(path: string, queuedBytes: number): RpcError {
  const text = `${path}: ${queuedBytes} bytes wait for the other side to take them (limits.maxQueuedBytes)`;
  return failure('queue-full', text, { maybeExecuted: false });
}

export function tooManyPending(path: string, maxPendingCalls: number): RpcError {
  const text = `${path}: ${maxPendingCalls} calls wait for answers already (limits.maxPendingCalls)`;
  return failure('too-many-calls', text, { maybeExecuted: false });
}

/** Its deadline left no time to send it. */
export function tooLate(path: string): RpcError {
  return failure('deadline-exceeded', `${path}: its deadline passed before it was sent`, {
    maybeExecuted: false,
  });
}

/** Its request could not be encoded. */
export function unsentRequest(
  error: unknown,
  method: BoundMethod,
  args: readonly unknown[],
  maxDepth: number,
): unknown {
  if (error instanceof NotSendable) return unsendableArgument(method, args, maxDepth, error);
  if (!(error instanceof RpcError)) return error;
  return new RpcError(`${method.path}: ${error.message}`, { code: error.code, maybeExecuted: false });
}

/** Its stream failed: what its source threw, or what is wrong with the item. */
export function unsentItem(error: unknown, path: string, item: unknown, maxDepth: number): unknown {
  if (!(error instanceof NotSendable)) return error;
  const text = describeUnsendable(`${path}: item`, item, maxDepth, error);
  return failure('not-sendable', text, { cause: error, maybeExecuted: true });
}

/** The codec refused the result, or an item of the stream that is the result. */
export function badResult(path: string, cause: unknown): RpcError {
  if (cause instanceof RpcError) {
    return new RpcError(cause.message, { code: cause.code, maybeExecuted: true, cause: cause.cause });
  }
  return failure('invalid-result', `${path}: the result could not be checked`, {
    maybeExecuted: true,
    cause,
  });
}

/** No answer came until its deadline. */
export function expired(path: string, timeoutMs: number | undefined, maybeExecuted: boolean): RpcError {
  const text = `${path}: no answer within ${timeoutMs} ms; ${outcomeText(maybeExecuted)}`;
  return failure('deadline-exceeded', text, { maybeExecuted });
}

export function cancelled(path: string, cause: unknown, maybeExecuted: boolean): RpcError {
  const text = `${path}: cancelled by the caller; ${outcomeText(maybeExecuted)}`;
  return failure('cancelled', text, { maybeExecuted, cause });
}

/** The transport can not block until the answer comes. */
export function cannotBlock(path: string, cause: unknown, maybeExecuted: boolean): RpcError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return failure('cannot-block', `${path}: ${why}; ${outcomeText(maybeExecuted)}`, { maybeExecuted, cause });
}

/** The session ended before the answer came. */
export function endedBefore(
  path: string,
  { kind, message, cause }: Ending,
  maybeExecuted: boolean,
): RpcError {
  return failure(kind, `${path}: ${message}; ${outcomeText(maybeExecuted)}`, { maybeExecuted, cause });
}

function outcomeText(maybeExecuted: boolean): string {
  return maybeExecuted ? 'the call may have been executed' : 'the call was not executed';
}
