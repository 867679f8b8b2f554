import { type BlockingCaller, type Caller, openBlockingCaller, openCaller } from '../../rpc/src/client.js';
import { Code } from '../../rpc/src/code.js';
import type { Limits } from '../../rpc/src/limits.js';
import type { Metadata } from '../../rpc/src/metadata.js';
import { failureOf } from '../../rpc/test/failure-of.js';
import { Streams } from '../../rpc/test/stream-service.js';
import { at, collect } from '../../rpc/test/streaming.js';
import type { SessionUnderTest } from './describe-session.js';

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await new Promise((resolve) => setImmediate(resolve));
    yield item;
  }
}

/** What every session does with streams. Its other side serves `Streams` with `streamHandlers()`. */
export function describeStreams(
  name: string,
  makeSession: (limits?: Partial<Limits>) => SessionUnderTest | Promise<SessionUnderTest>,
  { waitsForAsyncHandlers }: { readonly waitsForAsyncHandlers: boolean },
): void {
  describe(`streams over ${name}`, () => {
    let session: SessionUnderTest;
    let caller: Caller;
    let blocking: BlockingCaller;

    async function use(limits?: Partial<Limits>): Promise<void> {
      await session?.dispose();
      session = await makeSession(limits);
      caller = openCaller(session.client, Streams);
      blocking = openBlockingCaller(session.client, Streams);
    }
    beforeEach(() => use());
    afterEach(async () => {
      session.client.close();
      await session.dispose();
    });

    /** Ends when the handlers have noted that. */
    async function happened(event: string): Promise<void> {
      while (!(await caller.call<string[]>(at('events'), [])).includes(event)) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }

    describe('a server stream', () => {
      it.each([0, 1, 5, 1500, 20_000])('brings %d items in order', async (count) => {
        expect(await collect(caller.serverStream(at('count'), [count]))).toEqual({ items: upTo(count) });
      });

      it('brings items that take their time', async () => {
        expect(await collect(caller.serverStream(at('countSlowly'), [5]))).toEqual({ items: upTo(5) });
      });

      it('brings items larger than a datagram, and keeps them in order with the end', async () => {
        const { items } = await collect(caller.serverStream(at('chunks'), [20, 100_000]));
        expect(items.map((item) => (item as Uint8Array)[99_999])).toEqual(upTo(20));
      });

      it('brings an error after the items before it', async () => {
        const { items, error } = await collect(caller.serverStream(at('countThenFail'), [3000]));
        expect(items).toEqual(upTo(3000));
        expect(error).toMatchObject({ code: Code.NotFound, message: 'no more' });
      });

      it('is ended by an item that is wrong, after those before it', async () => {
        const { items, error } = await collect(caller.serverStream(at('wrongItem'), []));
        expect(items.length).toBeLessThanOrEqual(1);
        expect(error).toMatchObject({
          code: Code.Internal,
          message: expect.stringContaining('expected number'),
        });
        expect(await caller.call(at('events'), [])).toEqual([]);
      });

      it('is an error where the handler returns none', async () => {
        const { error } = await collect(caller.serverStream(at('noStream'), []));
        expect(error).toMatchObject({ code: Code.Internal });
      });

      it('is cancelled by leaving the loop: its handler cleans up, and the session goes on', async () => {
        let seen = 0;
        for await (const item of caller.serverStream(at('forever'), [])) {
          expect(item).toBe(seen);
          if (++seen === 3000) break;
        }
        await happened('forever ended');
        expect(await caller.call(at('events'), [])).toContain('forever aborted');
        expect(await collect(caller.serverStream(at('count'), [5]))).toEqual({ items: upTo(5) });
      });

      it('is cancelled by a throw in the loop', async () => {
        const loop = async (): Promise<void> => {
          for await (const _ of caller.serverStream(at('forever'), [])) throw new Error('enough');
        };
        await expect(loop()).rejects.toThrow('enough');
        await happened('forever ended');
      });

      it('is cancelled by its signal', async () => {
        const controller = new AbortController();
        const items = caller.serverStream(at('forever'), [], { signal: controller.signal });
        setTimeout(() => controller.abort(new Error('changed my mind')), 5);
        const { error } = await collect(items);
        expect(error).toMatchObject({ code: Code.Cancelled, cause: { message: 'changed my mind' } });
        await happened('forever ended');
      });

      it('ends at its deadline', async () => {
        const { error } = await collect(caller.serverStream(at('forever'), [], { timeoutMs: 20 }));
        expect(error).toMatchObject({ code: Code.DeadlineExceeded });
        await happened('forever ended');
        expect(await collect(caller.serverStream(at('count'), [5]))).toEqual({ items: upTo(5) });
      });

      it('does not begin before it is read, and is read once', async () => {
        const items = caller.serverStream(at('count'), [1]);
        await caller.call(at('events'), []);
        expect(await caller.call(at('events'), [])).toEqual([]);
        await collect(items);
        expect(() => items[Symbol.asyncIterator]()).toThrow('iterated over before');
      });

      it('fails when the session ends', async () => {
        const items = collect(caller.serverStream(at('forever'), []));
        await new Promise((resolve) => setTimeout(resolve, 5));
        session.client.close();
        expect((await items).error).toMatchObject({ code: Code.Cancelled });
      });

      it('waits for a reader that does not read', async () => {
        await use({ streamItems: 1000, streamBytes: 50_000 });
        const items = caller.serverStream(at('chunks'), [1000, 10_000])[Symbol.asyncIterator]();
        await items.next();
        await happened('chunk 3');
        for (let turn = 0; turn < 20; turn++) await caller.call(at('events'), []);
        // 50,000 bytes may wait, one more item may have been under way, and one be prepared.
        expect((await caller.call<string[]>(at('events'), [])).length).toBeLessThan(12);
        await items.return?.();
      });

      it('carries metadata both ways', async () => {
        const heard: [string, Metadata][] = [];
        const { items } = await collect(
          caller.serverStream(at('withMetadata'), [], {
            metadata: { question: 'why' },
            onHeaders: (headers) => heard.push(['headers', headers]),
            onTrailers: (trailers) => heard.push(['trailers', trailers]),
          }),
        );
        expect(items).toEqual(['item']);
        expect(heard).toEqual([
          ['headers', { asked: 'why' }],
          ['trailers', { bytes: Uint8Array.of(1, 2) }],
        ]);
      });
    });

    describe('a client stream', () => {
      it.each([0, 1, 3000])('takes %d items, and answers', async (count) => {
        const sum = (count * (count - 1)) / 2 + 7;
        expect(await caller.clientStream(at('sum'), [7], upTo(count))).toBe(sum);
        expect(await caller.clientStream(at('sum'), [7], later(upTo(count)))).toBe(sum);
      });

      it('may be answered before it has ended: its source cleans up', async () => {
        let cleaned = false;
        async function* source(): AsyncGenerator<number> {
          try {
            for (let number = 42; ; number++) yield number;
          } finally {
            cleaned = true;
          }
        }
        expect(await caller.clientStream(at('firstOf'), [], source())).toBe(42);
        await caller.call(at('events'), []);
        expect(cleaned).toBe(true);
        expect(await caller.clientStream(at('sum'), [0], upTo(10))).toBe(45);
      });

      it('fails with what its source throws', async () => {
        async function* source(): AsyncGenerator<number> {
          yield 1;
          throw new Error('the disk is full');
        }
        await expect(caller.clientStream(at('sum'), [0], source())).rejects.toThrow('the disk is full');
        expect(await caller.clientStream(at('sum'), [0], upTo(10))).toBe(45);
      });

      it.each([
        ['wrong', ['x'], 'item: expected number'],
        ['not to be sent', [() => 1], 'item: '],
      ])('fails with an item that is %s', async (_name, source, text) => {
        const error = await failureOf(caller.clientStream(at('sum'), [0], source));
        expect(error).toMatchObject({ code: Code.InvalidArgument, message: expect.stringContaining(text) });
        expect(await caller.clientStream(at('sum'), [0], upTo(10))).toBe(45);
      });

      it('ends at its deadline, and has its source clean up', async () => {
        let cleaned = false;
        async function* source(): AsyncGenerator<number> {
          try {
            for (;;) {
              await new Promise((resolve) => setTimeout(resolve, 1));
              yield 1;
            }
          } finally {
            cleaned = true;
          }
        }
        const error = await failureOf(caller.clientStream(at('sum'), [0], source(), { timeoutMs: 20 }));
        expect(error).toMatchObject({ code: Code.DeadlineExceeded });
        while (!cleaned) await new Promise((resolve) => setTimeout(resolve, 1));
      });
    });

    describe('streams both ways', () => {
      it('answer item by item', async () => {
        const numbers: number[] = [];
        let more: ((next: number | undefined) => void) | undefined;
        async function* source(): AsyncGenerator<number> {
          for (;;) {
            const next = await new Promise<number | undefined>((resolve) => {
              more = resolve;
            });
            if (next === undefined) return;
            yield next;
          }
        }
        const answers = caller.bidiStream<number>(at('doubled'), [], source())[Symbol.asyncIterator]();
        for (const number of [1, 20, 300]) {
          while (more === undefined) await new Promise((resolve) => setImmediate(resolve));
          const send = more;
          more = undefined;
          send(number);
          numbers.push((await answers.next()).value);
        }
        while (more === undefined) await new Promise((resolve) => setImmediate(resolve));
        more(undefined);
        // The caller's half is closed; the handler's goes on.
        expect((await answers.next()).value).toBe(-1);
        expect((await answers.next()).done).toBe(true);
        expect(numbers).toEqual([2, 40, 600]);
      });

      it('run at full speed', async () => {
        const { items } = await collect(caller.bidiStream(at('doubled'), [], later(upTo(3000))));
        expect(items).toEqual([...upTo(3000).map((number) => number * 2), -1]);
      });

      it('run side by side', async () => {
        const all = upTo(50).map((index) =>
          index % 2 === 0
            ? collect(caller.bidiStream(at('doubled'), [], later([index])))
            : collect(caller.serverStream(at('count'), [index])),
        );
        for (const [index, { items }] of (await Promise.all(all)).entries()) {
          expect(items).toEqual(index % 2 === 0 ? [index * 2, -1] : upTo(index));
        }
      });

      it('are no more than the limit allows', async () => {
        await use({ maxConcurrentStreams: 2 });
        const running = [1, 2].map(() => caller.serverStream(at('forever'), [])[Symbol.asyncIterator]());
        for (const each of running) await each.next();
        const { error } = await collect(caller.serverStream(at('count'), [1]));
        expect(error).toMatchObject({
          code: Code.ResourceExhausted,
          message: expect.stringContaining('Streams'),
        });
        const refused = await failureOf(caller.clientStream(at('sum'), [0], upTo(10)));
        expect(refused).toMatchObject({ code: Code.ResourceExhausted });
        for (const each of running) await each.return?.();
        await happened('forever ended');
        while ((await collect(caller.serverStream(at('count'), [1]))).error !== undefined);
        expect(await caller.clientStream(at('sum'), [0], upTo(10))).toBe(45);
      });
    });

    describe('a blocking caller', () => {
      it('reads a stream of a handler that needs no event loop', () => {
        expect([...blocking.serverStream(at('count'), [3000])]).toEqual(upTo(3000));
      });

      it('leaves a stream early', () => {
        for (const item of blocking.serverStream(at('count'), [100_000])) if (item === 5) break;
        expect(blocking.call(at('events'), [])).toEqual(['count ended']);
      });

      if (!waitsForAsyncHandlers) return;

      it('reads a stream of an asynchronous handler, and its error', () => {
        expect([...blocking.serverStream(at('countSlowly'), [5])]).toEqual(upTo(5));
        const items: unknown[] = [];
        expect(() => {
          for (const item of blocking.serverStream(at('countThenFail'), [2000])) items.push(item);
        }).toThrow('no more');
        expect(items).toEqual(upTo(2000));
      });

      it('sends a stream', () => {
        expect(blocking.clientStream(at('sum'), [7], upTo(3000))).toBe(4_498_507);
        expect(blocking.clientStream(at('firstOf'), [], upTo(100_000))).toBe(0);
        expect(blocking.clientStream(at('sum'), [7], [])).toBe(7);
      });

      it('is told what is wrong with its stream', async () => {
        function* failing(): Generator<number> {
          yield 1;
          throw new Error('the disk is full');
        }
        expect(() => blocking.clientStream(at('sum'), [0], failing())).toThrow('the disk is full');
        const error = await failureOf(() => blocking.clientStream(at('sum'), [0], ['x']));
        expect(error).toMatchObject({ code: Code.InvalidArgument });
        expect(blocking.clientStream(at('sum'), [0], [1, 2])).toBe(3);
      });

      it('stops at the deadline, and the session stays usable', async () => {
        const items: unknown[] = [];
        const error = await failureOf(() => {
          for (const item of blocking.serverStream(at('countSlowly'), [100_000], { timeoutMs: 30 })) {
            items.push(item);
          }
        });
        expect(error).toMatchObject({ code: Code.DeadlineExceeded });
        expect(items.length).toBeGreaterThan(0);
        expect([...blocking.serverStream(at('count'), [5])]).toEqual(upTo(5));
      });
    });
  });
}
