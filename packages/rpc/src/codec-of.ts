import type { MethodCodec } from './method-codec.js';
import type { MethodSpec } from './service.js';
import { ValueCodec } from './value-codec.js';

/** The codec of a method: the one place where it is chosen, for callers and servers alike. */
export function codecOf(path: string, spec: MethodSpec): MethodCodec {
  return new ValueCodec(path, spec);
}
