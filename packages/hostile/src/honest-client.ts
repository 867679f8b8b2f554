import { connect, type RpcSession } from '@flipcall/rpc';
import { createPreyClient } from './gen/prey.flipcall.js';
import { SECRET } from './handlers.js';
import type { Shape } from './prey.js';

const MESSAGE: Shape = { name: 'hello world', list: [1.5, 2.5, 3.5, null] };

/** Somebody who uses the attacked server as one should, and times it. */
export class HonestClient {
  readonly latenciesUs: number[] = [];
  readonly #session: RpcSession;
  #stopping = false;
  readonly #running: Promise<void>;

  private constructor(session: RpcSession) {
    this.#session = session;
    this.#running = this.#run();
    this.#running.catch(() => undefined); // Whoever stops it hears of it.
  }

  static async connect(path: string): Promise<HonestClient> {
    return new HonestClient(await connect({ path, handshakeTimeoutMs: 30_000 }));
  }

  /** Ends the calls. @throws (rejects) what one of them failed with */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    this.#session.close();
  }

  async #run(): Promise<void> {
    const prey = createPreyClient(this.#session);
    for (let calls = 0; !this.#stopping; calls++) {
      const started = performance.now();
      const answer = await prey.echo(MESSAGE, { timeoutMs: 20_000 });
      this.latenciesUs.push((performance.now() - started) * 1000);
      if (answer.name !== MESSAGE.name || answer.list.length !== MESSAGE.list.length) {
        throw new Error(`a call was answered with ${JSON.stringify(answer)}`);
      }
      if (calls % 100 === 99) await this.#checkTheRest(prey);
      // Not a flood: what counts is how long each takes.
      if (calls % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async #checkTheRest(prey: ReturnType<typeof createPreyClient>): Promise<void> {
    if ((await prey.sum([1, 2, 3])) !== 6) throw new Error('a stream was added up wrongly');
    let next = 0;
    for await (const number of prey.count(10)) {
      if (number !== next++) throw new Error('a stream came in another order');
    }
    const failure = await prey.fail('x').catch((error: Error) => error);
    if (failure === undefined || failure.message.includes(SECRET)) throw new Error('a secret got out');
  }
}

/** The value below which that part of the samples lies. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
