import { createTRPCClient, httpBatchLink, httpBatchStreamLink } from '@trpc/client';
import type { Message } from '../../echo.js';
import type { Connection } from '../../scenario.js';
import type { Router } from './router.js';

export async function connect(url: string): Promise<Connection> {
  const client = createTRPCClient<Router>({ links: [httpBatchLink({ url })] });
  const streaming = createTRPCClient<Router>({ links: [httpBatchStreamLink({ url })] });
  return {
    echo: (message) => client.echo.query(message),
    async *items(count): AsyncIterable<Message> {
      yield* await streaming.items.query(count);
    },
    // `fetch` lets its idle connections go by itself.
    close: () => {},
  };
}
