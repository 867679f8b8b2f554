import { z } from 'zod';
import { failureOf } from '../../test/failure-of.js';
import { type StreamHandlers, Streams, streamHandlers } from '../../test/stream-service.js';
import { at, collect } from '../../test/streaming.js';
import { withCodecs } from '../../test/with-codecs.js';
import type { CallContext } from '../call-context.js';
import { type Caller, openBlockingCaller, openCaller } from '../client.js';
import { Code } from '../code.js';
import { RpcError } from '../rpc-error.js';
import { Server } from '../server.js';
import { defineService } from '../service.js';
import { type MemoryPair, memoryPair } from '../testing.js';
import { authorizePeer } from './authorize-peer.js';
import { concurrencyLimit } from './concurrency-limit.js';
import type { InterceptedCall, Interceptor } from './interceptor.js';
import { type CallLog, logging } from './logging.js';
import { retry } from './retry.js';

interface Setup {
  readonly client?: readonly Interceptor[];
  readonly server?: readonly Interceptor[];
  readonly handlers?: Partial<StreamHandlers>;
  readonly peer?: { pid: number; uid: number; gid: number };
}

function open({ client = [], server = [], handlers = {}, peer }: Setup): MemoryPair & { caller: Caller } {
  const service = new Server({ onHandlerError: () => undefined, interceptors: server }).add(Streams, {
    ...streamHandlers(),
    ...handlers,
  });
  const pair = memoryPair({ server: service, ...(peer === undefined ? {} : { peer }) });
  const caller = openCaller(pair.client, Streams, { interceptors: client });
  return { ...pair, [Symbol.dispose]: pair[Symbol.dispose], caller };
}

/** Notes what comes by, and when it has gone by. */
function noting(name: string, notes: string[]): Interceptor {
  return (next) => async (call) => {
    notes.push(`${name} ${call.path}`);
    try {
      return await next(call);
    } finally {
      notes.push(`${name} done`);
    }
  };
}

