import { compactCodec, plainCodec } from '../codec/codec-of.js';
import type { MethodCodec } from '../codec/method-codec.js';
import { DeclaredErrors } from '../errors/declared-errors.js';
import { ONE_BYTE } from '../frames/bare-frame.js';
import type { MethodSpec } from '../service.js';
import type { Writer } from '../wire/writer.js';
import { STREAMS_OF_KIND } from './request-options.js';

/** The number of the method with that index of the service with that number. */
export function methodNumber(service: number, index: number): number {
  return service * METHODS_PER_SERVICE + index;
}

/** How far apart the numbers of two services' methods lie, and so how many methods a service has at most. */
export const METHODS_PER_SERVICE = 4096;

/** Which method of which reference. */
export interface ReferenceMember {
  readonly id: number;
  readonly index: number;
  /** Whether both sides have the very same contract. */
  readonly compact: boolean;
}

/** A method of the other side, as one session calls it. */
export class BoundMethod {
  /** `Service/method`. */
  readonly path: string;
  readonly spec: MethodSpec;
  /** `Streams` bits. */
  readonly streams: number;
  codec: MethodCodec;
  /** Its number in a bare request (bare-frame.ts); -1 if it has none that fits there, or takes more than bytes. */
  byte = -1;
  #errors: DeclaredErrors | undefined;
  #number = -1;
  #reference: ReferenceMember | undefined;

  constructor(path: string, spec: MethodSpec) {
    this.path = path;
    this.spec = spec;
    this.streams = STREAMS_OF_KIND[spec.kind];
    this.codec = plainCodec(path, spec);
  }

  /** A method of something that the other side has given a reference to. */
  static ofReference(path: string, spec: MethodSpec, reference: ReferenceMember): BoundMethod {
    const method = new BoundMethod(path, spec);
    method.#reference = reference;
    if (reference.compact) method.codec = compactCodec(path, spec);
    return method;
  }

  /** The errors that it declares; undefined when there are none. */
  get errors(): DeclaredErrors | undefined {
    const { throws } = this.spec;
    this.#errors ??= throws && new DeclaredErrors(this.path, throws());
    return this.#errors;
  }

  /** Calls the method by that number from now on: the other side has the very same contract. */
  agree(number: number): void {
    this.#number = number;
    this.codec = compactCodec(this.path, this.spec);
    if (number < ONE_BYTE && this.streams === 0 && !this.codec.args.mayRefer) this.byte = number;
  }

  /** Appends what names the method in a request. */
  write(writer: Writer): void {
    if (this.#number >= 0) writer.uint(this.#number);
    else if (this.#reference === undefined) writer.string(this.path);
    else writeMember(writer, this.#reference, this.spec.name);
  }
}

function writeMember(writer: Writer, { id, index, compact }: ReferenceMember, name: string): void {
  writer.arrayHeader(2);
  writer.uint(id);
  if (compact) writer.uint(index);
  else writer.string(name);
}
