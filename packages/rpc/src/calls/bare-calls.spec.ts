import { z } from 'zod';
import { encode, hex } from '../../test/bytes.js';
import { failureOf } from '../../test/failure-of.js';
import { ScriptedPeer } from '../../test/scripted-peer.js';
import { ScriptedTransport } from '../../test/scripted-transport.js';
import type { CallContext } from '../call-context.js';
import { type BlockingCaller, openBlockingCaller, openCaller } from '../client.js';
import { Code } from '../code.js';
import type { CompactType } from '../compact/compact-codec.js';
import type { Limits } from '../limits.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { defineService, type ServiceDescriptor } from '../service.js';
import { ServiceRegistry } from '../service-registry.js';
import { memoryPair } from '../testing.js';
import { readPart } from '../wire/read-value.js';
import { WireError } from '../wire/wire-error.js';
import { writeValue } from '../wire/write-value.js';

const METHODS = 200;
type Numbered = Record<string, (value: unknown, context: CallContext) => unknown>;

/** What happens while the text `check` is being read: a schema of the user's may do anything. */
let whileChecking: () => void = () => undefined;

/** Takes any value but the text `bad`, as generated code would. */
function compact<T>(isBad: (value: unknown) => boolean): CompactType<T> {
  return {
    write: writeValue,
    read: (reader) => {
      const value = readPart(reader);
      if (isBad(value)) reader.refused = true;
      if (value === 'check') whileChecking();
      return value as T; // whatever it is: what is wrong is refused
    },
  };
}

/** A service of many methods, each of which takes a value and gives one back. */
function manyMethods(name: string): ServiceDescriptor<Numbered> {
  const good = (): z.ZodType => z.unknown().refine((value) => value !== 'bad', 'is bad');
  return defineService<Numbered>({
    name,
    contractHash: `${name} 1`,
    methods: Array.from({ length: METHODS }, (_, index) => ({
      name: `method${index}`,
      kind: 'unary' as const,
      params: ['value'],
      args: () => z.tuple([good()]),
      result: good,
      compact: {
        args: compact<readonly unknown[]>((value) => Array.isArray(value) && value[0] === 'bad'),
        result: compact<unknown>((value) => value === 'bad'),
      },
    })),
  });
}

const First = manyMethods('First');
const Second = manyMethods('Second');

/** A stream, and a method that takes anything. */
const Numbers: ServiceDescriptor<Record<string, never>> = defineService({
  name: 'Numbers',
  contractHash: 'Numbers 1',
  methods: [
    { name: 'all', kind: 'serverStream', params: [], args: () => z.tuple([]), item: () => z.number() },
    {
      name: 'take',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([z.unknown()]),
      result: () => z.unknown(),
    },
  ],
});

function handlers(service: string): Numbered {
  return Object.fromEntries(
    Array.from({ length: METHODS }, (_, index) => [
      `method${index}`,
      (value: unknown, context: CallContext) => {
        if (value === 'with a trailer') context.trailers['said'] = 'more';
        if (value === 'make it bad') return 'bad';
        if (value === 'make it unsendable') return Symbol('s');
        return [service, index, value];
      },
    ]),
  );
}

function pair(limits: Partial<Limits> = {}) {
  const services = new ServiceRegistry().add(First, handlers('First')).add(Second, handlers('Second'));
  return memoryPair({ client: { limits }, server: { services, limits, onHandlerError: () => undefined } });
}

