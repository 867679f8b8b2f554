// How an honest client fares beside a hostile one on the same server. Usage: fairness.js [--seconds N] [--seed S]
//
// Three times the same calls: alone; beside a process that only burns the processor time that an attacker would; and beside
// attackers. What the second one costs is the machine's doing, what the third one adds is the attacker's.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HonestClient, percentile } from './honest-client.js';
import { PreyProcess } from './prey-process.js';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '4' }, seed: { type: 'string', default: '1' } },
});
const milliseconds = Number(values.seconds) * 1000;
const folder = mkdtempSync(join(tmpdir(), 'flipcall-fairness-'));
const path = join(folder, 'prey.sock');
const hostile = fileURLToPath(new URL('../build/hostile', import.meta.url));
const frames = fileURLToPath(new URL('./frame-attacker.js', import.meta.url));
const end = String(milliseconds + 500);

/** As many threads as the memory attacker has. */
const BURN = `for (let i = 0; i < 2; i++) new (require('worker_threads').Worker)('for (;;);', { eval: true });`;

const neighbours: Readonly<Record<string, () => ChildProcess | undefined>> = {
  alone: () => undefined,
  'beside a busy process': () => spawn(process.execPath, ['-e', BURN]),
  'beside an attacker of memory': () => spawn(hostile, ['connect', path, values.seed, end]),
  'beside an attacker of frames': () => spawn(process.execPath, [frames, path, values.seed, end]),
};

const prey = await PreyProcess.start(path);
for (const [name, start] of Object.entries(neighbours)) {
  const neighbour = start();
  // It may end by itself meanwhile.
  const ended = neighbour === undefined ? undefined : once(neighbour, 'exit');
  const client = await HonestClient.connect(path);
  await delay(500);
  client.latenciesUs.length = 0;
  await delay(milliseconds);
  await client.stop();
  neighbour?.kill('SIGKILL');
  await ended;
  const figures = [0.5, 0.99, 0.999]
    .map((part) => percentile(client.latenciesUs, part).toFixed(0))
    .join(' / ');
  console.log(`${name}: ${client.latenciesUs.length} calls, ${figures} µs (p50 / p99 / p99.9)`);
}
await prey.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
