// Opens one session after the other among processes that are killed, and passes descriptors in each, so that a death at any
// instant finds a handshake or descriptors under way. Usage: chaos-visitor.js <seed> <path>...
// An empty line on its input has it rest, and tell what it holds then, until a line says to go on.
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { FlipcallError } from '@flipcall/core';
import { Code, connect, Descriptor, RpcError, type RpcSession } from '@flipcall/rpc';
import { createPreyClient } from './gen/prey.flipcall.js';
import { Random } from './random.js';

const [, , seed = '0', ...paths] = process.argv;
const random = new Random(Number(seed));
let resting: Promise<void> | undefined;
let goOn = (): void => undefined;
let visits = 0;

process.on('unhandledRejection', (reason) => tell({ event: 'trouble', text: String(reason) }));

function tell(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function nowNs(): number {
  return Number(process.hrtime.bigint());
}

async function keepVisiting(path: string): Promise<never> {
  for (;;) {
    await resting;
    visits++;
    const session = await meet(path);
    if (session !== undefined) await visit(session);
    visits--;
    await delay(session === undefined ? 2 : random.below(3));
  }
}

async function meet(path: string): Promise<RpcSession | undefined> {
  const startedNs = nowNs();
  try {
    return await connect({ path, handshakeTimeoutMs: 30_000 });
  } catch (error) {
    const expected =
      error instanceof FlipcallError && ['system', 'peer-died', 'shutdown'].includes(error.kind);
    tell({ event: 'not met', path, startedNs, endedNs: nowNs(), wrong: expected ? [] : [String(error)] });
    return undefined;
  }
}

/** Calls with descriptors, and leaves when some of them have ended, whatever the others do. */
async function visit(session: RpcSession): Promise<void> {
  const prey = createPreyClient(session);
  const atNs: number[] = [];
  const wrong: string[] = [];
  let closing = false;
  const noted = (call: Promise<unknown>): Promise<unknown> =>
    call.catch((error: unknown) => {
      if (closing) return;
      atNs.push(nowNs());
      if (!(error instanceof RpcError) || error.code !== Code.Unavailable) wrong.push(String(error));
    });
  const file = openSync('/dev/null', 'r');
  const calls: Promise<unknown>[] = [];
  for (let count = random.below(6); count >= 0; count--) {
    const files = Array.from({ length: 1 + random.below(20) }, () => Descriptor.of(file));
    calls.push(noted(random.oneIn(2) ? prey.drop(files) : passed(prey.pass(Descriptor.of(file)))));
  }
  closeSync(file);
  await (random.oneIn(2) ? Promise.all(calls) : Promise.race(calls));
  const died = !session.isOpen;
  closing = true;
  session.close();
  await Promise.all(calls);
  if (died || atNs.length > 0) tell({ event: 'cut short', pid: session.peer?.pid, atNs, wrong });
}

async function passed(call: Promise<Descriptor>): Promise<void> {
  (await call).close();
}

async function rest(): Promise<void> {
  resting ??= new Promise((resolve) => {
    goOn = resolve;
  });
  while (visits > 0) await delay(2);
  globalThis.gc?.();
  tell({
    event: 'report',
    descriptors: readdirSync('/proc/self/fd').length,
    windows: readFileSync('/proc/self/maps', 'utf8').split('flipcall_packet_windows').length - 1,
    threads: readdirSync('/proc/self/task').length,
  });
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line !== 'go on') return void rest();
    resting = undefined;
    goOn();
  })
  .on('close', () => process.exit());
for (const path of paths) void keepVisiting(path);
