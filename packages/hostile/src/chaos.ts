// Kills, stops and restarts servers and clients that have calls of every kind under way. scripts/chaos.mjs runs it.
// Usage: chaos.js --kills N --seed S; the last line is `N passed, N failed`.
//
// Server B and client 0 live all the time: what the deaths of the others leave behind, they have. Server A and the other
// clients are the victims.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { percentile } from './honest-client.js';
import { Random } from './random.js';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const random = new Random(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'flipcall-chaos-'));
const pathA = join(folder, 'a.sock');
const pathB = join(folder, 'b.sock');
const CLIENTS = 3;
/** What each client has under way with each server: awaited, streamed, called back, blocking. */
const CALLS = 6;
/** Every pending call ends within this time after the server died. */
const LONGEST_REJECTION_NS = 1_000_000_000;
/** A wait that lasts for this long is a hang. */
const HANG_MS = 30_000;

/** A process under our control, and the lines of JSON that it prints. */
class Member {
  readonly process: ChildProcess;
  readonly exited: Promise<void>;
  /** Which server process it last said it was connected to, by path. */
  readonly connected = new Map<string, number>();
  onLine: (line: Line) => void = () => undefined;

  constructor(script: string, ...args: string[]) {
    const program = fileURLToPath(new URL(script, import.meta.url));
    this.process = spawn(process.execPath, ['--expose-gc', program, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.exited = new Promise((resolve) => this.process.on('exit', () => resolve()));
    this.process.stdin?.on('error', () => undefined); // It may be dead by now.
    if (this.process.stdout === null) throw new Error('no output to read');
    createInterface({ input: this.process.stdout }).on('line', (text) => {
      if (text.startsWith('{'))
        this.onLine(JSON.parse(text) as Line); // What our own programs print.
      else this.onLine({ event: text });
    });
  }

  get pid(): number {
    return this.process.pid ?? -1;
  }

  /** What it holds of the system. */
  async report(): Promise<Line> {
    const handler = this.onLine;
    const line = new Promise<Line>((resolve) => {
      this.onLine = (line) => (line.descriptors === undefined ? handler(line) : resolve(line));
    });
    this.process.stdin?.write('\n');
    try {
      return await withoutHanging(line, `process ${this.pid} does not report`);
    } finally {
      this.onLine = handler;
    }
  }
}

interface Line {
  readonly event?: string;
  readonly path?: string;
  readonly pid?: number;
  readonly text?: string;
  readonly atNs?: readonly number[];
  readonly wrong?: readonly string[];
  readonly descriptors?: number;
  readonly windows?: number;
  readonly threads?: number;
  readonly sessions?: number;
  readonly troubles?: number;
}

const problems: string[] = [];
const rejectionsMs: number[] = [];
/** When each server process that was killed was killed. */
const killedAtNs = new Map<number, number>();

async function withoutHanging<T>(promise: Promise<T>, what: string): Promise<T> {
  const timer = new AbortController();
  const hang = delay(HANG_MS, undefined, { signal: timer.signal, ref: true }).then(() => {
    throw new Error(what);
  });
  hang.catch(() => undefined);
  try {
    return await Promise.race([promise, hang]);
  } finally {
    timer.abort();
  }
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + HANG_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(what);
    await delay(5);
  }
}

async function startServer(path: string): Promise<Member> {
  const server = new Member('./prey-server.js', path);
  await withoutHanging(
    new Promise<void>((resolve) => {
      server.onLine = ({ event }) => {
        if (event === 'listening') resolve();
      };
    }),
    `a server does not start on ${path}`,
  );
  return server;
}

function startClient(): Member {
  const client = new Member('./chaos-client.js', String(random.below(2 ** 31)), pathA, pathB);
  client.onLine = (line) => {
    if (line.event === 'connected' && line.path !== undefined)
      client.connected.set(line.path, line.pid ?? -1);
    if (line.event === 'trouble') problems.push(`a client had ${line.text}`);
    if (line.event === 'lost') judgeLoss(line);
  };
  return client;
}

function judgeLoss({ pid = -1, atNs = [], wrong = [] }: Line): void {
  const killed = killedAtNs.get(pid);
  if (killed === undefined) {
    problems.push(`a client lost server ${pid}, which was not killed`);
    return;
  }
  for (const text of wrong) problems.push(`a call to a killed server: ${text}`);
  if (atNs.length < CALLS) problems.push(`${atNs.length} calls of ${CALLS} ended`);
  for (const at of atNs) {
    rejectionsMs.push((at - killed) / 1e6);
    if (at - killed > LONGEST_REJECTION_NS)
      problems.push(`a call ended ${(at - killed) / 1e6} ms after the kill`);
  }
}

async function kill(member: Member): Promise<void> {
  if (random.oneIn(4)) {
    member.process.kill('SIGSTOP');
    await delay(random.below(30));
    // Stopped, it holds whatever it held; calls to it wait.
    if (random.oneIn(3)) {
      member.process.kill('SIGCONT');
      await delay(random.below(10));
    }
  }
  killedAtNs.set(member.pid, Number(process.hrtime.bigint()));
  member.process.kill('SIGKILL');
  await member.exited;
}

let serverA = await startServer(pathA);
const serverB = await startServer(pathB);
const before = await serverB.report();
const clients = Array.from({ length: CLIENTS }, startClient);
const [survivor, ...mortals] = clients as [Member, ...Member[]]; // CLIENTS is more than one
const all = (): Member[] => [survivor, ...mortals];
const settled = (): Promise<void> =>
  until(
    () =>
      all().every(
        ({ connected }) => connected.get(pathA) === serverA.pid && connected.get(pathB) === serverB.pid,
      ),
    'clients do not find their servers again',
  );

let kills = 0;
let checks = 0;
try {
  await settled();
  const survivorBefore = await survivor.report();
  while (kills < Number(values.kills) && problems.length === 0) {
    // Often before what was just started has connected, or while it does.
    await delay(random.oneIn(2) ? random.below(20) : random.below(150));
    kills++;
    if (random.oneIn(2)) {
      await kill(serverA);
      serverA = await startServer(pathA);
    } else {
      const index = random.below(mortals.length);
      await kill(mortals[index] as Member); // the index is below the length
      mortals[index] = startClient();
    }
    if (kills % 100 === 0 || kills === Number(values.kills)) await check(survivorBefore);
    if (kills % 1000 === 0)
      console.error(`${kills} kills, rejections at p99 ${percentile(rejectionsMs, 0.99).toFixed(1)} ms`);
  }
  await leave();
} catch (error) {
  problems.push(String(error));
}
for (const member of [serverA, serverB, ...all()]) member.process.kill('SIGKILL');
rmSync(folder, { recursive: true, force: true });

for (const problem of problems.slice(0, 20)) console.log(`FAILED ${problem}`);
console.log(
  `seed ${values.seed}: ${kills} kills, ${checks} checks of what is left over; ${rejectionsMs.length} calls ended by a kill, ` +
    `${[0.5, 0.99, 1].map((part) => percentile(rejectionsMs, part).toFixed(2)).join(' / ')} ms after it (p50 / p99 / max)`,
);
console.log(`${problems.length === 0 ? 1 : 0} passed, ${problems.length} failed`);
process.exit(problems.length === 0 ? 0 : 1);

/** Once all have found each other again, who lived all the time holds just what it held in the beginning. */
async function check(survivorBefore: Line): Promise<void> {
  await settled();
  checks++;
  await same(survivor, survivorBefore, 'the client that outlived the servers');
  await until(async () => {
    const { sessions, troubles } = await serverB.report();
    if (troubles !== 0) throw new Error('the server that outlived the clients had errors that nobody caught');
    return sessions === CLIENTS;
  }, 'the server that outlived the clients keeps sessions of dead ones');
}

/** In the end everybody leaves. */
async function leave(): Promise<void> {
  for (const client of all()) {
    client.process.stdin?.end();
    await withoutHanging(client.exited, 'a client does not end by itself');
  }
  await same(serverB, before, 'the server that outlived the clients');
  for (const server of [serverA, serverB]) {
    server.process.stdin?.end();
    await withoutHanging(server.exited, 'a server does not end by itself');
  }
  // A killed server cannot remove its file, so the next one replaces it: never more than one for a path.
  const left = readdirSync(folder).filter((file) => file !== 'a.sock' && file !== 'b.sock');
  if (left.length > 0) problems.push(`files are left over: ${left.join(', ')}`);
}

async function same(member: Member, earlier: Line, who: string): Promise<void> {
  let last: Line = {};
  await until(
    async () => {
      last = await member.report();
      return (
        last.windows === earlier.windows &&
        (last.descriptors ?? 0) <= (earlier.descriptors ?? 0) &&
        (last.threads ?? 0) <= (earlier.threads ?? 0)
      );
    },
    `${who} held ${JSON.stringify(earlier)} and holds more now`,
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(last)}`);
  });
}
