import fc from 'fast-check';
import { encode, hex } from '../../test/bytes.js';
import {
  blockingClient,
  Conformance,
  conformanceHandlers,
  promiseClient,
} from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { ScriptedPeer } from '../../test/scripted-peer.js';
import { Code } from '../code.js';
import type { Limits } from '../limits.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { memoryPair } from '../testing.js';
import type { Receiver, Transport } from '../transport.js';

const onHandlerError = (): void => undefined;
const CONFORMANCE = { Conformance: [Conformance.contractHash, 0] };

function server(limits: Partial<Limits> = {}): Server {
  return new Server({ onHandlerError, limits }).add(Conformance, conformanceHandlers());
}

/** Frames that end the session of whoever gets them after a hello. */
const BREACHES: [string, unknown][] = [
  ['that is no array', { kind: 0 }],
  ['that is a ping, which is reserved', [8, 0]],
  ['that is an item of no stream', [4, 0, 'item']],
  ['that ends no stream', [5, 0]],
  ['that ends a stream of ours', [5, 1]],
  ['that accepts a call that was not made', [3, 1, {}]],
  ['that gives credit that is no number', [7, 0, 'all', 1]],
  ['that gives negative credit', [7, 0, -1, 1]],
  ['with metadata that is none', [0, 0, 'Conformance/echo', [1], { m: { a: 1 } }]],
  ['with streams that there are not', [0, 0, 'Conformance/echo', [1], { s: 4 }]],
  ['of a kind that is unknown', [99]],
  ['with a kind that is no number', ['0', 1]],
  ['that is an empty array', []],
  ['with too few members', [0, 0, 'Conformance/echo']],
  ['with too many members', [2, 'Conformance/note', ['x'], {}, 1]],
  ['that answers a call that was not made', [1, 2, null, 1]],
  ['that answers a call of its own', [1, 1, null, 1]],
  ['that asks with an id of ours', [0, 1, 'Conformance/echo', [1]]],
  ['that asks with an id beyond all bounds', [0, 131_072, 'Conformance/echo', [1]]],
  ['that asks with a negative id', [0, -1, 'Conformance/echo', [1]]],
  ['that names its method with a float', [0, 0, 1.5, [1]]],
  ['that cancels a call of ours', [6, 1]],
  ['that has no map as options', [0, 0, 'Conformance/echo', [1], 5]],
  ['that has a deadline that is no time', [0, 0, 'Conformance/echo', [1], { t: -1 }]],
  ['in bulk memory where there is none', [14, 0, 0, 0, 1]],
  ['that says hello again', [12, { version: 1, maxMessageBytes: 1, maxConcurrentCalls: 1, services: {} }]],
];

const MALFORMED_HELLOS: [string, unknown][] = [
  ['that is no map', [12, 'hello']],
  ['of another version', [12, { version: 2, maxMessageBytes: 1, maxConcurrentCalls: 1, services: {} }]],
  ['without limits', [12, { version: 1, services: {} }]],
  ['with limits of nothing', [12, { version: 1, maxMessageBytes: 0, maxConcurrentCalls: 1, services: {} }]],
  ['without services', [12, { version: 1, maxMessageBytes: 1, maxConcurrentCalls: 1 }]],
  [
    'with a service without hash',
    [12, { version: 1, maxMessageBytes: 1, maxConcurrentCalls: 1, services: { A: [1] } }],
  ],
  [
    'with a service that is no array',
    [12, { version: 1, maxMessageBytes: 1, maxConcurrentCalls: 1, services: { A: 1 } }],
  ],
  [
    'with a service of negative number',
    [12, { version: 1, maxMessageBytes: 1, maxConcurrentCalls: 1, services: { A: ['h', -1] } }],
  ],
  ['with more than the map', [12, {}, 1]],
];

