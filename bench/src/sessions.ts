import type { ClientModule, Connection, Opened, Served, Service, Settings } from './scenario.js';

/** A server and its clients, all of which live in this process. */
export interface Sessions extends Opened {
  readonly served: Served;
  readonly connections: Connection[];
  /** Opens one more. Who wants it closed adds it to `connections`. */
  connect(): Promise<Connection>;
}

/** Starts the server and connects `count` times. */
export async function openSessions(
  service: Service,
  count: number,
  settings: Settings = {},
): Promise<Sessions> {
  // What `Service.client` promises of the module is what that module declares.
  const module: ClientModule = await import(service.client.href);
  const served = await service.serve(settings);
  const connect = () => module.connect(served.address, settings);
  const connections: Connection[] = [];
  while (connections.length < count) connections.push(await connect());
  return {
    served,
    connections,
    connect,
    peerPids: [served.pid],
    async close() {
      for (const connection of connections) await connection.close();
      await served.stop();
    },
  };
}
