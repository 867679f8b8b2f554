import * as z from 'zod';
import { Bytes, Message } from '../echo-schemas.js';

/** A call as a message; the same over `process.send` and `postMessage`. */
export const Request = z.discriminatedUnion('method', [
  z.object({ id: z.number(), method: z.literal('echo'), argument: Message }),
  z.object({ id: z.number(), method: z.literal('take'), argument: Bytes }),
]);

export interface Response {
  readonly id: number;
  readonly error: string | null;
  readonly result: unknown;
}

/** What a server answers to a message that should be a request. */
export function answer(value: unknown): Response {
  const request = Request.parse(value);
  const result = request.method === 'echo' ? request.argument : request.argument.length;
  return { id: request.id, error: null, result };
}