describe('a peer that', () => {
  it.each(BREACHES)('sends a frame %s loses its session, and nobody else does', async (_name, frame) => {
    const shared = server();
    using bystander = memoryPair({ server: shared });
    const [session, peer] = ScriptedPeer.of(shared);
    await peer.hello();
    await peer.say(frame);
    expect(await session.closed).toMatchObject({ name: 'WireError' });
    await peer.recorder.until(() => peer.recorder.closed);
    expect(await promiseClient(bystander.client)('echo', ['fine'])).toBe('fine');
    expect(shared.sessions.size).toBe(1);
  });

  it.each(MALFORMED_HELLOS)('sends a hello %s loses its session', async (_name, frame) => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.say(frame);
    expect(await session.closed).toMatchObject({ name: 'WireError' });
  });

  it('does not begin with a hello loses its session', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.say([0, 0, 'Conformance/echo', [1]]);
    expect((await session.closed)?.message).toContain('not a hello');
  });

  it('sends random bytes loses its session, with a WireError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const [session, peer] = ScriptedPeer.of(server());
        await peer.hello();
        await peer.sayBytes(bytes);
        // Whatever happened: this ends it if it has not ended.
        await peer.sayBytes(hex('c1'));
        expect(await session.closed).toMatchObject({ name: 'WireError' });
      }),
    );
  });

  it('changes bytes of a valid request gets an answer, or loses its session with a WireError', async () => {
    const request = encode([
      0,
      0,
      'Conformance/echo',
      [{ name: 'x', list: [1, new Map([[1, 2]])] }],
      { t: 60_000 },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(request.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = request.slice();
        bytes[at] = byte;
        const [session, peer] = ScriptedPeer.of(server());
        await peer.hello();
        await peer.sayBytes(bytes);
        await peer.sayBytes(hex('c1'));
        expect(await session.closed).toMatchObject({ name: 'WireError' });
      }),
    );
  });

  it('uses an id twice at once loses its session', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello();
    await peer.say([0, 0, 'Conformance/untilAborted', []]);
    await peer.say([0, 0, 'Conformance/echo', [1]]);
    expect((await session.closed)?.message).toContain('request id 0 is in use');
  });

  it('answers twice loses its session', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    const answer = promiseClient(session)('echo', [1]);
    await peer.heard(1);
    await peer.say([1, 0, null, 'once']);
    expect(await answer).toBe('once');
    await peer.say([1, 0, null, 'twice']);
    expect((await session.closed)?.message).toContain('call 0, which is not waiting');
  });

  it('answers the call of another id fails that call only, with what it said', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    const call = promiseClient(session);
    const [first, second] = [call('greet', ['a']), call('greet', ['b'])];
    await peer.heard(2);
    await peer.say([1, 2, null, 'to b']);
    await peer.say([1, 0, null, { no: 'string' }]);
    expect(await second).toBe('to b');
    expect((await failureOf(first)).code).toBe(Code.Internal);
  });

  it.each<[string, unknown]>([
    ['no map', 'text'],
    ['no code', { message: 'x' }],
    ['no message', { code: 1 }],
    ['a code that is no number', { code: '1', message: 'x' }],
  ])('answers with an error of %s loses its session, and the call says so', async (_name, error) => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    const answer = failureOf(promiseClient(session)('echo', [1]));
    await peer.heard(1);
    await peer.say([1, 0, error, null]);
    expect(await answer).toMatchObject({ code: Code.Internal, maybeExecuted: true });
    expect((await answer).message).toContain('broke the protocol');
  });

  it('answers with a code that there is not is heard as Unknown', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    const answer = failureOf(promiseClient(session)('echo', [1]));
    await peer.heard(1);
    await peer.say([1, 0, { code: 4711, message: 'odd', metadata: 5 }, null]);
    expect(await answer).toMatchObject({ code: Code.Unknown, message: 'odd' });
  });

  it('sends options and members of maps that we do not know is heard all the same', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello({ later: ['perhaps'] });
    await peer.say([0, 0, 'Conformance/echo', ['x'], { future: true }]);
    expect(await peer.heard(1)).toEqual([[1, 0, null, 'x']]);
    session.close();
  });

  it('calls what there is not is told so, by name and by number', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello();
    await peer.say([0, 0, 'Nowhere/to-go', [{ skip: ['me'] }]]);
    await peer.say([0, 2, 'Conformance/nothing-such', []]);
    await peer.say([0, 4, 4095, []]);
    await peer.say([0, 6, 4_294_967_295, []]);
    await peer.say([0, 8, 'no slash', []]);
    await peer.say([0, 10, '__proto__', []]);
    const answers = await peer.heard(6);
    expect(answers.map(([, id, error]) => [id, Object(error).code])).toEqual(
      [0, 2, 4, 6, 8, 10].map((id) => [id, Code.Unimplemented]),
    );
    expect(Object(answers[0]?.[2]).message).toBe('Nowhere/to-go: the other side serves no Nowhere');
    expect(Object(answers[1]?.[2]).message).toContain('no such method');
    session.close();
  });

  it('calls by number without having agreed is answered by number', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello();
    await peer.say([0, 0, 0, ['by number']]);
    expect(await peer.heard(1)).toEqual([[1, 0, null, 'by number']]);
    session.close();
  });

  it('cancels a call has it aborted and answered, and may use its id again', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello();
    await peer.say([0, 0, 'Conformance/untilAborted', []]);
    await peer.say([6, 0]);
    await peer.say([6, 0]);
    await peer.say([6, 8]);
    await peer.say([0, 0, 'Conformance/aborted', []]);
    const answers = await peer.heard(2);
    expect(answers).toMatchObject([
      [1, 0, { code: Code.Cancelled }, null],
      [1, 0, null, [expect.stringContaining('cancelled by the caller')]],
    ]);
    session.close();
  });

  it('serves another contract is called by name, and by number if it is the same', async () => {
    const [stranger, odd] = ScriptedPeer.connectTo();
    await odd.hello({ services: { Conformance: ['another hash', 0] } });
    const [friend, peer] = ScriptedPeer.connectTo();
    await peer.hello({ services: { ...CONFORMANCE, Conformance: [Conformance.contractHash, 3] } });
    for (const session of [stranger, friend]) blockingClientNote(session);
    expect((await odd.heard(1))[0]).toEqual([2, 'Conformance/note', ['x']]);
    expect((await peer.heard(1))[0]).toEqual([2, 3 * 4096 + 9, ['x']]);
    stranger.close();
    friend.close();
  });

  it('takes only small messages is not sent large ones', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello({ maxMessageBytes: 2000 });
    await peer.recorder.until(() => peer.frames.length === 1);
    const error = await failureOf(promiseClient(session)('echo', ['x'.repeat(3000)]));
    expect(error).toMatchObject({ code: Code.ResourceExhausted, maybeExecuted: false });
    session.close();
  });

  it('calls and never takes the answers gets errors at one limit, and loses its session at twice that', async () => {
    const stuck = new StuckTransport();
    const session = server({ maxQueuedBytes: 5000 }).accept(stuck);
    stuck.say([12, { version: 1, maxMessageBytes: 1_000_000, maxConcurrentCalls: 100, services: {} }]);
    for (let calls = 0; calls < 200 && stuck.reason === undefined; calls++) {
      stuck.say([0, 0, 'Conformance/echo', ['x'.repeat(500)]]);
    }
    expect((await session.closed)?.message).toContain('does not take the answers');
  });

  it('takes nothing has the calls to it refused at the limit', async () => {
    const stuck = new StuckTransport();
    const session = new RpcSession(stuck, { role: 'connecting', limits: { maxQueuedBytes: 5000 } });
    const call = promiseClient(session);
    const calls = Array.from({ length: 20 }, () => failureOf(call('echo', ['x'.repeat(500)])));
    expect(await calls.at(-1)).toMatchObject({ code: Code.ResourceExhausted, maybeExecuted: false });
    session.close();
    expect(await calls[0]).toMatchObject({ code: Code.Cancelled, maybeExecuted: false });
  });

  it('takes nothing has large messages withdrawn whose deadline passed', async () => {
    const stuck = new StuckTransport();
    const session = new RpcSession(stuck, { role: 'connecting' });
    const call = promiseClient(session);
    const large = await failureOf(call('echo', ['x'.repeat(10_000)], { timeoutMs: 1 }));
    expect(large).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: false });
    const small = await failureOf(call('echo', ['x'], { timeoutMs: 1 }));
    expect(small).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: true });
    session.close();
  });
});

