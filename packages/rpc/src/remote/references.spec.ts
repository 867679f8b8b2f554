import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { failureOf } from '../../test/failure-of.js';
import { ScriptedPeer } from '../../test/scripted-peer.js';
import type { CallContext } from '../call-context.js';
import { openCaller } from '../client.js';
import { Code } from '../code.js';
import type { Interceptor } from '../interceptors/interceptor.js';
import type { Limits } from '../limits.js';
import { RpcError } from '../rpc-error.js';
import { Server } from '../server.js';
import {
  defineRemote,
  defineService,
  type MethodSpec,
  type RemoteSpec,
  type ServiceDescriptor,
} from '../service.js';
import { type MemoryPair, memoryPair } from '../testing.js';
import { release } from './release.js';
import { remote } from './remote-schema.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

type Progress = (done: number) => Promise<string>;
type Note = (text: string) => void;

interface Counter {
  add(by: number): Promise<number>;
  upTo(end: number): AsyncIterable<number>;
  twin(): Promise<Counter>;
  fail(): Promise<void>;
}

interface Handlers {
  work(steps: number, progress: Progress, context: CallContext): Promise<string[]>;
  keep(note: { note: Note; name: string }, context: CallContext): void;
  say(text: string, context: CallContext): void;
  drop(context: CallContext): void;
  counter(start: number, context: CallContext): Counter;
  same(counter: Counter, context: CallContext): boolean;
  useTwice(progress: Progress, again: Progress, context: CallContext): boolean;
  anything(value: unknown, context: CallContext): unknown;
}

const number = (): z.ZodType => z.number();

const ProgressSpec: RemoteSpec = defineRemote({
  name: 'Progress',
  kind: 'function',
  methods: () => [
    {
      name: 'call',
      kind: 'unary',
      params: ['done'],
      args: () => z.tuple([z.number()]),
      result: () => z.string(),
    },
  ],
});
const NoteSpec: RemoteSpec = defineRemote({
  name: 'Note',
  kind: 'function',
  methods: () => [{ name: 'call', kind: 'oneway', params: ['text'], args: () => z.tuple([z.string()]) }],
});
const CounterSpec: RemoteSpec = defineRemote({
  name: 'Counter',
  kind: 'object',
  methods: () => [
    { name: 'add', kind: 'unary', params: ['by'], args: () => z.tuple([z.number()]), result: number },
    { name: 'upTo', kind: 'serverStream', params: ['end'], args: () => z.tuple([z.number()]), item: number },
    {
      name: 'twin',
      kind: 'unary',
      params: [],
      args: () => z.tuple([]),
      result: () => remote<Counter>(CounterSpec),
    },
    { name: 'fail', kind: 'unary', params: [], args: () => z.tuple([]) },
  ],
});

const METHODS: readonly MethodSpec[] = [
  {
    name: 'work',
    kind: 'unary',
    params: ['steps', 'progress'],
    args: () => z.tuple([z.number(), remote<Progress>(ProgressSpec)]),
    result: () => z.array(z.string()),
  },
  {
    name: 'keep',
    kind: 'unary',
    params: ['note'],
    args: () => z.tuple([z.object({ note: remote<Note>(NoteSpec), name: z.string() })]),
  },
  { name: 'say', kind: 'unary', params: ['text'], args: () => z.tuple([z.string()]) },
  { name: 'drop', kind: 'unary', params: [], args: () => z.tuple([]) },
  {
    name: 'counter',
    kind: 'unary',
    params: ['start'],
    args: () => z.tuple([z.number()]),
    result: () => remote<Counter>(CounterSpec),
  },
  {
    name: 'same',
    kind: 'unary',
    params: ['counter'],
    args: () => z.tuple([remote<Counter>(CounterSpec)]),
    result: () => z.boolean(),
  },
  {
    name: 'useTwice',
    kind: 'unary',
    params: ['progress', 'again'],
    args: () => z.tuple([remote<Progress>(ProgressSpec), remote<Progress>(ProgressSpec)]),
    result: () => z.boolean(),
  },
  {
    name: 'anything',
    kind: 'unary',
    params: ['value'],
    args: () => z.tuple([z.unknown()]),
    result: () => z.unknown(),
  },
];
const Remotes: ServiceDescriptor<Handlers> = defineService<Handlers>({
  name: 'Remotes',
  contractHash: 'remotes-1',
  methods: METHODS,
});

