import { message } from './message.js';
import type { ClientModule } from './scenario.js';

/** A client process that times its own start: `start-client MODULE ADDRESS`. */
const [, , module = '', address = ''] = process.argv;

const used = process.cpuUsage();
const start = performance.now();
const { connect }: ClientModule = await import(module);
const imported = performance.now();
const connection = await connect(address);
const connected = performance.now();
await connection.echo(message);
const answered = performance.now();
const { user, system } = process.cpuUsage(used);

console.log(
  JSON.stringify({
    importNs: (imported - start) * 1e6,
    connectNs: (connected - imported) * 1e6,
    firstCallNs: (answered - connected) * 1e6,
    cpuNs: (user + system) * 1e3,
  }),
);
process.exit();