describe('interceptors', () => {
  it('stand around calls on both sides, the first one outermost', async () => {
    const notes: string[] = [];
    const names = (side: string): Interceptor[] => [noting(`${side} 1`, notes), noting(`${side} 2`, notes)];
    using pair = open({ client: names('client'), server: names('server') });
    await pair.caller.call(at('events'), []);
    const path = 'Streams/events';
    expect(notes).toEqual([
      `client 1 ${path}`,
      `client 2 ${path}`,
      `server 1 ${path}`,
      `server 2 ${path}`,
      'server 2 done',
      'server 1 done',
      'client 2 done',
      'client 1 done',
    ]);
  });

  it('see calls of every kind, and what they are', async () => {
    const seen: InterceptedCall[] = [];
    const watch: Interceptor = (next) => (call) => {
      seen.push(call);
      return next(call);
    };
    using pair = open({ client: [watch], server: [watch] });
    const { caller } = pair;
    expect(await collect(caller.serverStream(at('count'), [3]))).toEqual({ items: [0, 1, 2] });
    expect(await caller.clientStream(at('sum'), [1], [2, 3])).toBe(6);
    expect(await collect(caller.bidiStream(at('doubled'), [], [1, 2]))).toEqual({ items: [2, 4, -1] });
    expect(seen.map(({ side, path, kind, args }) => [side, path, kind, args])).toEqual([
      ['client', 'Streams/count', 'serverStream', [3]],
      ['server', 'Streams/count', 'serverStream', [3]],
      ['client', 'Streams/sum', 'clientStream', [1]],
      ['server', 'Streams/sum', 'clientStream', [1]],
      ['client', 'Streams/doubled', 'bidiStream', []],
      ['server', 'Streams/doubled', 'bidiStream', []],
    ]);
  });

  it('may change arguments, results, items and metadata', async () => {
    const more: Interceptor = (next) => async (call) => {
      const args = call.args.map((argument) => Number(argument) + 1);
      const answer = await next({ ...call, args, metadata: { question: 'by the interceptor' } });
      if (answer.items === undefined) return { ...answer, result: Number(answer.result) * 10 };
      const { items } = answer;
      return {
        ...answer,
        items: (async function* () {
          for await (const item of items) yield typeof item === 'number' ? item * 10 : item;
        })(),
      };
    };
    using pair = open({ client: [more] });
    expect(await collect(pair.caller.serverStream(at('count'), [1]))).toEqual({ items: [0, 10] });
    expect(await pair.caller.clientStream(at('sum'), [0], [1])).toBe(20);
    const headers: unknown[] = [];
    await collect(
      pair.caller.serverStream(at('withMetadata'), [], { onHeaders: (each) => headers.push(each) }),
    );
    expect(headers).toEqual([{ asked: 'by the interceptor' }]);
  });

  it('may answer in the place of the other side, and fail in it', async () => {
    const closed: Interceptor = () => async (call) => {
      throw new RpcError(`${call.path} is closed`, { code: Code.FailedPrecondition });
    };
    using here = open({ client: [closed] });
    expect(await failureOf(here.caller.call(at('events'), []))).toMatchObject({
      code: Code.FailedPrecondition,
    });
    using there = open({ server: [closed] });
    expect((await collect(there.caller.serverStream(at('count'), [3]))).error).toMatchObject({
      code: Code.FailedPrecondition,
      message: 'Streams/count is closed',
    });
  });

  it('have streams cancelled through them', async () => {
    const notes: string[] = [];
    using pair = open({
      client: [noting('client', notes), logging(() => undefined)],
      server: [logging(() => undefined)],
    });
    for await (const item of pair.caller.serverStream(at('forever'), [])) if (item === 5) break;
    while (!(await pair.caller.call<string[]>(at('events'), [])).includes('forever ended')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  it('are refused by a client that blocks', () => {
    using pair = open({});
    expect(() => openBlockingCaller(pair.client, Streams, { interceptors: [retry()] })).toThrow(
      'no interceptors',
    );
  });
});

describe('logging', () => {
  it('tells how each call ended, a stream with its items', async () => {
    const entries: CallLog[] = [];
    using pair = open({ client: [logging((entry) => entries.push(entry))] });
    await pair.caller.call(at('events'), []);
    await collect(pair.caller.serverStream(at('count'), [3]));
    await collect(pair.caller.serverStream(at('countThenFail'), [2]));
    expect(entries).toMatchObject([
      { path: 'Streams/events', code: 'OK' },
      { path: 'Streams/count', code: 'OK', items: 3 },
      { path: 'Streams/countThenFail', code: 'NotFound', items: 2, error: { message: 'no more' } },
    ]);
    for (const { durationMs } of entries) expect(durationMs).toBeGreaterThan(0);
  });
});

interface Flaky {
  once(context: CallContext): number;
  again(context: CallContext): number;
  items(context: CallContext): Iterable<number>;
}
const Flaky = withCodecs(
  defineService<Flaky>({
    name: 'Flaky',
    contractHash: 'flaky-1',
    methods: [
      { name: 'once', kind: 'unary', params: [], args: () => z.tuple([]), result: () => z.number() },
      {
        name: 'again',
        kind: 'unary',
        idempotent: true,
        params: [],
        args: () => z.tuple([]),
        result: () => z.number(),
      },
      {
        name: 'items',
        kind: 'serverStream',
        idempotent: true,
        params: [],
        args: () => z.tuple([]),
        item: () => z.number(),
      },
    ],
  }),
);

describe('retry', () => {
  function flaky(failures: number, itemsFirst = 0): MemoryPair & { caller: Caller; attempts: () => number } {
    let attempts = 0;
    const attempt = (): number => {
      if (++attempts <= failures)
        throw new RpcError('not now', { code: Code.Unavailable, maybeExecuted: true });
      return attempts;
    };
    const server = new Server().add(Flaky, {
      once: attempt,
      again: attempt,
      *items() {
        for (let item = 0; item < itemsFirst; item++) yield item;
        yield attempt();
      },
    });
    const pair = memoryPair({ server });
    const interceptors = [retry({ firstBackoffMs: 1 })];
    const caller = openCaller(pair.client, Flaky, { interceptors });
    return { ...pair, [Symbol.dispose]: pair[Symbol.dispose], caller, attempts: () => attempts };
  }

  it('repeats idempotent calls that fail with Unavailable', async () => {
    using pair = flaky(3);
    expect(await pair.caller.call(1, [])).toBe(4);
  });

  it('gives up in the end, with the last error', async () => {
    using pair = flaky(10);
    expect(await failureOf(pair.caller.call(1, []))).toMatchObject({ message: 'not now' });
    expect(pair.attempts()).toBe(4);
  });

  it('does not repeat other calls that may have been executed', async () => {
    using pair = flaky(1);
    await failureOf(pair.caller.call(0, []));
    expect(pair.attempts()).toBe(1);
  });

  it('repeats any call that certainly was not executed', async () => {
    let attempts = 0;
    const refusing: Interceptor = (next) => async (call) => {
      if (++attempts < 3) throw new RpcError('full', { code: Code.Unavailable, maybeExecuted: false });
      return next(call);
    };
    const server = new Server().add(Flaky, { once: () => 7, again: () => 7, items: () => [] });
    using pair = memoryPair({ server });
    const caller = openCaller(pair.client, Flaky, { interceptors: [retry({ firstBackoffMs: 1 }), refusing] });
    expect(await caller.call(0, [])).toBe(7);
  });

  it('begins a stream again until its first item has come, not later', async () => {
    using early = flaky(2);
    expect(await collect(early.caller.serverStream(2, []))).toEqual({ items: [3] });
    using late = flaky(2, 1);
    expect(await collect(late.caller.serverStream(2, []))).toMatchObject({
      items: [0],
      error: { message: 'not now' },
    });
  });

  it('keeps to the deadline of the call', async () => {
    // So many attempts take ten seconds at least; and however slow the machine is, one has time for a second.
    using pair = flaky(Number.POSITIVE_INFINITY);
    const interceptors = [retry({ attempts: 10_000, firstBackoffMs: 1, factor: 1 })];
    const caller = openCaller(pair.client, Flaky, { interceptors });
    await failureOf(caller.call(1, [], { timeoutMs: 1000 }));
    expect(pair.attempts()).toBeGreaterThan(1);
    expect(pair.attempts()).toBeLessThan(10_000);
  });

  it('stops waiting when the caller gives up', async () => {
    using pair = flaky(1000);
    const controller = new AbortController();
    // When an attempt has failed and the microtasks have run, it waits.
    const givingUp: Interceptor = (next) => async (call) => {
      try {
        return await next(call);
      } finally {
        setImmediate(() => controller.abort());
      }
    };
    const interceptors = [retry({ attempts: 1000, firstBackoffMs: 60_000, mostBackoffMs: 60_000 }), givingUp];
    const call = openCaller(pair.client, Flaky, { interceptors }).call(1, [], { signal: controller.signal });
    expect(await failureOf(call)).toMatchObject({
      code: Code.Cancelled,
      message: expect.stringContaining('while it waited to try again'),
    });
    expect(pair.attempts()).toBe(1);
  });

  it('refuses options that are none', () => {
    expect(() => retry({ attempts: 0 })).toThrow(RangeError);
    expect(() => retry({ jitter: 2 })).toThrow(RangeError);
  });
});

describe('concurrencyLimit', () => {
  it('runs so many calls of a method at once, has some wait, and refuses the others', async () => {
    let running = 0;
    let most = 0;
    using pair = open({
      server: [concurrencyLimit({ perMethod: 2, waiting: 3 })],
      handlers: {
        async sum(start) {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          return start;
        },
      },
    });
    const calls = [1, 2, 3, 4, 5, 6, 7].map((start) => pair.caller.clientStream(at('sum'), [start], []));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array(5).fill('fulfilled'),
      ...Array(2).fill('rejected'),
    ]);
    expect(await failureOf(calls[6] ?? Promise.resolve())).toMatchObject({ code: Code.ResourceExhausted });
    expect(most).toBe(2);
    expect(await pair.caller.clientStream(at('sum'), [8], [])).toBe(8);
  });

  it('counts a stream until it has ended', async () => {
    using pair = open({ client: [concurrencyLimit({ perMethod: 1 })] });
    const first = pair.caller.serverStream(at('forever'), [])[Symbol.asyncIterator]();
    await first.next();
    expect((await collect(pair.caller.serverStream(at('forever'), []))).error).toMatchObject({
      code: Code.ResourceExhausted,
    });
    // Another method has a limit of its own.
    expect((await collect(pair.caller.serverStream(at('count'), [1]))).items).toEqual([0]);
    await first.return?.();
    const second = pair.caller.serverStream(at('forever'), [])[Symbol.asyncIterator]();
    expect(await second.next()).toMatchObject({ value: 0 });
    await second.return?.();
  });
});

describe('authorizePeer', () => {
  const server = [authorizePeer((peer, { path }) => peer?.uid === 7 || path === 'Streams/events')];

  it('lets those pass who may', async () => {
    using pair = open({ server, peer: { pid: 1, uid: 7, gid: 7 } });
    expect((await collect(pair.caller.serverStream(at('count'), [1]))).items).toEqual([0]);
  });

  it('refuses the others, before the handler runs', async () => {
    using pair = open({ server, peer: { pid: 1, uid: 8, gid: 8 } });
    expect((await collect(pair.caller.serverStream(at('count'), [1]))).error).toMatchObject({
      code: Code.PermissionDenied,
      message: 'Streams/count: process 1 of user 8 may not call it',
    });
    expect(await pair.caller.call(at('events'), [])).toEqual([]);
  });
});
