// A client among processes that are killed: keeps calls of every kind under way to two servers, and tells what became of them.
// Usage: chaos-client.js <seed> <path> <path>; prints a line of JSON for each thing that happened.
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Code, connect, RpcError, type RpcSession } from '@flipcall/rpc';
import { createPreyClient, createPreySyncClient } from './gen/prey.flipcall.js';
import { Random } from './random.js';

const [, , seed = '0', ...paths] = process.argv;
const random = new Random(Number(seed));

process.on('unhandledRejection', (reason) => tell({ event: 'trouble', text: String(reason) }));

function tell(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** On the clock that all processes of a machine share. */
function nowNs(): number {
  return Number(process.hrtime.bigint());
}

/** Uses one server for as long as it lives, then the one that comes after it. */
async function useServer(path: string): Promise<never> {
  for (;;) {
    const session = await reach(path);
    tell({ event: 'connected', path, pid: session.peer?.pid });
    const outcomes = new Outcomes();
    const calls = [
      keepCalling(session, outcomes),
      outcomes.of(createPreyClient(session).later(10_000_000)),
      outcomes.of(repeatOn(session)),
      outcomes.of(createPreyClient(session).tell(10_000_000, () => delay(random.below(5)))),
      outcomes.of(createPreyClient(session).sum(endless())),
      block(session, outcomes, path === paths[0]),
    ];
    await Promise.all(calls);
    await session.closed;
    tell({ event: 'lost', path, pid: session.peer?.pid, ...outcomes.summary() });
  }
}

/** How the calls of one session ended. */
class Outcomes {
  readonly #atNs: number[] = [];
  readonly #wrong: string[] = [];

  /** Notes how the call fails; it must, and as Unavailable. */
  async of(call: Promise<unknown>): Promise<void> {
    try {
      await call;
      this.#wrong.push('a call that does not end ended well');
    } catch (error) {
      this.failed(error);
    }
  }

  failed(error: unknown): void {
    this.#atNs.push(nowNs());
    if (!(error instanceof RpcError) || error.code !== Code.Unavailable) this.#wrong.push(String(error));
  }

  summary(): { atNs: readonly number[]; wrong: readonly string[] } {
    return { atNs: this.#atNs, wrong: this.#wrong };
  }
}

async function reach(path: string): Promise<RpcSession> {
  for (;;) {
    try {
      return await connect({ path, handshakeTimeoutMs: 30_000 });
    } catch {
      await delay(2);
    }
  }
}

/** Until the session is over: what is called after that waits for nobody. */
async function keepCalling(session: RpcSession, outcomes: Outcomes): Promise<void> {
  while (session.isOpen) {
    try {
      await createPreyClient(session).echo({ name: 'x', list: [1] });
    } catch (error) {
      outcomes.failed(error);
      return;
    }
    await delay(random.below(5));
  }
}

/** Items come as slowly as they are sent: who reads slowly reads what came before a death first, and hears of it late. */
async function repeatOn(session: RpcSession): Promise<void> {
  for await (const _ of createPreyClient(session).repeat(endlessText()));
}

async function* endlessText(): AsyncIterable<string> {
  for await (const number of endless()) yield `item ${number}`;
}

async function* endless(): AsyncIterable<number> {
  for (let i = 0; ; i++) {
    yield i;
    if (i % 5 === 0) await delay(random.below(5));
  }
}

/**
 * Blocks this thread again and again, so that some deaths find it blocked: on the first server only, for meanwhile it does
 * not hear of the others' deaths.
 */
async function block(session: RpcSession, outcomes: Outcomes, mayBlock: boolean): Promise<void> {
  if (!mayBlock) return outcomes.of(createPreyClient(session).later(10_000_000));
  for (;;) {
    await delay(random.below(60));
    if (!session.isOpen) return;
    try {
      createPreySyncClient(session).later(random.below(30));
    } catch (error) {
      outcomes.failed(error);
      return;
    }
  }
}

createInterface({ input: process.stdin })
  .on('line', () => {
    globalThis.gc?.();
    tell({
      event: 'report',
      descriptors: readdirSync('/proc/self/fd').length,
      windows: readFileSync('/proc/self/maps', 'utf8').split('flipcall_packet_windows').length - 1,
      threads: readdirSync('/proc/self/task').length,
    });
  })
  .on('close', () => process.exit());
for (const path of paths) void useServer(path);
