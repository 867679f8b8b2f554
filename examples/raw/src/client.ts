import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Endpoint, EndpointSide, PacketWindowAllocator } from '@flipcall/core';
import { WINDOW_LENGTH } from './window.js';

// Another program may be named that is to be the server: it inherits the window's file as descriptor 3.
const [program = process.execPath, ...args] = process.argv.slice(2);
if (args.length === 0 && program === process.execPath)
  args.push(fileURLToPath(new URL('server.js', import.meta.url)));

using allocator = new PacketWindowAllocator();
const window = allocator.allocate(WINDOW_LENGTH);
const server = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', window.fd] });

using endpoint = new Endpoint(EndpointSide.Client, window);
// An endpoint does not notice by itself that its peer is gone.
server.once('error', (error) => console.error(error.message)).once('close', () => endpoint.shutdown());

await endpoint.connect();
for (let i = 0; i < 3; i++) {
  const sent = endpoint.newWriter().write(new TextEncoder().encode(`request ${i}`));
  const received = await endpoint.sendRecv(sent);
  console.log(`client: received ${new TextDecoder().decode(endpoint.data.slice(0, received))}`);
}
