import * as z from 'zod';
import { Descriptor } from './descriptor.js';

/** The schema at the place of a file descriptor. */
export function descriptor(): z.ZodType<Descriptor> {
  return z.custom<Descriptor>((value) => value instanceof Descriptor, 'expected a Descriptor');
}
