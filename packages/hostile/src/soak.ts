// Mixed load on many sessions for a long time; what both processes hold must stay flat. scripts/soak.mjs runs it.
// Usage: soak.js --minutes N; the last line is `N passed, N failed`.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HonestClient } from './honest-client.js';
import { optionsOf } from './options.js';
import { PreyProcess } from './prey-process.js';

const values = optionsOf({ minutes: '0.2' });
const folder = mkdtempSync(join(tmpdir(), 'flipcall-soak-'));
const path = join(folder, 'soak.sock');
const LASTING = 10;
/** Sampled this often; the first quarter of the time warms up. */
const SAMPLES = 20;
/** Garbage collection comes and goes by this much. */
const NOISE_BYTES = 60_000_000;

interface Sample {
  readonly clientBytes: number;
  readonly serverBytes: number;
  readonly clientDescriptors: number;
  readonly serverDescriptors: number;
  readonly handles: number;
  readonly serverThreads: number;
}

const prey = await PreyProcess.start(path);
const lasting = await Promise.all(Array.from({ length: LASTING }, () => HonestClient.connect(path)));
let passing = 0;
let stopping = false;

/** Beside the sessions that last, others come and go. */
async function comeAndGo(): Promise<void> {
  while (!stopping) {
    const client = await HonestClient.connect(path);
    await delay(20);
    await client.stop();
    passing++;
  }
}

async function sample(): Promise<Sample> {
  globalThis.gc?.();
  const { residentBytes, descriptors, threads } = await prey.report();
  return {
    clientBytes: process.memoryUsage.rss(),
    serverBytes: residentBytes,
    clientDescriptors: readdirSync('/proc/self/fd').length,
    serverDescriptors: descriptors,
    handles: process.getActiveResourcesInfo().length,
    serverThreads: threads,
  };
}

const guests = comeAndGo();
const samples: Sample[] = [];
let calls = 0;
for (let i = 0; i < SAMPLES; i++) {
  await delay((Number(values.minutes) * 60_000) / SAMPLES);
  for (const { latenciesUs } of lasting) calls += latenciesUs.splice(0).length;
  samples.push(await sample());
}
stopping = true;
await guests;
for (const client of lasting) await client.stop();
const end = await prey.stop();
rmSync(folder, { recursive: true, force: true });

const warm = samples.slice(SAMPLES / 4);
const half = warm.length / 2;
const most = (part: readonly Sample[], key: keyof Sample): number =>
  Math.max(...part.map((each) => each[key]));
const grown = (Object.keys(warm[0] ?? {}) as (keyof Sample)[]).filter((key) => {
  // A session that comes or goes at that moment is two descriptors and a handle more.
  const noise = key.endsWith('Bytes') ? NOISE_BYTES : 6;
  return most(warm.slice(half), key) > most(warm.slice(0, half), key) + noise;
});
if (end !== 'ended with 0') grown.push('serverThreads');
for (const key of grown) console.log(`FAILED ${key}: ${warm.map((each) => each[key]).join(' ')}`);
const megabytes = (key: 'clientBytes' | 'serverBytes'): string =>
  [warm[0], warm.at(-1)].map((each) => ((each?.[key] ?? 0) / 1e6).toFixed(0)).join(' to ');
console.log(
  `${calls} calls on ${LASTING} lasting sessions, ${passing} sessions came and went; ` +
    `resident MB from ${megabytes('clientBytes')} (client) and from ${megabytes('serverBytes')} (server)`,
);
console.log(`${grown.length === 0 ? 1 : 0} passed, ${grown.length} failed`);
process.exit(grown.length === 0 ? 0 : 1);
