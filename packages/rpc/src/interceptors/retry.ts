import { setTimeout as delay } from 'node:timers/promises';
import { Code } from '../code.js';
import { failure } from '../failure.js';
import { RpcError } from '../rpc-error.js';
import type { InterceptedAnswer, InterceptedCall, Interceptor, Next } from './interceptor.js';

export interface RetryOptions {
  /** How often the call is made at the most. Default: 4. */
  readonly attempts?: number;
  /** How long to wait before the second attempt, in milliseconds. Default: 10. */
  readonly firstBackoffMs?: number;
  /** How long to wait at the most. Default: 1,000. */
  readonly mostBackoffMs?: number;
  /** How many times longer each wait is than the one before. Default: 2. */
  readonly factor?: number;
  /** What part of a wait is left to chance, from 0 to 1, so that callers that failed together do not come back together. Default: 0.5. */
  readonly jitter?: number;
  /** The codes that are worth another attempt. Default: `Unavailable`. */
  readonly codes?: readonly Code[];
}

/**
 * Makes calls again that failed for a passing reason: those of methods that are marked `@idempotent`, and those that certainly were
 * not executed. A stream is begun again only before its first item has come, and a call that sends a stream is not repeated. The
 * call's time-out holds for all attempts together.
 *
 * @throws RangeError for options that are none.
 */
export function retry(options: RetryOptions = {}): Interceptor {
  const { attempts = 4, firstBackoffMs = 10, mostBackoffMs = 1000, factor = 2, jitter = 0.5 } = options;
  const { codes = [Code.Unavailable] } = options;
  if (!(attempts >= 1)) throw new RangeError(`attempts must be 1 at least, not ${attempts}`);
  if (!(jitter >= 0 && jitter <= 1)) throw new RangeError(`jitter must be from 0 to 1, not ${jitter}`);

  const isWorthIt = (call: InterceptedCall, error: unknown): boolean =>
    error instanceof RpcError &&
    codes.includes(error.code) &&
    call.upload === undefined &&
    (call.idempotent || error.maybeExecuted === false);

  const backoff = (attempt: number): number => {
    const longest = Math.min(mostBackoffMs, firstBackoffMs * factor ** (attempt - 1));
    return longest * (1 - jitter * Math.random());
  };

  return (next) => async (call) => {
    const deadline = call.timeoutMs === undefined ? undefined : performance.now() + call.timeoutMs;
    for (let attempt = 1; ; attempt++) {
      try {
        return await begin(next, withTimeLeft(call, deadline));
      } catch (error) {
        if (attempt >= attempts || !isWorthIt(call, error)) throw error;
        const waitMs = backoff(attempt);
        // Waiting beyond the deadline helps nobody.
        if (deadline !== undefined && performance.now() + waitMs >= deadline) throw error;
        await pause(waitMs, call, error);
      }
    }
  };
}

/** Makes the call; one that is answered by a stream until the first item is there, for only until then it may be begun again. */
async function begin(next: Next, call: InterceptedCall): Promise<InterceptedAnswer> {
  const answer = await next(call);
  if (answer.items === undefined || !(Symbol.asyncIterator in answer.items)) return answer;
  const iterator = answer.items[Symbol.asyncIterator]();
  const first = await iterator.next();
  return { ...answer, items: resumed(first, iterator) };
}

async function* resumed(
  first: IteratorResult<unknown>,
  iterator: AsyncIterator<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  if (first.done === true) return;
  try {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    await iterator.return?.();
  }
}

function withTimeLeft(call: InterceptedCall, deadline: number | undefined): InterceptedCall {
  if (deadline === undefined) return call;
  return { ...call, timeoutMs: Math.max(0, deadline - performance.now()) };
}

async function pause(waitMs: number, { signal, path }: InterceptedCall, cause: unknown): Promise<void> {
  try {
    await delay(waitMs, undefined, signal === undefined ? {} : { signal });
  } catch {
    const text = `${path}: cancelled by the caller while it waited to try again`;
    throw failure('cancelled', text, { maybeExecuted: true, cause });
  }
}
