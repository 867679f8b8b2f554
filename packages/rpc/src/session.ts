import type { CallOptions } from './call-options.js';
import type { BoundMethod } from './calls/bound-method.js';
import type { CallRequest } from './calls/call-request.js';
import type { ServiceDescriptor } from './service.js';
import type { StreamSource } from './stream/stream-sender.js';
import type { PeerIdentity } from './transport.js';

/** What clients need of a session. `RpcSession` is the one that there is. */
export interface Session {
  /** The process on the other side, as the kernel told it; undefined over a transport within one process. */
  readonly peer: PeerIdentity | undefined;
  /** Settles, never fails, when the session has ended: with the reason, or undefined when either side closed it. */
  readonly closed: Promise<Error | undefined>;
  /** Ends the session; calls that wait fail with `Code.Cancelled`. Does nothing the second time. */
  close(): void;

  /** For generated clients: the service's methods as this session knows them, by index. */
  bind(service: ServiceDescriptor<unknown>): readonly BoundMethod[];
  /** For generated clients: calls, and settles with the validated result or an `RpcError`. */
  call(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: StreamSource | undefined,
  ): Promise<unknown>;
  /** For generated clients: calls, and blocks the thread until the validated result or an `RpcError` is there. */
  callBlocking(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: Iterable<unknown> | undefined,
  ): unknown;
  /** For generated clients: calls, and gives back the items of the answer as they come. */
  stream(request: CallRequest): AsyncIterator<unknown>;
  /** For generated clients: calls, and gives back the items of the answer, blocking the thread for each. */
  streamBlocking(request: CallRequest): Iterator<unknown>;
  /** For generated clients: sends a notification. */
  notify(method: BoundMethod, args: readonly unknown[], options: CallOptions | undefined): void;
}
