import type { CallContext } from '../call-context.js';
import type { Metadata } from '../metadata.js';
import type { MethodKind, MethodSpec } from '../service.js';
import type { StreamSource } from '../stream/stream-sender.js';

/** A call on its way to the other side, or to the handler. Hand on a copy with what is to be different. */
export interface InterceptedCall {
  readonly side: 'client' | 'server';
  /** `Service/method`; of a live object `Type.method`, of a function its name. */
  readonly path: string;
  readonly kind: MethodKind;
  /** Whether the contract says that the call may be repeated. */
  readonly idempotent: boolean;
  /** The arguments without the stream: validated on the server's side, as the caller gave them on the client's. */
  readonly args: readonly unknown[];
  /** The caller's stream, if it has one. */
  readonly upload: StreamSource | undefined;
  readonly metadata: Metadata;
  /** On the client's side: how long the call may take, in milliseconds. */
  readonly timeoutMs: number | undefined;
  /** Aborted when nobody waits for the answer any more; on the client's side only if the caller gave one. */
  readonly signal: AbortSignal | undefined;
  /** On the server's side: what the handler is told. */
  readonly context: CallContext | undefined;
}

/** An answer on its way back. Hand on a copy with what is to be different. */
export interface InterceptedAnswer {
  /** What the method returned, unless that is a stream. */
  readonly result?: unknown;
  /** The stream that the method returned: read once, by whoever is further out. */
  readonly items?: AsyncIterable<unknown> | Iterable<unknown> | undefined;
  /** What came before the answer. On a stream's way it fills when the first item has come. */
  readonly headers: Metadata;
  /** What came after the answer. On a stream's way it fills when the last item has come. */
  readonly trailers: Metadata;
}

/** Goes on with a call: to the next interceptor, or to where it is carried out. Rejects with what the call fails with. */
export type Next = (call: InterceptedCall) => Promise<InterceptedAnswer>;

/**
 * Stands around calls: is given what goes on with them, and gives what goes on with it. The first one of a list stands outermost. A call
 * that it does not hand on is not made; one that it hands on twice is made twice.
 *
 * @example
 * const timing: Interceptor = (next) => async (call) => {
 *   const started = performance.now();
 *   try {
 *     return await next(call);
 *   } finally {
 *     console.log(call.path, performance.now() - started);
 *   }
 * };
 */
export type Interceptor = (next: Next) => Next;

/** All of them around what carries the call out. */
export function chain(interceptors: readonly Interceptor[], innermost: Next): Next {
  return interceptors.reduceRight((next, interceptor) => interceptor(next), innermost);
}

/** What an interceptor learns about a method. */
export function describeMethod(
  path: string,
  { kind, idempotent }: MethodSpec,
): Pick<InterceptedCall, 'path' | 'kind' | 'idempotent'> {
  return { path, kind, idempotent: idempotent === true };
}
