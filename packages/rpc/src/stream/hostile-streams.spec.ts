import { ScriptedPeer } from '../../test/scripted-peer.js';
import { type StreamHandlers, Streams, streamHandlers } from '../../test/stream-service.js';
import { at, collect } from '../../test/streaming.js';
import { openCaller } from '../client.js';
import { Code } from '../code.js';
import type { Limits } from '../limits.js';
import type { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';

const quiet = { onHandlerError: (): void => undefined };

async function serving(
  limits: Partial<Limits> = {},
  handlers: Partial<StreamHandlers> = {},
): Promise<[RpcSession, ScriptedPeer]> {
  const server = new Server({ ...quiet, limits }).add(Streams, { ...streamHandlers(), ...handlers });
  const [session, peer] = ScriptedPeer.of(server);
  await peer.hello();
  return [session, peer];
}

async function calling(limits: Partial<Limits> = {}): Promise<[RpcSession, ScriptedPeer]> {
  const [session, peer] = ScriptedPeer.connectTo({ ...quiet, limits });
  await peer.hello();
  return [session, peer];
}

/** Of the only service, as callers name it that have the same contract. */
function numberOf(method: string): number {
  return Streams.methods.findIndex(({ name }) => name === method);
}

/** Why the session ended. */
async function reasonOf(session: RpcSession): Promise<string> {
  const reason = await session.closed;
  expect(reason).toMatchObject({ name: 'WireError' });
  return reason?.message ?? '';
}

describe('a caller that', () => {
  it('sends items beyond its credit loses its session', async () => {
    // A handler that does not read.
    const [session, peer] = await serving(
      { streamItems: 4 },
      { sum: () => new Promise<number>(() => undefined) },
    );
    await peer.say([0, 0, 'Streams/sum', [0], { s: 1 }]);
    for (let item = 0; item < 5; item++) await peer.say([4, 0, item]);
    expect(await reasonOf(session)).toContain('beyond the credit');
  });

  it('sends more bytes than it has credit for loses its session, after one item that is too large', async () => {
    const [session, peer] = await serving(
      { streamBytes: 100 },
      { sum: () => new Promise<number>(() => undefined) },
    );
    await peer.say([0, 0, 'Streams/sum', [0], { s: 1 }]);
    for (let item = 0; item < 12; item++) await peer.say([4, 0, 0.5]);
    await peer.say([0, 2, 'Streams/events', []]);
    expect(await peer.heard(1)).toEqual([[1, 2, null, []]]);
    await peer.say([4, 0, 0.5]);
    expect(await reasonOf(session)).toContain('beyond the credit');
  });

  it('fills many streams loses its session at the limit for all of them', async () => {
    const [session, peer] = await serving(
      { streamBytes: 1000, maxStreamedBytes: 1500 },
      { sum: () => new Promise<number>(() => undefined) },
    );
    for (const id of [0, 2, 4]) {
      await peer.say([0, id, 'Streams/sum', [0], { s: 1 }]);
      for (let item = 0; item < 90; item++) await peer.say([4, id, 0.5]);
    }
    expect(await reasonOf(session)).toContain('limits.maxStreamedBytes');
  });

  it.each([
    [
      'ends its stream twice',
      [
        [5, 0],
        [5, 0],
      ],
      'no stream open',
    ],
    [
      'goes on after the end',
      [
        [5, 0],
        [4, 0, 1],
      ],
      'no stream open',
    ],
    [
      'goes on after a cancel',
      [
        [6, 0],
        [4, 0, 1],
      ],
      'no stream open',
    ],
    ['uses the id of a call again whose stream it has not ended', [[0, 0, 'Streams/events', []]], 'in use'],
  ])('%s loses its session', async (_name, frames, text) => {
    const [session, peer] = await serving();
    await peer.say([0, 0, 'Streams/sum', [0], { s: 1 }]);
    for (const frame of frames) await peer.say(frame);
    expect(await reasonOf(session)).toContain(text);
  });

  it('has its call answered early may go on until it knows, and must end its stream', async () => {
    const [session, peer] = await serving();
    await peer.say([0, 0, 'Streams/firstOf', [], { s: 1 }]);
    await peer.say([4, 0, 7]);
    expect(await peer.heard(1)).toEqual([[1, 0, null, 7]]);
    await peer.say([4, 0, 8]);
    await peer.say([4, 0, 'whatever']);
    await peer.say([5, 0]);
    await peer.say([0, 0, 'Streams/events', []]);
    expect((await peer.heard(2))[1]).toEqual([1, 0, null, []]);
    session.close();
  });

  it.each([
    ['takes a unary method for a stream', 'Streams/events', 2, 'is of kind unary'],
    ['takes a stream for a unary method', 'Streams/forever', 0, 'is of kind serverStream'],
    ['sends a stream to no method', 'Streams/nothing', 1, 'no such method'],
  ])('%s is told', async (_name, method, streams, text) => {
    const [session, peer] = await serving();
    await peer.say([0, 0, method, [], { s: streams }]);
    expect((await peer.heard(1))[0]).toMatchObject([
      1,
      0,
      { code: Code.Unimplemented, message: expect.stringContaining(text) },
      null,
    ]);
    session.close();
  });

  it('takes a stream for a unary method, by its number, is told', async () => {
    const [session, peer] = await serving();
    await peer.say([0, 0, numberOf('forever'), []]);
    expect((await peer.heard(1))[0]).toMatchObject([
      1,
      0,
      { code: Code.Unimplemented, message: expect.stringContaining('is of kind serverStream') },
      null,
    ]);
    session.close();
  });

  it('calls by number while as many calls run as are allowed is refused', async () => {
    const [session, peer] = await serving(
      { maxConcurrentCalls: 1 },
      { events: () => new Promise<string[]>(() => undefined) },
    );
    await peer.say([0, 0, numberOf('events'), []]);
    await peer.say([0, 2, numberOf('events'), []]);
    expect((await peer.heard(1))[0]).toMatchObject([
      1,
      2,
      { code: Code.ResourceExhausted, message: expect.stringContaining('limits.maxConcurrentCalls') },
      null,
    ]);
    session.close();
  });

  it('never gives credit holds up its own stream only', async () => {
    const [session, peer] = await serving();
    await peer.say([0, 0, 'Streams/forever', [], { s: 2 }]);
    // What a hello without a word about streams allows.
    await peer.heard(16);
    await peer.say([0, 2, 'Streams/count', [2], { s: 2 }]);
    const frames = (await peer.heard(19)).slice(16);
    expect(frames).toEqual([
      [4, 2, 0],
      [4, 2, 1],
      [1, 2, null, null],
    ]);
    session.close();
  });

  it('gives more credit than there can be loses its session', async () => {
    const [session, peer] = await serving({}, { forever: () => ({ [Symbol.asyncIterator]: idle }) });
    await peer.say([0, 0, 'Streams/forever', [], { s: 2 }]);
    const frames: unknown[] = [];
    for (let each = 0; each < 70_000; each++) frames.push([7, 0, 0xffff_ffff, 0xffff_ffff]);
    void (async () => {
      for (const frame of frames) await peer.say(frame);
    })();
    expect(await reasonOf(session)).toContain('more credit');
  });

  it('cancels streams again and again does not get more of them than the limit', async () => {
    const stuck = new Promise<never>(() => undefined);
    const [session, peer] = await serving(
      { maxConcurrentStreams: 3 },
      {
        async *forever() {
          yield await stuck;
        },
      },
    );
    for (let call = 0; call < 5; call++) {
      await peer.say([0, 0, 'Streams/forever', [], { s: 2 }]);
      await peer.say([6, 0]);
    }
    const codes = (await peer.heard(5)).map((frame) => (frame[2] as { code: number }).code);
    expect(codes).toEqual([1, 1, 1, Code.ResourceExhausted, Code.ResourceExhausted]);
    session.close();
  });
});

function idle(): AsyncIterator<number> {
  return { next: () => new Promise(() => undefined) };
}

describe('a callee that', () => {
  it.each([
    ['sends items to a call that takes none', [[4, 0, 1]], 'takes no stream'],
    [
      'answers twice',
      [
        [1, 0, null, []],
        [1, 0, null, []],
      ],
      'not waiting',
    ],
    ['sends an accept with no metadata', [[3, 0, 5]], 'metadata must be'],
  ])('%s ends the session', async (_name, frames, text) => {
    const [session, peer] = await calling();
    const call = openCaller(session, Streams).call(at('events'), []);
    call.catch(() => undefined);
    for (const frame of frames) await peer.say(frame);
    expect(await reasonOf(session)).toContain(text);
  });

  it('sends items beyond the credit ends the session, and the stream with an error', async () => {
    const [session, peer] = await calling({ streamItems: 4 });
    const iterator = openCaller(session, Streams).serverStream(at('forever'), [])[Symbol.asyncIterator]();
    await peer.heard(1);
    await peer.say([4, 0, 0]);
    expect(await iterator.next()).toEqual({ value: 0, done: false });
    for (let item = 1; item < 8; item++) await peer.say([4, 0, item]);
    expect(await reasonOf(session)).toContain('beyond the credit');
    const { items, error } = await collect({ [Symbol.asyncIterator]: () => iterator });
    expect(items.length).toBeLessThanOrEqual(6);
    expect(error).toMatchObject({ code: Code.Internal });
  });

  it('sends items on and on after a cancel loses its session', async () => {
    const [session, peer] = await calling({ streamItems: 4 });
    const iterator = openCaller(session, Streams).serverStream(at('forever'), [])[Symbol.asyncIterator]();
    await peer.heard(1);
    await iterator.return?.();
    for (let item = 0; item < 5; item++) await peer.say([4, 0, item]);
    expect(await reasonOf(session)).toContain('beyond the credit');
  });

  it('answers a stream with a result has it ignored, as its end', async () => {
    const [session, peer] = await calling();
    const stream = collect(openCaller(session, Streams).serverStream(at('count'), [1]));
    await peer.heard(1);
    await peer.say([4, 0, 5]);
    await peer.say([1, 0, null, 'anything']);
    expect(await stream).toEqual({ items: [5] });
    session.close();
  });
});
