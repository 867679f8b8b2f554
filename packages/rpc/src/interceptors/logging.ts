import { codeName } from '../code.js';
import { RpcError } from '../rpc-error.js';
import type { InterceptedCall, Interceptor } from './interceptor.js';
import { watchItems } from './watch-items.js';

/** What there is to say about a call that has ended. */
export interface CallLog {
  readonly side: 'client' | 'server';
  /** `Service/method`. */
  readonly path: string;
  readonly kind: InterceptedCall['kind'];
  /** From when the call came by until its answer did; for a stream until its end. Milliseconds. */
  readonly durationMs: number;
  /** `OK`, or the name of the error's code. */
  readonly code: string;
  /** How many items the answer had, if it is a stream. */
  readonly items?: number;
  readonly error?: unknown;
}

/**
 * Tells about each call when it has ended.
 *
 * @param log Gets what there is to say. Default: one line on the standard error stream.
 */
export function logging(log: (entry: CallLog) => void = logLine): Interceptor {
  return (next) => async (call) => {
    const { side, path, kind } = call;
    const started = performance.now();
    const ended = (error: unknown, items?: number): void => {
      log({
        side,
        path,
        kind,
        durationMs: performance.now() - started,
        code: codeOf(error),
        ...(items === undefined ? {} : { items }),
        ...(error === undefined ? {} : { error }),
      });
    };
    try {
      const answer = await next(call);
      if (answer.items === undefined) {
        ended(undefined);
        return answer;
      }
      return { ...answer, items: watchItems(answer.items, ({ items, error }) => ended(error, items)) };
    } catch (error) {
      ended(error);
      throw error;
    }
  };
}

function codeOf(error: unknown): string {
  if (error === undefined) return 'OK';
  return error instanceof RpcError ? codeName(error.code) : 'Internal';
}

function logLine({ side, path, durationMs, code, items, error }: CallLog): void {
  const count = items === undefined ? '' : `, ${items} items`;
  const text = error instanceof Error ? `: ${error.message}` : '';
  process.stderr.write(`${side} ${path} ${code} ${durationMs.toFixed(2)} ms${count}${text}\n`);
}
