// The process that is attacked: serves `Prey` on a path. Usage: prey-server.js <path> [share of a busy session]
// For each line on its input it prints one with what it holds.
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Server } from '@flipcall/rpc';
import { Prey } from './gen/prey.flipcall.js';
import { handlers } from './handlers.js';

const [, , path = '', busyShare = '0.05'] = process.argv;

/** Small limits are met sooner. */
const LIMITS = { maxConcurrentCalls: 64, maxQueuedBytes: 4_000_000, maxMessageBytes: 4_000_000 };

/** Handlers' errors go to whoever wants them; here, to nobody. */
const server = new Server({ limits: LIMITS, onHandlerError: () => undefined }).add(Prey, handlers);
let troubles = 0;
process.on('unhandledRejection', (reason) => trouble('an unhandled rejection', reason));
process.on('uncaughtException', (error) => trouble('an uncaught exception', error));

function trouble(what: string, error: unknown): void {
  troubles++;
  console.error(what, error);
}

await server.listen({
  path,
  handshakeTimeoutMs: 3000,
  busyShare: Number(busyShare),
  onRefused: () => undefined,
});
process.stdout.write('listening\n');
createInterface({ input: process.stdin })
  .on('line', () => {
    globalThis.gc?.();
    const maps = readFileSync('/proc/self/maps', 'utf8');
    const report = {
      troubles,
      sessions: server.sessions.size,
      descriptors: readdirSync('/proc/self/fd').length,
      windows: maps.split('flipcall_packet_windows').length - 1,
      threads: readdirSync('/proc/self/task').length,
      residentBytes: process.memoryUsage.rss(),
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  })
  .on('close', () => process.exit());
