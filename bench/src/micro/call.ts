import { RpcSession, ServiceRegistry } from '@flipcall/rpc';
import { createEchoSyncClient, Echo } from '../gen/echo.flipcall.js';
import { message } from '../message.js';
import { DirectTransport } from './direct-transport.js';
import { fastest } from './fastest.js';

/** What a blocking call costs in both processes together, apart from the hand-off. `node dist/micro/call.js` */
const [near, far] = DirectTransport.pair();
const services = new ServiceRegistry().add(Echo, {
  echo: (echoed) => echoed,
  later: (echoed) => echoed,
  take: (bytes) => bytes.length,
  async *items() {},
});
new RpcSession(far, { role: 'accepting', services });
const session = new RpcSession(near, { role: 'connecting' });
near.block();
const client = createEchoSyncClient(session);

const call = (): unknown => client.echo(message);
console.log(`blocking call, both sides       ${fastest(call)} ns`);
console.log(`JSON.parse(JSON.stringify())    ${fastest(() => JSON.parse(JSON.stringify(message)))} ns`);

if (globalThis.gc !== undefined) {
  // Nothing is collected meanwhile, so what the heap grew by was allocated.
  const calls = 2000;
  for (let i = 0; i < 100_000; i++) call();
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < calls; i++) call();
  console.log(
    `allocated by one call           ${Math.round((process.memoryUsage().heapUsed - before) / calls)} bytes`,
  );
}
