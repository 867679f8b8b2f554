import type { MethodSpec } from '../service.js';
import type { MethodCodec } from './method-codec.js';
import { ValueCodec } from './value-codec.js';

/** The codec of a method for peers that need not have the same contract: its values say themselves what they are. */
export function plainCodec(path: string, spec: MethodSpec): MethodCodec {
  return new ValueCodec(path, spec);
}

/** The codec of a method for peers that have the very same contract. */
export function compactCodec(path: string, spec: MethodSpec): MethodCodec {
  return new ValueCodec(path, spec, spec.compact);
}