class LiveCounter implements Counter {
  #value: number;

  constructor(start: number) {
    this.#value = start;
  }

  async add(by: number): Promise<number> {
    this.#value += by;
    return this.#value;
  }

  async *upTo(end: number): AsyncGenerator<number> {
    while (this.#value < end) yield this.#value++;
  }

  async twin(): Promise<Counter> {
    return new LiveCounter(this.#value);
  }

  async fail(): Promise<void> {
    throw new Error('a secret');
  }
}

function handlers(): Handlers {
  let kept: Note | undefined;
  const counters = new WeakSet<object>();
  return {
    async work(steps, progress) {
      const answers: string[] = [];
      for (let step = 1; step <= steps; step++) answers.push(await progress(step));
      return answers;
    },
    keep: ({ note }) => {
      kept = note;
    },
    say: (text) => kept?.(text),
    drop: () => {
      kept = undefined;
    },
    counter(start) {
      const counter = new LiveCounter(start);
      counters.add(counter);
      return counter;
    },
    same: (counter) => counters.has(counter),
    useTwice: (progress, again) => progress === again,
    anything: (value) => value,
  };
}

type Call = (name: keyof Handlers, ...args: unknown[]) => Promise<unknown>;

function open(
  limits: Partial<Limits> = {},
  interceptors: { readonly client: Interceptor[]; readonly server: Interceptor[] } = {
    client: [],
    server: [],
  },
): MemoryPair & { call: Call } {
  const onHandlerError = (): void => undefined;
  const server = new Server({ onHandlerError, limits, interceptors: interceptors.server });
  server.add(Remotes, handlers());
  const pair = memoryPair({ server, client: { limits, onHandlerError, interceptors: interceptors.client } });
  const caller = openCaller(pair.client, Remotes);
  return {
    ...pair,
    [Symbol.dispose]: pair[Symbol.dispose],
    call: (name, ...args) =>
      caller.call(
        METHODS.findIndex((method) => method.name === name),
        args,
      ),
  };
}

async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('a function that is passed as an argument', () => {
  it('is called back where it lives, typed both ways', async () => {
    using pair = open();
    const progress = async (done: number): Promise<string> => `${done} done`;
    expect(await pair.call('work', 3, progress)).toEqual(['1 done', '2 done', '3 done']);
  });

  it('is validated on both sides of the way back', async () => {
    using pair = open();
    const wrongResult = async (): Promise<number> => 5;
    expect(await failureOf(pair.call('work', 1, wrongResult))).toMatchObject({ code: Code.Internal });
    const error = await failureOf(pair.call('work', 1, 'not a function'));
    expect(error.message).toContain('argument 2 (progress)');
  });

  it('fails without its text going to the other side', async () => {
    using pair = open();
    const failing = async (): Promise<string> => {
      throw new Error('a secret');
    };
    const error = await failureOf(pair.call('work', 1, failing));
    expect(error.message).not.toContain('secret');
  });

  it('may lie within an object, be kept, and be notified', async () => {
    using pair = open();
    const texts: string[] = [];
    await pair.call('keep', { name: 'log', note: (text: string) => texts.push(text) });
    await pair.call('say', 'one');
    await pair.call('say', 'two');
    await turns();
    expect(texts).toEqual(['one', 'two']);
  });

  it('is the same function there as long as it is the same here', async () => {
    using pair = open();
    const progress = async (): Promise<string> => '';
    expect(await pair.call('useTwice', progress, progress)).toBe(true);
    expect(await pair.call('useTwice', progress, async () => '')).toBe(false);
    expect(pair.client.references).toEqual({ exported: 2, imported: 0 });
  });

  it('can not go where plain data is expected', async () => {
    using pair = open();
    const error = await failureOf(pair.call('anything', { callback: () => 1 }));
    expect(error.message).toContain('value.callback): a function can not be sent');
  });
});

describe('interceptors', () => {
  const noting =
    (notes: string[]): Interceptor =>
    (next) =>
    (call) => {
      notes.push(`${call.side} ${call.kind} ${call.path}`);
      return next(call);
    };

  it('of the side that answers see the calls of functions and live objects, of every kind', async () => {
    const [client, server]: [string[], string[]] = [[], []];
    using pair = open({}, { client: [noting(client)], server: [noting(server)] });
    const texts: string[] = [];
    expect(await pair.call('work', 1, async (done: number) => `${done}`)).toEqual(['1']);
    await pair.call('keep', { name: 'log', note: (text: string) => texts.push(text) });
    await pair.call('say', 'one');
    const counter = (await pair.call('counter', 5)) as Counter;
    expect(await counter.add(1)).toBe(6);
    const items: number[] = [];
    for await (const item of counter.upTo(7)) items.push(item);
    expect(items).toEqual([6]);
    await turns();
    expect(texts).toEqual(['one']);
    expect(client).toEqual(['server unary Progress', 'server oneway Note']);
    expect(server.filter((note) => note.includes('Counter'))).toEqual([
      'server unary Counter.add',
      'server serverStream Counter.upTo',
    ]);
  });

  it('can refuse them', async () => {
    const refuse: Interceptor = () => async (call) => {
      throw new RpcError(`not ${call.path}`, { code: Code.PermissionDenied });
    };
    using pair = open({}, { client: [refuse], server: [] });
    const error = await failureOf(pair.call('work', 1, async () => ''));
    expect(error).toMatchObject({ code: Code.PermissionDenied });
  });
});

describe('a live object', () => {
  it('keeps its state in the process that made it, and streams', async () => {
    using pair = open();
    const counter = (await pair.call('counter', 5)) as Counter;
    expect(await counter.add(2)).toBe(7);
    const items: number[] = [];
    for await (const item of counter.upTo(10)) items.push(item);
    expect(items).toEqual([7, 8, 9]);
    const twin = await counter.twin();
    expect([await twin.add(1), await counter.add(0)]).toEqual([11, 10]);
    expect(await failureOf(counter.fail())).toMatchObject({ code: Code.Internal });
  });

  it('comes home as itself', async () => {
    using pair = open();
    expect(await pair.call('same', await pair.call('counter', 1))).toBe(true);
    expect(await pair.call('same', new LiveCounter(1))).toBe(false);
  });

  it('must have the methods of its kind', async () => {
    using pair = open();
    const error = await failureOf(pair.call('same', { add: async () => 1 }));
    expect(error).toMatchObject({
      code: Code.InvalidArgument,
      message: expect.stringContaining('method upTo'),
    });
  });
});

describe('a reference', () => {
  it('is released by dispose: it can not be called any more, and its owner lets go', async () => {
    using pair = open();
    const counter = (await pair.call('counter', 5)) as Counter;
    expect(pair.server.references).toEqual({ exported: 1, imported: 0 });
    release(counter);
    release(counter);
    await turns();
    expect(pair.server.references).toEqual({ exported: 0, imported: 0 });
    expect(await failureOf(counter.add(1))).toMatchObject({
      code: Code.FailedPrecondition,
      maybeExecuted: false,
    });
  });

  it('is released by using', async () => {
    using pair = open();
    {
      using counter = (await pair.call('counter', 5)) as Counter & Disposable;
      expect(await counter.add(1)).toBe(6);
    }
    await turns();
    expect(pair.server.references.exported).toBe(0);
  });

  it('is released when its proxy is collected', async () => {
    using pair = open();
    for (let round = 0; round < 50; round++) {
      await pair.call('work', 1, async () => '');
      await pair.call('counter', round);
    }
    for (let round = 0; round < 100 && pair.server.references.exported > 0; round++) {
      // The last call's promise is remembered until the next one.
      await pair.call('anything', round);
      collectGarbage();
      await turns(2);
    }
    expect(pair.server.references).toEqual({ exported: 0, imported: 0 });
    expect(pair.client.references).toEqual({ exported: 0, imported: 0 });
  });

  it('that is sent anew while it is released stays', async () => {
    using pair = open();
    const progress = async (done: number): Promise<string> => `${done}`;
    await pair.call('keep', { name: 'a', note: progress });
    for (let round = 0; round < 20; round++) {
      const calls = [pair.call('work', 2, progress), pair.call('work', 1, progress)];
      collectGarbage();
      expect(await Promise.all(calls)).toEqual([['1', '2'], ['1']]);
    }
  });

  it('is taken back when what it was sent with is refused', async () => {
    using pair = open();
    const progress = async (): Promise<string> => '';
    await failureOf(pair.call('work', 'not a number', progress));
    await failureOf(openCaller(pair.client, { ...Remotes, name: 'Unknown' }).call(0, [1, progress]));
    await turns();
    expect(pair.client.references.exported).toBe(0);
    expect(pair.server.references.imported).toBe(0);
  });

  it('ends with its session', async () => {
    const pair = open();
    const counter = (await pair.call('counter', 5)) as Counter;
    pair.client.close();
    await turns();
    expect(pair.server.references).toEqual({ exported: 0, imported: 0 });
    expect(await failureOf(counter.add(1))).toMatchObject({ code: Code.Unavailable });
  });

  it('is refused beyond the limit, and the session goes on', async () => {
    using pair = open({ maxReferences: 3 });
    const kept = [1, 2, 3].map((start) => pair.call('counter', start));
    await Promise.all(kept);
    expect(await failureOf(pair.call('counter', 4))).toMatchObject({
      code: Code.ResourceExhausted,
      message: expect.stringContaining('limits.maxReferences'),
    });
    expect(await pair.call('anything', 1)).toBe(1);
    expect(await Promise.all(kept)).toHaveLength(3);
  });
});

describe('a hostile peer that', () => {
  /** A reference in our mapping: an extension of four bytes. */
  const reference = (type: 7 | 8, id: number): number[] => [0xd6, type, 0, 0, 0, id];
  const request = (method: string, ...args: number[]): Uint8Array =>
    Uint8Array.from([0x94, 0, 0, 0xa0 | method.length, ...Buffer.from(method), ...args]);

  async function peer(limits: Partial<Limits> = {}): Promise<[ReturnType<Server['accept']>, ScriptedPeer]> {
    const server = new Server({ onHandlerError: () => undefined, limits }).add(Remotes, handlers());
    const [session, scripted] = ScriptedPeer.of(server);
    await scripted.hello();
    return [session, scripted];
  }

  it.each([
    ['calls a reference that was never given', [0, 0, [7, 0], []], 'never given'],
    ['releases a reference that was never given', [13, 0, 1], 'not given so often'],
    ['names a method by three members', [0, 0, [1, 2, 3], []], '3 members'],
  ])('%s loses its session', async (_name, frame, text) => {
    const [session, scripted] = await peer();
    await scripted.say(frame);
    expect((await session.closed)?.message).toContain(text);
  });

  it('gives back a reference that it was never given loses its session', async () => {
    const [session, scripted] = await peer();
    await scripted.sayBytes(request('Remotes/same', 0x91, ...reference(8, 0)));
    expect((await session.closed)?.message).toContain('never given');
  });

  it('puts a reference where data is expected is refused, and told that it is not held', async () => {
    const [session, scripted] = await peer();
    await scripted.sayBytes(request('Remotes/anything', 0x91, ...reference(7, 3)));
    expect(await scripted.heard(2)).toMatchObject([
      [13, 3, 1],
      [1, 0, { code: Code.InvalidArgument, message: expect.stringContaining('plain data') }, null],
    ]);
    session.close();
  });

  it('calls a reference that was released is told', async () => {
    const [session, scripted] = await peer();
    await scripted.say([0, 0, 'Remotes/drop', []]);
    // A reference that was given, by answer to a call, and let go of.
    await scripted.sayBytes(request('Remotes/counter', 0x91, 5));
    await scripted.recorder.until(() => scripted.recorder.datagrams.length > 2);
    await scripted.say([0, 2, [0, 'add'], [1]]);
    await scripted.say([0, 4, [0, 'nothing'], [1]]);
    await scripted.say([13, 0, 1]);
    await scripted.say([0, 6, [0, 'add'], [1]]);
    await scripted.recorder.until(() => scripted.recorder.datagrams.length > 5);
    const texts = scripted.recorder.datagrams.map((bytes) => Buffer.from(bytes).toString('latin1')).join();
    expect(texts).toContain('has no method nothing');
    session.close();
  });

  it('gives more references than the limit loses its session', async () => {
    const [session, scripted] = await peer({ maxReferences: 3 });
    for (let id = 0; id < 4; id++) {
      const bytes = request('Remotes/work', 0x92, 1, ...reference(7, id));
      bytes[2] = id * 2;
      await scripted.sayBytes(bytes);
    }
    expect((await session.closed)?.message).toContain('limits.maxReferences');
  });
});
