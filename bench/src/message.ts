import type { Message } from './echo.js';

/** The one message of the unary scenarios. */
export const message: Message = { name: 'hello world', a: 42, v: [1.5, 2.5, 3.5] };

/** Throws unless `answer` is the message again: a fast answer that is wrong is not fast. */
export function expectEcho(answer: Message): void {
  if (JSON.stringify(answer) !== JSON.stringify(message)) {
    throw new Error(`The echo is not what was sent: ${JSON.stringify(answer)}`);
  }
}