describe.each([
  [
    'a promise',
    (session: RpcSession, service: typeof First) => {
      const caller = openCaller(session, service);
      return async (method: number, value: unknown): Promise<unknown> => caller.call(method, [value]);
    },
  ],
  [
    'a blocking call',
    (session: RpcSession, service: typeof First) => {
      const caller = openBlockingCaller(session, service);
      return async (method: number, value: unknown): Promise<unknown> => caller.call(method, [value]);
    },
  ],
])('calls that say nothing beside their arguments, each %s,', (_, open) => {
  it.each([0, 1, 127, 128, 199])('reach method %i of either service', async (method) => {
    using sessions = pair();
    await sessions.client.greeted;
    for (const service of [First, Second]) {
      expect(await open(sessions.client, service)(method, 'x')).toEqual([service.name, method, 'x']);
    }
  });

  it.each([
    ['argument that can not be sent', Symbol('s'), Code.InvalidArgument],
    ['argument that is refused', 'bad', Code.InvalidArgument],
    ['result that is refused', 'make it bad', Code.Internal],
    ['result that can not be sent', 'make it unsendable', Code.Internal],
  ])('fail by an %s, and the next one does not', async (_what, value, code) => {
    using sessions = pair();
    await sessions.client.greeted;
    const call = open(sessions.client, First);
    for (let round = 0; round < 3; round++) {
      await expect(call(1, value)).rejects.toMatchObject(
        typeof value === 'symbol' ? { name: expect.any(String) } : { code },
      );
      expect(await call(1, 'fine')).toEqual(['First', 1, 'fine']);
    }
    expect(sessions.client.statistics()).toMatchObject({ callsInFlight: 0 });
    expect(sessions.server.statistics()).toMatchObject({ callsRunning: 0 });
  });

  it('fail when they are larger than messages may be, and the next one does not', async () => {
    using sessions = pair({ maxMessageBytes: 200 });
    await sessions.client.greeted;
    const call = open(sessions.client, First);
    for (const value of ['v'.repeat(300), 'v'.repeat(195), 'v'.repeat(190)]) {
      await expect(call(1, value)).rejects.toMatchObject({ code: Code.ResourceExhausted });
      expect(await call(1, 'fine')).toEqual(['First', 1, 'fine']);
    }
  });

  it('take and give what no datagram holds', async () => {
    using sessions = pair();
    await sessions.client.greeted;
    const call = open(sessions.client, First);
    for (const length of [10, 4000, 5000, 300_000, 10]) {
      const value = 'v'.repeat(length);
      expect(await call(3, value)).toEqual(['First', 3, value]);
    }
  });
});

describe('promises of calls that say nothing beside their arguments', () => {
  it('hear what the handler says beside its result', async () => {
    using sessions = pair();
    await sessions.client.greeted;
    const trailers = new Promise((onTrailers) =>
      openCaller(sessions.client, First).call(0, ['with a trailer'], { onTrailers }),
    );
    expect(await trailers).toEqual({ said: 'more' });
  });

  it('are refused while too much waits to be taken', async () => {
    using sessions = pair({ maxQueuedBytes: 5000 });
    await sessions.client.greeted;
    const caller = openCaller(sessions.client, First);
    const large = caller.call(0, ['v'.repeat(300_000)]);
    expect(await failureOf(caller.call(0, ['x']))).toMatchObject({ code: Code.ResourceExhausted });
    await Promise.allSettled([large]); // its answer may be too much for the other side
    expect(await caller.call(0, ['x'])).toEqual(['First', 0, 'x']);
  });

  it('are broken by a deadline, and an answer that comes later is not taken for another call', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello({ services: { First: ['First 1', 0] } });
    await session.greeted;
    const caller = openCaller(session, First);
    const late = caller.call(0, ['x'], { timeoutMs: 1 });
    expect(await failureOf(late)).toMatchObject({ code: Code.DeadlineExceeded });
    const next = caller.call(0, ['y']);
    await peer.sayBytes(hex('94 01 00 c0 a1 78'));
    await peer.sayBytes(hex('94 01 02 c0 a1 79'));
    expect(await next).toBe('y');
    expect(session.statistics()).toMatchObject({ callsInFlight: 0 });
    session.close();
  });

  it('are kept when there are more than ids of one byte', async () => {
    using sessions = pair();
    await sessions.client.greeted;
    const caller = openCaller(sessions.client, First);
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => caller.call(index % 5, [index])),
    );
    expect(answers).toEqual(Array.from({ length: 300 }, (_, index) => ['First', index % 5, index]));
    expect(sessions.client.statistics()).toMatchObject({ callsMade: 300, callsInFlight: 0 });
  });

  it('are kept in the order of the calls, whatever these say', async () => {
    using sessions = pair();
    await sessions.client.greeted;
    const order: number[] = [];
    const caller = openCaller(sessions.client, First);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        caller
          .call(0, [index], index % 3 === 0 ? { timeoutMs: 60_000 } : undefined)
          .then(() => order.push(index)),
      ),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });
});

