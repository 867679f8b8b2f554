import * as z from 'zod';

/** What servers check that get whatever a client sends. */
export const Message = z.object({ name: z.string(), a: z.number(), v: z.array(z.number()) });
export const Bytes = z.instanceof(Uint8Array);
export const Count = z.int().nonnegative();
