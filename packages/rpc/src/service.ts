import type { z } from 'zod';
import type { CompactCodec } from './compact/compact-codec.js';

/**
 * How a method is called. `oneway` is a notification: no answer, not even an error, comes back. `clientStream` has one of its
 * parameters travel as a stream, `serverStream` its result, `bidiStream` both.
 */
export type MethodKind = 'unary' | 'oneway' | 'serverStream' | 'clientStream' | 'bidiStream';

/** One method of a service, as generated code describes it. Schemas are built at most once, when they are first used. */
export interface MethodSpec {
  readonly name: string;
  readonly kind: MethodKind;
  /** The names of the arguments that travel with the request, in order: all but the upload. */
  readonly params: readonly string[];
  /** The schema of those arguments, a tuple. */
  readonly args: () => z.ZodType<readonly unknown[]>;
  /** The schema of the result, for kinds that have one; absent when the method returns nothing. */
  readonly result?: () => z.ZodType;
  /** The schema of one item of the stream that the method returns. */
  readonly item?: () => z.ZodType;
  /** The stream that the method takes. */
  readonly upload?: UploadSpec;
  /** How its values travel between sides that agree on the contract; without it, they say themselves what they are. */
  readonly compact?: CompactCodec;
  /** Whether a call that may have run can be made again without harm. */
  readonly idempotent?: true;
  /** Of functions and live objects: whether the last of `params` takes all further arguments, which travel as one array. */
  readonly rest?: true;
  /**
   * Of functions and live objects: what follows the arguments is the call's own, an `AbortSignal` or options. It is not sent; the
   * function gets one for the call as it arrives.
   */
  readonly own?: 'signal' | 'options';
  /** The errors that the method's callers are told about by type. */
  readonly throws?: () => readonly ErrorSpec[];
}

/** The parameter of a method that is a stream. */
export interface UploadSpec {
  /** Its index among all parameters: where the handler gets it. */
  readonly param: number;
  /** The schema of one item. */
  readonly item: () => z.ZodType;
}

/** An error that crosses with its type: thrown by a handler, it arrives at the caller as the same class, with the same fields. */
export interface ErrorSpec {
  readonly name: string;
  /** The schema of its own fields, beside its message. */
  readonly fields: () => z.ZodType<object>;
  /** Its class; absent for a shape, which an error has whose `name` is the spec's. */
  readonly type?: abstract new (
    ...args: never
  ) => Error;
}

/** What can be called on a live object, or on a function, that crosses as a reference. */
export interface RemoteSpec {
  readonly name: string;
  /** A function has one method, itself. */
  readonly kind: 'function' | 'object';
  /** Equal for specs that were generated in several places from the same type; one that has none is only equal to itself. */
  readonly contractHash?: string;
  readonly methods: () => readonly MethodSpec[];
}

/** A service: its name, its methods, and a hash of the whole contract. `Handlers` is what a server implements. */
export interface ServiceDescriptor<Handlers> {
  readonly name: string;
  /** Equal on both sides exactly when both were generated from the same contract. */
  readonly contractHash: string;
  /** In the contract's order; a method's index is its number on the wire when both sides agree on the hash. */
  readonly methods: readonly MethodSpec[];
  /** Never set: it ties the descriptor to its handlers' type. */
  readonly handlers?: Handlers;
}

/** Declares a service; generated code calls this once per service. */
export function defineService<Handlers>(
  service: Omit<ServiceDescriptor<Handlers>, 'handlers'>,
): ServiceDescriptor<Handlers> {
  return service;
}

/** Declares what crosses as a reference; generated code calls this once per callback type and `@remote` interface. */
export function defineRemote(spec: RemoteSpec): RemoteSpec {
  return spec;
}

/** Whether two specs say the same, so that what was sent by one may come home by the other. */
export function isSameRemote(one: RemoteSpec, other: RemoteSpec): boolean {
  return one === other || (one.contractHash !== undefined && one.contractHash === other.contractHash);
}