describe('a request by number', () => {
  it('that comes before the hello ends the session', async () => {
    const received: unknown[] = [];
    const server = new Server().add(First, {
      ...handlers('First'),
      method0: (value) => received.push(value),
    });
    const [session, peer] = ScriptedPeer.of(server);
    await peer.sayBytes(hex('94 00 00 00 91 a1 78'));
    expect(await session.closed).toMatchObject({ message: expect.stringContaining('not a hello') });
    expect(received).toEqual([]);
  });

  it.each([
    ['is one of the other side', [hex('94 00 01 00 91 a1 78')], 'is one of ours'],
    ['is in use', [hex('94 00 00 00 91 a1 78'), hex('94 00 00 00 91 a1 78')], 'is in use'],
  ])('whose id %s ends the session', async (_what, requests, message) => {
    const endless = (): Promise<never> => new Promise(() => undefined);
    const [session, peer] = ScriptedPeer.of(
      new Server().add(First, { ...handlers('First'), method0: endless }),
    );
    await peer.hello();
    for (const request of requests) await peer.sayBytes(request);
    expect(await session.closed).toMatchObject({
      name: 'WireError',
      message: expect.stringContaining(message),
    });
  });

  it('that is one too many is refused, and the others are answered', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const slow = (): Promise<unknown> => new Promise((resolve) => (answer = resolve));
    const server = new Server({ limits: { maxConcurrentCalls: 1 } });
    const [session, peer] = ScriptedPeer.of(server.add(First, { ...handlers('First'), method0: slow }));
    await peer.hello();
    await peer.sayBytes(join(hex('94 00 00 00 91 a1 78'), hex('94 00 02 01 91 a1 79')));
    await peer.heard(1);
    answer('late');
    const heard = await peer.heard(2);
    expect(heard).toEqual([
      [1, 2, expect.objectContaining({ code: Code.ResourceExhausted }), null],
      [1, 0, null, 'late'],
    ]);
    session.close();
  });
});

describe('arguments that call while they are written', () => {
  it('are refused, and nothing is sent of either call', async () => {
    using sessions = pair();
    await sessions.client.greeted;
    const caller = openBlockingCaller(sessions.client, First);
    const value = {
      get inner(): unknown {
        return caller.call(0, ['inner']);
      },
    };
    expect(() => caller.call(0, [value])).toThrow('from a getter');
    expect(caller.call(0, ['after'])).toEqual(['First', 0, 'after']);
    expect(sessions.server.statistics()).toMatchObject({ callsReceived: 1 });
  });
});

describe('arguments that wait for an item of a stream while they are written', () => {
  it('are refused, nothing is sent of them, and the stream goes on', () => {
    const transport = new ScriptedTransport([HELLO, encode([4, 0, 7]), encode([4, 0, 8])]);
    const session = new RpcSession(transport, { role: 'connecting' });
    transport.block();
    const caller = openBlockingCaller(session, Numbers);
    const items = caller.serverStream<number>(0, [])[Symbol.iterator]();
    expect(items.next()).toEqual({ value: 7, done: false });
    const sent = transport.sent.length;
    const value = {
      get inner(): unknown {
        return items.next();
      },
    };
    expect(() => caller.call(1, [value])).toThrow('an item awaited, from a getter');
    expect(transport.sent).toHaveLength(sent);
    expect(items.next()).toEqual({ value: 8, done: false });
    expect(transport.sent.at(-1)).toHaveLength(0);
    expect(session.statistics()).toMatchObject({ callsInFlight: 1 });
  });
});

describe('arguments that end the session while they are written', () => {
  const closing = (session: RpcSession): unknown => ({
    get inner(): number {
      session.close();
      return 1;
    },
  });

  it.each<[string, (session: RpcSession) => unknown]>([
    ['a promise', (session) => openCaller(session, First).call(0, [closing(session)])],
    [
      'a promise of a call with a deadline',
      (session) => openCaller(session, First).call(0, [closing(session)], { timeoutMs: 60_000 }),
    ],
    ['a blocking call', (session) => openBlockingCaller(session, First).call(0, [closing(session)])],
    [
      'a blocking call with a deadline',
      (session) => openBlockingCaller(session, First).call(0, [closing(session)], { timeoutMs: 60_000 }),
    ],
  ])('fail the call: %s', async (_what, call) => {
    const [, , session] = scripted();
    const error = await failureOf(async () => await call(session));
    expect(error.message).toContain('closed');
    expect(session.statistics()).toMatchObject({ callsInFlight: 0 });
  });
});

const HELLO = encode([
  12,
  { version: 1, maxMessageBytes: 1_000_000, maxConcurrentCalls: 100, services: { First: ['First 1', 0] } },
]);
const DRAIN = hex('91 0a');

