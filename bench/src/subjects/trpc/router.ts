import { initTRPC } from '@trpc/server';
import { message } from '../../message.js';
import { Count, Message } from '../echo-schemas.js';

const t = initTRPC.create();

export const router = t.router({
  echo: t.procedure
    .input(Message)
    .output(Message)
    .query(({ input }) => input),
  items: t.procedure.input(Count).query(async function* ({ input }) {
    for (let i = 0; i < input; i += 1) yield message;
  }),
});
export type Router = typeof router;
