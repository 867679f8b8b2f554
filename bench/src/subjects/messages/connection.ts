import type { Message } from '../../echo.js';
import type { Connection } from '../../scenario.js';
import { PendingCalls } from '../pending-calls.js';
import type { Response } from './requests.js';

/** Calls over anything that carries messages; `receive` is to be given every one that arrives. */
export function messageConnection(send: (message: object) => void): {
  readonly connection: Required<Pick<Connection, 'echo' | 'take'>>;
  receive(message: unknown): void;
} {
  const calls = new PendingCalls();
  const call = (method: string, argument: unknown) => calls.start((id) => send({ id, method, argument }));
  return {
    connection: {
      // The casts are what typing by hand comes to: such a client believes its server.
      echo: (message) => call('echo', message) as Promise<Message>,
      take: (bytes) => call('take', bytes) as Promise<number>,
    },
    receive(message) {
      const { id, error, result } = message as Response;
      calls.settle(id, error, result);
    },
  };
}
