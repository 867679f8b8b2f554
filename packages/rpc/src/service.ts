import type { z } from 'zod';

/** One method of a service, as generated code describes it. */
export interface MethodSpec {
  readonly name: string;
  /** `oneway` is a notification: no answer, not even an error, comes back. */
  readonly kind: 'unary' | 'oneway';
  /** The parameters' names, in order, for error messages; its length is how many arguments a handler gets. */
  readonly params: readonly string[];
  /** Builds the schema of the arguments, a tuple. Called at most once, when the method is first used. */
  readonly args: () => z.ZodType<readonly unknown[]>;
  /** Builds the schema of the result; absent when the method returns nothing. */
  readonly result?: () => z.ZodType;
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
