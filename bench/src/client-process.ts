import * as z from 'zod';
import { sampleAwaited, sortedSamples } from './clock.js';
import { expectEcho, message } from './message.js';
import type { ClientModule } from './scenario.js';
import { quantile } from './statistics.js';

/** One of several clients: `client-process MODULE ADDRESS`. Calls for as long as it is told to, and says how that went. */
const [, , module = '', address = ''] = process.argv;
const WARM_UP_MS = 400;
const Command = z.object({ milliseconds: z.number() });

process.once('disconnect', () => process.exit());
const { connect }: ClientModule = await import(module);
const connection = await connect(address);
expectEcho(await connection.echo(message));
// By itself: many processes that have their code compiled at the same time measure little else.
await sampleAwaited(() => connection.echo(message), WARM_UP_MS);

process.on('message', async (command) => {
  const { milliseconds } = Command.parse(command);
  const sorted = sortedSamples(await sampleAwaited(() => connection.echo(message), milliseconds));
  const meanNs = sorted.reduce((sum, ns) => sum + ns, 0) / sorted.length;
  process.send?.({ p50Ns: quantile(sorted, 0.5), p99Ns: quantile(sorted, 0.99), meanNs });
});
process.send?.('ready');
