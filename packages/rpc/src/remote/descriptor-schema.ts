import type * as zod from 'zod';
import { z } from '../codec/zod.js';
import { Descriptor } from './descriptor.js';

/** The schema at the place of a file descriptor. */
export function descriptor(): zod.ZodType<Descriptor> {
  return z.custom<Descriptor>((value) => value instanceof Descriptor, 'expected a Descriptor');
}
