import { connect as connectSession } from '@flipcall/rpc';
import { createEchoClient } from '../../gen/echo.flipcall.js';
import type { Connection, Settings } from '../../scenario.js';
import { limits } from './limits.js';

export async function connect(path: string, settings: Settings = {}): Promise<Connection> {
  const session = await connectSession({ path, limits, ...settings });
  const client = createEchoClient(session);
  return {
    echo: (message) => client.echo(message),
    items: (count) => client.items(count),
    take: (bytes) => client.take(bytes),
    close: () => session.close(),
  };
}
