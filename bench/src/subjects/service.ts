import { startPeer, temporarySocket } from '../peer-process.js';
import type { Connection, Echo, Items, Opened, Service, Sink, Subject } from '../scenario.js';
import { openSessions } from '../sessions.js';

/** What a connection of a subject can do besides echoing. */
type Ability = 'items' | 'take';

/**
 * A subject in which a server listens and clients connect: `NAME/server.js` is started with a path for its socket and with
 * the settings, and says where it listens if that is elsewhere; `NAME/client.js` is a `ClientModule`.
 */
export function serviceSubject(
  { name, ...subject }: Pick<Subject, 'name' | 'about' | 'spins'>,
  abilities: readonly Ability[],
): Subject & { readonly service: Service } {
  const service: Service = {
    client: new URL(`./${name}/client.js`, import.meta.url),
    async serve({ spinMicroseconds }) {
      const { path, remove } = temporarySocket();
      const options = spinMicroseconds === undefined ? [] : [String(spinMicroseconds)];
      const peer = await startPeer(`${name}/server.js`, [path, ...options]);
      return {
        pid: peer.pid,
        address: peer.address ?? path,
        async stop() {
          await peer.stop();
          remove();
        },
      };
    },
  };
  return { name, ...subject, service, ...openers(() => openOne(service), abilities) };
}

/** A connection together with its server. */
type OpenConnection = Omit<Connection, 'close'> & Opened;

/** How a subject whose `open` gives a connection takes part in the scenarios of its abilities. */
export function openers(
  open: () => Promise<OpenConnection>,
  abilities: readonly Ability[],
): Pick<Subject, 'openEcho' | 'openItems' | 'openSink'> {
  // The casts: `abilities` lists what the connection has.
  return {
    openEcho: open satisfies () => Promise<Echo>,
    ...(abilities.includes('items') ? { openItems: open as () => Promise<Items> } : {}),
    ...(abilities.includes('take') ? { openSink: open as () => Promise<Sink> } : {}),
  };
}

async function openOne(service: Service): Promise<OpenConnection> {
  const { connections, peerPids, close } = await openSessions(service, 1);
  const [connection] = connections;
  if (connection === undefined) throw new RangeError('no session was opened');
  const { items, take } = connection;
  return {
    peerPids,
    close,
    echo: (message) => connection.echo(message),
    ...(items ? { items } : {}),
    ...(take ? { take } : {}),
  };
}
