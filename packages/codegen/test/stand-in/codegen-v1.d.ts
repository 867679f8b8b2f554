/** The types of `@flipcall/rpc/codegen-v1`, so that generated code can be checked where the run time is not built. */
import type { z } from 'zod';

export interface CallContext {
  readonly signal: AbortSignal;
}
export interface CallOptions {
  readonly timeoutMs?: number;
}
export interface ClientOptions {
  readonly timeoutMs?: number;
}
export interface RpcSession {
  close(): void;
}
export interface Caller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Promise<Result>;
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
}
export interface BlockingCaller {
  call<Result>(method: number, args: readonly unknown[], options?: CallOptions): Result;
  notify(method: number, args: readonly unknown[], options?: CallOptions): void;
}
export interface MethodSpec {
  readonly name: string;
  readonly kind: 'unary' | 'oneway';
  readonly params: readonly string[];
  readonly args: () => z.ZodType<readonly unknown[]>;
  readonly result?: () => z.ZodType;
}
export interface ServiceDescriptor<Handlers> {
  readonly name: string;
  readonly contractHash: string;
  readonly methods: readonly MethodSpec[];
  readonly handlers?: Handlers;
}
export declare function defineService<Handlers>(
  service: Omit<ServiceDescriptor<Handlers>, 'handlers'>,
): ServiceDescriptor<Handlers>;
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
