/**
 * For tests without processes: two ends in one thread that behave as shared memory does, a fake for either side.
 */
import { MemoryTransport, type MemoryTransportOptions } from './memory-transport.js';
import { RpcSession, type RpcSessionOptions } from './rpc-session.js';
import { Server } from './server.js';

export { MemoryTransport, type MemoryTransportOptions } from './memory-transport.js';
export { type FakeContextOptions, fakeContext } from './testing-kit/fake-context.js';
export { type FakeCall, FakePeer } from './testing-kit/fake-peer.js';

type SessionOptions = Omit<RpcSessionOptions, 'role'>;

/** How to make a pair of sessions for a test. */
export interface MemoryPairOptions extends MemoryTransportOptions {
  /** What the client side is made with: `services` if it is called back. */
  readonly client?: SessionOptions;
  /** What the server side is made with; or the server that accepts the session. */
  readonly server?: SessionOptions | Server;
}

/** Two sessions that are connected to each other in memory. Disposing of it closes both. */
export interface MemoryPair extends Disposable {
  readonly client: RpcSession;
  readonly server: RpcSession;
}

/**
 * A client's and a server's session, connected in memory.
 *
 * @example
 * using pair = memoryPair({ server: new Server().add(Greeter, handlers) });
 * expect(await createGreeterClient(pair.client).hello('world')).toBe('Hello, world!');
 */
export function memoryPair(options: MemoryPairOptions = {}): MemoryPair {
  const [left, right] = MemoryTransport.pair(options);
  const client = new RpcSession(left, { ...options.client, role: 'connecting' });
  const server =
    options.server instanceof Server
      ? options.server.accept(right)
      : new RpcSession(right, { ...options.server, role: 'accepting' });
  return {
    client,
    server,
    [Symbol.dispose](): void {
      client.close();
      server.close();
    },
  };
}