/** A transport whose other side never takes anything. */
class StuckTransport implements Transport {
  readonly datagramCapacity = 1024;
  readonly peer = undefined;
  reason: Error | undefined;
  #receiver: Receiver | undefined;

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  outgoing(): undefined {}

  next(): undefined {}

  flush(): void {}

  block(): boolean {
    return false;
  }

  close(): void {
    this.#receiver?.onClose(undefined);
  }

  abort(reason: Error): void {
    this.reason = reason;
    this.#receiver?.onClose(reason);
  }

  say(frame: unknown): void {
    const bytes = encode(frame);
    this.#receiver?.onDatagram(bytes, bytes.byteLength);
  }
}

function blockingClientNote(session: Parameters<typeof blockingClient>[0]): void {
  blockingClient(session)('note', ['x']);
}

describe('fragments', () => {
  const message = encode([0, 0, 'Conformance/echo', ['x'.repeat(3000)]]);

  /** The message in parts of that many bytes. */
  function parts(bytes: Uint8Array, size: number): Uint8Array[] {
    const all: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) all.push(bytes.slice(at, at + size));
    return all;
  }

  /** Says the next of the parts of a message each time it is called. */
  function fragments(peer: ScriptedPeer, id: number, all: readonly Uint8Array[]): () => Promise<void> {
    let left = all.reduce((sum, part) => sum + part.length, 0);
    let next = 0;
    return async () => {
      const part = all[next++] ?? new Uint8Array(0);
      left -= part.length;
      await peer.say([11, id, left, part]);
    };
  }

  it('may come in any sizes, with other frames and other messages between them', async () => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello();
    const other = parts(encode([0, 2, 'Conformance/greet', ['y'.repeat(2000)]]), 900);
    const first = parts(message, 700);
    const [say7, say300] = [fragments(peer, 7, first), fragments(peer, 300, other)];
    await say7();
    await peer.say([0, 4, 'Conformance/echo', ['between']]);
    await say300();
    await peer.say([11, 7, message.length - 700, new Uint8Array(0)]);
    for (const _ of first.slice(1, -1)) await say7();
    await say300();
    await say300();
    await say7();
    const answers = await peer.heard(3);
    expect(answers).toContainEqual([1, 4, null, 'between']);
    expect(answers).toContainEqual([1, 0, null, 'x'.repeat(3000)]);
    expect(answers).toContainEqual([1, 2, null, `Hello, ${'y'.repeat(2000)}!`]);
    session.close();
  });

  it.each<[string, unknown[][]]>([
    ['without a binary', [[11, 0, 0, 'text']]],
    ['that do not say how much is left', [[11, 0, true, message.slice(0, 500)]]],
    [
      'that say otherwise than those before them how much is left',
      [
        [11, 0, 500, message.slice(0, 500)],
        [11, 0, 499, message.slice(500, 600)],
      ],
    ],
    ['that hold nothing', [[11, 0, 0, new Uint8Array(0)]]],
    ['that hold a message cut short', [[11, 0, 0, message.slice(0, 500)]]],
    ['that hold more than one message', [[11, 0, 0, Uint8Array.of(...encode([6, 0]), ...encode([6, 0]))]]],
    ['within fragments', [[11, 0, 0, encode([11, 0, 0, encode([6, 0])])]]],
    ['that announce more than the limit', [[11, 0, 2 ** 32 - 1, message.slice(0, 500)]]],
    ['of more messages than the limit', [0, 1, 2, 3, 4].map((id) => [11, id, 1, Uint8Array.of(1)])],
  ])('%s end the session', async (_name, frames) => {
    const [session, peer] = ScriptedPeer.of(server());
    await peer.hello();
    for (const frame of frames) await peer.say(frame);
    expect(await session.closed).toMatchObject({ name: 'WireError' });
  });

  it('of more bytes than the limit end the session, over all messages together', async () => {
    const [session, peer] = ScriptedPeer.of(server({ maxMessageBytes: 1500 }));
    await peer.hello();
    await peer.say([11, 0, 100, new Uint8Array(800)]);
    await peer.say([11, 1, 100, new Uint8Array(700)]);
    await peer.say([11, 2, 100, new Uint8Array(1)]);
    expect((await session.closed)?.message).toContain('limits.maxMessageBytes');
  });
});
