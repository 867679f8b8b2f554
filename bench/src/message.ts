import { isDeepStrictEqual } from 'node:util';
import type { Message } from './echo.js';

/** The one message of all scenarios. */
export const message: Message = { name: 'hello world', a: 42, v: [1.5, 2.5, 3.5] };

/** Throws unless `answer` is the message again: a fast answer that is wrong is not fast. */
export function expectEcho(answer: Message): void {
  // A library may put fields of its own beside ours.
  const { name, a, v } = answer;
  if (isDeepStrictEqual({ name, a, v: [...v] }, message)) return;
  throw new Error(`The echo is not what was sent: ${JSON.stringify(answer)}`);
}
