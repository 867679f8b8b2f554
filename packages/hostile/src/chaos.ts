// Kills, stops and restarts servers and clients that have calls of every kind under way. scripts/chaos.mjs runs it.
// Usage: chaos.js --kills N --seed S; the last line is `N passed, N failed`.
//
// Server B, client 0 and visitor 0 live all the time: what the deaths of the others leave behind, they have. Server A, the other
// clients and the other visitor are the victims. A client holds its sessions; a visitor opens one after the other and passes
// descriptors, so that most kills find it, or its server, in a handshake or with descriptors on their way.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Judge } from './chaos-judge.js';
import { type Line, Member, until, withoutHanging } from './chaos-member.js';
import { percentile } from './honest-client.js';
import { optionsOf } from './options.js';
import { Random } from './random.js';

const values = optionsOf({ kills: '20', seed: '1' });
const random = new Random(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'flipcall-chaos-'));
const pathA = join(folder, 'a.sock');
const pathB = join(folder, 'b.sock');
const CLIENTS = 3;
const judge = new Judge();
const { problems, rejectionsMs } = judge;

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
    judge.hear('a client', line);
  };
  return client;
}

function startVisitor(): Member {
  const visitor = new Member('./chaos-visitor.js', String(random.below(2 ** 31)), pathA, pathB);
  visitor.onLine = (line) => judge.hear('a visitor', line);
  return visitor;
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
  judge.aboutToKill(member.pid);
  member.process.kill('SIGKILL');
  await member.exited;
}

let serverA = await startServer(pathA);
const serverB = await startServer(pathB);
const before = await serverB.report();
const clients = Array.from({ length: CLIENTS }, startClient);
const [survivor, ...mortals] = clients as [Member, ...Member[]]; // CLIENTS is more than one
const all = (): Member[] => [survivor, ...mortals];
const visitor = startVisitor();
let mortalVisitor = startVisitor();
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
  const visitorBefore = await visitor.report();
  visitor.tell('go on');
  while (kills < Number(values.kills) && problems.length === 0) {
    // Often before what was just started has connected, or while it does.
    await delay(random.oneIn(2) ? random.below(20) : random.below(150));
    kills++;
    const victim = random.below(4);
    if (victim === 0) {
      const index = random.below(mortals.length);
      await kill(mortals[index] as Member); // the index is below the length
      mortals[index] = startClient();
    } else if (victim === 1) {
      await kill(mortalVisitor);
      mortalVisitor = startVisitor();
    } else {
      await kill(serverA);
      serverA = await startServer(pathA);
    }
    if (kills % 100 === 0 || kills === Number(values.kills)) await check(survivorBefore, visitorBefore);
    if (kills % 1000 === 0)
      console.error(`${kills} kills, rejections at p99 ${percentile(rejectionsMs, 0.99).toFixed(1)} ms`);
  }
  await leave();
} catch (error) {
  problems.push(String(error));
}
for (const member of [serverA, serverB, ...all(), visitor, mortalVisitor]) member.process.kill('SIGKILL');
rmSync(folder, { recursive: true, force: true });

for (const problem of problems.slice(0, 20)) console.log(`FAILED ${problem}`);
console.log(
  `seed ${values.seed}: ${kills} kills, ${checks} checks of what is left over; ${judge.meetingsCut} handshakes and ` +
    `${judge.visitsCut} visits with descriptors cut short; ${rejectionsMs.length} calls ended by a kill, ` +
    `${[0.5, 0.99, 1].map((part) => percentile(rejectionsMs, part).toFixed(2)).join(' / ')} ms after it (p50 / p99 / max)`,
);
console.log(`${problems.length === 0 ? 1 : 0} passed, ${problems.length} failed`);
process.exit(problems.length === 0 ? 0 : 1);

/** Once all have found each other again, who lived all the time holds just what it held in the beginning. */
async function check(survivorBefore: Line, visitorBefore: Line): Promise<void> {
  await mortalVisitor.report();
  await same(visitor, visitorBefore, 'the visitor that outlived the servers');
  await settled();
  checks++;
  await same(survivor, survivorBefore, 'the client that outlived the servers');
  await until(async () => {
    const { sessions, troubles } = await serverB.report();
    if (troubles !== 0) throw new Error('the server that outlived the clients had errors that nobody caught');
    return sessions === CLIENTS;
  }, 'the server that outlived the clients keeps sessions of dead ones');
  for (const resting of [visitor, mortalVisitor]) resting.tell('go on');
}

/** In the end everybody leaves. */
async function leave(): Promise<void> {
  for (const client of [...all(), visitor, mortalVisitor]) {
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
