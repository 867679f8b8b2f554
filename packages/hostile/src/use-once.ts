// Uses a server once, in every way. Usage: use-once.js <path>; prints `ok`, or what went wrong.
import { Endpoint, EndpointSide, PacketWindowAllocator } from '@flipcall/core';
import { connect } from '@flipcall/rpc';
import { createPreyClient, createPreySyncClient } from './gen/prey.flipcall.js';

const [, , path = ''] = process.argv;

/** A pair of raw endpoints, of which one waits for the other with the event loop. */
async function useEndpoints(): Promise<void> {
  using allocator = new PacketWindowAllocator();
  const window = allocator.allocate(4096);
  const server = new Endpoint(EndpointSide.Server, window);
  const client = new Endpoint(EndpointSide.Client, window);
  const received = server.recvFirst();
  await client.connect();
  client.sendLast(7);
  if ((await received) !== 7) throw new Error('an endpoint got something else');
}

try {
  await useEndpoints();
  const session = await connect({ path, handshakeTimeoutMs: 20_000 });
  const shape = { name: 'x', list: [1, 'two', null], bytes: new Uint8Array(100_000) };
  const awaited = await createPreyClient(session).echo(shape, { timeoutMs: 60_000 });
  const blocking = createPreySyncClient(session).echo(shape, { timeoutMs: 60_000 });
  if (awaited.bytes?.length !== 100_000 || blocking.bytes?.length !== 100_000)
    throw new Error('bytes are missing');
  if ((await createPreyClient(session).sum([1, 2, 3])) !== 6) throw new Error('a stream went wrong');
  session.close();
  console.log('ok');
} catch (error) {
  console.log(String(error));
  process.exitCode = 1;
}
