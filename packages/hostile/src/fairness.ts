// How an honest client fares beside each kind of hostile one on the same server.
// Usage: fairness.js [--rounds N] [--milliseconds N] [--seed S] [--only NAME] [--share S]
//
// Processes that want a CPU take it from each other, whatever they talk about: so each attack is measured twice, and each time
// against something else. As any neighbour, beside a process that burns as many CPUs and talks to nobody; and in a class of
// the scheduler that gets only what nobody else wants (SCHED_IDLE), against an honest client alone: what is left is the harm that
// is done through the server. The conditions take turns, so that whatever else the machine does hits all of them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ATTACKS } from './attacks.js';
import { HonestClient, percentile } from './honest-client.js';
import { optionsOf } from './options.js';
import { PreyProcess } from './prey-process.js';

const values = optionsOf({
  rounds: '3',
  milliseconds: '400',
  seed: '1',
  only: undefined,
  /** What busy sessions get of the server (busyShare). */
  share: '0.05',
});
const milliseconds = Number(values.milliseconds);
/** Until everybody is under way. */
const WARM_UP_MS = 250;
const folder = mkdtempSync(join(tmpdir(), 'flipcall-fairness-'));
const path = join(folder, 'prey.sock');
const end = String(WARM_UP_MS + milliseconds + 1000);
const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const BURN = 'for (;;);';
const BURN_TWO = `for (let i = 0; i < 2; i++) new (require('worker_threads').Worker)('for (;;);', { eval: true });`;

interface Neighbour {
  readonly command: readonly string[];
  /** Of what it takes as much as the attacker does. */
  readonly burner: string;
}

const memory = (script: string): Neighbour => ({
  command: [
    program('../build/hostile'),
    'connect',
    path,
    values.seed,
    end,
    ...(script === '' ? [] : [script]),
  ],
  burner: BURN_TWO,
});
const attackers: Record<string, Neighbour> = {
  'writes to all memory': memory(''),
  'rings the doorbell': memory('ring'),
  'flips the state words': memory('flip'),
  'frames of all kinds': {
    command: [process.execPath, program('./frame-attacker.js'), path, values.seed, end],
    burner: BURN,
  },
};
for (const name of Object.keys(ATTACKS)) {
  attackers[name] = {
    command: [process.execPath, program('./flood-attacker.js'), path, name, end],
    burner: BURN,
  };
}

/** The calls of an honest client beside a neighbour, in microseconds; and how many it made in a second. */
class Samples {
  readonly us: number[] = [];

  p99(): number {
    return percentile(this.us, 0.99);
  }

  toString(): string {
    return `${percentile(this.us, 0.5).toFixed(0)} / ${this.p99().toFixed(0)}`;
  }
}

async function measure(samples: Samples, command: readonly string[] | undefined): Promise<void> {
  const neighbour = start(command);
  // It may end by itself meanwhile.
  const ended = neighbour === undefined ? undefined : once(neighbour, 'exit');
  const client = await HonestClient.connect(path);
  await delay(WARM_UP_MS);
  client.latenciesUs.length = 0;
  await delay(milliseconds);
  for (const us of client.latenciesUs) samples.us.push(us);
  await client.stop();
  neighbour?.kill('SIGKILL');
  await ended;
}

function start(command: readonly string[] | undefined): ChildProcess | undefined {
  const [file, ...args] = command ?? [];
  return file === undefined ? undefined : spawn(file, args, { stdio: 'ignore' });
}

const idle = (command: readonly string[]): string[] => ['chrt', '--idle', '0', ...command];
const burn = (script: string): string[] => [process.execPath, '-e', script];

const chosen = Object.entries(attackers).filter(
  ([name]) => values.only === undefined || name === values.only,
);
const alone = new Samples();
const beside = { [BURN]: new Samples(), [BURN_TWO]: new Samples() };
const idleBurner = new Samples();
const attacked = new Map(chosen.map(([name]) => [name, { normal: new Samples(), idle: new Samples() }]));

const prey = await PreyProcess.start(path, values.share);
for (let round = 0; round < Number(values.rounds); round++) {
  await measure(alone, undefined);
  await measure(idleBurner, idle(burn(BURN_TWO)));
  for (const [script, samples] of Object.entries(beside)) await measure(samples, burn(script));
  for (const [name, { command }] of chosen) {
    const samples = attacked.get(name);
    if (samples === undefined) continue;
    await measure(samples.normal, command);
    await measure(samples.idle, idle(command));
  }
}
await prey.stop();
rmSync(folder, { recursive: true, force: true });

console.log(`p50 / p99 in µs of ${alone.us.length} calls and as many: alone ${alone}`);
console.log(
  `beside a burner of idle time ${idleBurner}, of one CPU ${beside[BURN]}, of two ${beside[BURN_TWO]}`,
);
console.table(
  Object.fromEntries(
    chosen.map(([name, { burner }]) => {
      const samples = attacked.get(name) ?? { normal: new Samples(), idle: new Samples() };
      const busy = burner === BURN ? beside[BURN] : beside[BURN_TWO];
      return [
        name,
        {
          'p50 / p99': String(samples.normal),
          'of a burner': Number((samples.normal.p99() / busy.p99()).toFixed(2)),
          'idle class': String(samples.idle),
          'of alone': Number((samples.idle.p99() / alone.p99()).toFixed(2)),
          'of an idle burner': Number((samples.idle.p99() / idleBurner.p99()).toFixed(2)),
        },
      ];
    }),
  ),
);
process.exit(0);
