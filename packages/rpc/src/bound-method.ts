import type { MethodCodec } from './method-codec.js';

/** The number of the method with that index of the service with that number. */
export function methodNumber(service: number, index: number): number {
  return service * METHODS_PER_SERVICE + index;
}

/** How far apart the numbers of two services' methods lie, and so how many methods a service has at most. */
export const METHODS_PER_SERVICE = 4096;

/** A method as one session calls it. */
export interface BoundMethod {
  /** The name on the wire, `Service/method`. */
  readonly path: string;
  /** The parameters' names, for error messages. */
  readonly params: readonly string[];
  readonly codec: MethodCodec;
  /** The number on the wire, or -1 while the other side is not known to have the same contract. */
  number: number;
}
