import { Server } from '@flipcall/rpc';
import { Greeter } from './gen/greeter.flipcall.js';
import { path } from './socket-path.js';

const server = new Server();
server.add(Greeter, {
  hello: (name) => `Hello, ${name}!`,
});
await server.listen({ path });
console.log(`Serving on ${path}`);
