import type { CallOptions, ClientOptions } from './call-options.js';
import type { RpcSession } from './rpc-session.js';
import type { ServiceDescriptor } from './service.js';

/** What the generated promise clients are made of. */
export interface Caller {
  /** Calls the method of that index; the promise ends with its validated result or an `RpcError`. */
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Promise<Result>;
  /** Sends a notification; throws an `RpcError` if it cannot be sent. */
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
}

/** What the generated blocking clients are made of: the same, holding up the calling thread. */
export interface BlockingCaller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Result;
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
}

export declare function openCaller<Handlers>(
  session: RpcSession,
  service: ServiceDescriptor<Handlers>,
  options?: ClientOptions,
): Caller;

export declare function openBlockingCaller<Handlers>(
  session: RpcSession,
  service: ServiceDescriptor<Handlers>,
  options?: ClientOptions,
): BlockingCaller;