/** A session whose peer has greeted and answered a call, and answers with those datagrams then. */
function scripted(...answers: readonly Uint8Array[]): [BlockingCaller, ScriptedTransport, RpcSession] {
  const transport = new ScriptedTransport([HELLO, hex('94 01 00 c0 a1 77'), ...answers]);
  const session = new RpcSession(transport, { role: 'connecting' });
  transport.block();
  const caller = openBlockingCaller(session, First);
  // Calls are bare where there is the slot of one that is over.
  caller.call(0, ['warm']);
  return [caller, transport, session];
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('a blocking call that says nothing beside its arguments', () => {
  it('is four bytes and its arguments', () => {
    const [caller, transport] = scripted(hex('94 01 00 c0 a1 79'));
    expect(caller.call(7, ['x'])).toBe('y');
    expect(transport.sent.at(-1)).toEqual(hex('94 00 00 07 91 a1 78'));
  });

  it.each<[string, Uint8Array[], boolean]>([
    ['alone', [hex('94 01 00 c0 a1 79')], true],
    ['before another frame', [join(hex('94 01 00 c0 a1 79'), DRAIN)], false],
    ['behind another frame', [join(DRAIN, hex('94 01 00 c0 a1 79'))], false],
    ['behind another datagram', [DRAIN, hex('94 01 00 c0 a1 79')], false],
    ['in more words than needed', [hex('dc 00 04 cc 01 cc 00 c0 d9 01 79')], true],
    ['with metadata', [encode([1, 0, null, 'y', { t: { a: 'b' } }])], true],
  ])('gets an answer that comes %s', (_, answers, isOpen) => {
    const [caller, transport, session] = scripted(...answers);
    expect(caller.call(0, ['x'])).toBe('y');
    expect(session.isOpen).toBe(isOpen);
    expect(session.statistics()).toMatchObject({ callsMade: 2, callsInFlight: 0 });
    expect(transport.unfinished).toBe(0);
  });

  it.each<[string, Uint8Array]>([
    ['alone', encode([1, 0, { code: 5, message: 'gone' }, null])],
    ['before another frame', join(encode([1, 0, { code: 5, message: 'gone' }, null]), hex('95'))],
  ])('gets an error that comes %s', async (_, answer) => {
    const [caller, , session] = scripted(answer);
    expect(await failureOf(() => caller.call(0, ['x']))).toMatchObject({ code: 5, message: 'gone' });
    expect(session.statistics()).toMatchObject({ callsInFlight: 0 });
  });

  it('is given up with why, if the transport can not wait', async () => {
    const [caller] = scripted();
    expect(await failureOf(() => caller.call(0, ['x']))).toMatchObject({
      code: Code.FailedPrecondition,
      message: expect.stringContaining('nothing more is answered'),
    });
  });

  it('is told of a result that is refused, and what follows that is heard', async () => {
    const bad = encode([1, 0, null, 'bad']);
    const [caller, transport, session] = scripted(bad, join(bad, DRAIN));
    for (const isOpen of [true, false]) {
      expect(await failureOf(() => caller.call(0, ['x']))).toMatchObject({
        code: Code.Internal,
        maybeExecuted: true,
      });
      expect(session.isOpen).toBe(isOpen);
      expect(session.statistics()).toMatchObject({ callsInFlight: 0 });
    }
    expect(transport.unfinished).toBe(0);
  });

  it.each<[string, Uint8Array]>([
    ['is cut short', hex('94 01 00 c0')],
    ['is no value', hex('94 01 00 c0 c1')],
    ['ends within a value', hex('94 01 00 c0 a5 79')],
    ['is for a call that was not made', hex('94 01 02 c0 a1 79')],
    ['is for a call of the other side', hex('94 01 01 c0 a1 79')],
    ['is followed by what is no frame', hex('94 01 00 c0 a1 79 c1')],
    ['is a second one, too', hex('94 01 00 c0 a1 79 94 01 00 c0 a1 79')],
  ])('ends the session by an answer that %s', (_, answer) => {
    const [caller, transport, session] = scripted(answer);
    try {
      expect(caller.call(0, ['x'])).toBe('y');
    } catch (error) {
      expect(error).toMatchObject({ maybeExecuted: true });
    }
    expect(transport.aborted).toBeInstanceOf(WireError);
    expect(session.isOpen).toBe(false);
    expect(() => caller.call(0, ['x'])).toThrow('the session has ended');
    expect(transport.unfinished).toBe(0);
  });
});

describe('a result whose check makes a blocking call', () => {
  it('that brings a second answer to the same call ends the session, and no other call gets the result', async () => {
    const again = join(hex('94 01 00 c0 a1 78'), hex('94 01 02 c0 a1 79'));
    const [blocking, transport, session] = scripted(hex('94 01 00 c0 a5 63 68 65 63 6b'), again);
    let taken: Promise<unknown> = Promise.resolve();
    whileChecking = () => {
      whileChecking = () => undefined;
      expect(blocking.call(1, ['inner'])).toBe('y');
      // It gets the slot of the call whose result is being checked.
      taken = failureOf(openCaller(session, First).call(2, ['next']));
    };
    const first = openCaller(session, First).call(0, ['x']);
    transport.block();
    expect(await first).toBe('x');
    expect(transport.aborted).toBeInstanceOf(WireError);
    expect(await taken).toMatchObject({ code: Code.Internal });
  });
});
