import { newServer } from './new-server.js';

/** `serve-path.js SOCKET`: serves on a socket path, and says when it is ready. */
const [, , path = ''] = process.argv;
await newServer().listen({ path });
process.stdout.write('ready\n');
