import { compactCodec, plainCodec } from './codec-of.js';
import type { MethodCodec } from './method-codec.js';
import type { MethodSpec } from './service.js';
import type { Writer } from './wire/writer.js';

/** The number of the method with that index of the service with that number. */
export function methodNumber(service: number, index: number): number {
  return service * METHODS_PER_SERVICE + index;
}

/** How far apart the numbers of two services' methods lie, and so how many methods a service has at most. */
export const METHODS_PER_SERVICE = 4096;

/** A method of the other side, as one session calls it. */
export class BoundMethod {
  /** `Service/method`. */
  readonly path: string;
  readonly spec: MethodSpec;
  codec: MethodCodec;
  #number = -1;

  constructor(path: string, spec: MethodSpec) {
    this.path = path;
    this.spec = spec;
    this.codec = plainCodec(path, spec);
  }

  /** Calls the method by that number from now on: the other side has the very same contract. */
  agree(number: number): void {
    this.#number = number;
    this.codec = compactCodec(this.path, this.spec);
  }

  /** Appends what names the method in a request. */
  write(writer: Writer): void {
    if (this.#number >= 0) writer.uint(this.#number);
    else writer.string(this.path);
  }
}
