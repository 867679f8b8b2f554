import type { CallContext } from '../call-context.js';
import { type Caller, openCaller } from '../client.js';
import { z } from '../codec/zod.js';
import type { Descriptor } from '../remote/descriptor.js';
import { descriptor } from '../remote/descriptor-schema.js';
import { defineService, type ServiceDescriptor } from '../service.js';
import type { Session } from '../session.js';

/** What a worker serves to the process that spreads sessions over it, written as generated code would be. */
export interface SpreadHandlers {
  /** Opens a session on a connected socket; returns a number for it at once. */
  take(socket: Descriptor, context: CallContext): number;
  /** Ends when the session with that number is over, or was never opened: then it says why. */
  whenOver(session: number, context: CallContext): Promise<string | undefined>;
  /** Drains the server; ends when that has ended. */
  drain(timeoutMs: number, context: CallContext): Promise<void>;
}

export const SpreadWorker: ServiceDescriptor<SpreadHandlers> = defineService<SpreadHandlers>({
  name: 'flipcall.SpreadWorker',
  contractHash: 'spread-worker-1',
  methods: [
    {
      name: 'take',
      kind: 'unary',
      params: ['socket'],
      args: () => z.tuple([descriptor()]),
      result: () => z.number().int(),
    },
    {
      name: 'whenOver',
      kind: 'unary',
      params: ['session'],
      args: () => z.tuple([z.number().int()]),
      result: () => z.string().optional(),
    },
    { name: 'drain', kind: 'unary', params: ['timeoutMs'], args: () => z.tuple([z.number()]) },
  ],
});

/** The same from the other side. */
export class SpreadClient {
  readonly #caller: Caller;

  constructor(session: Session) {
    this.#caller = openCaller(session, SpreadWorker);
  }

  take(socket: Descriptor): Promise<number> {
    return this.#caller.call(0, [socket]);
  }

  whenOver(session: number): Promise<string | undefined> {
    return this.#caller.call(1, [session]);
  }

  drain(timeoutMs: number): Promise<void> {
    return this.#caller.call(2, [timeoutMs]);
  }
}
