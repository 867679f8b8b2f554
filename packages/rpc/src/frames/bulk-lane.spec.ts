import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type AcceptingOptions, acceptSession, connectSession, socketPair } from '@flipcall/core';
import fc from 'fast-check';
import * as z from 'zod';
import { encode } from '../../test/bytes.js';
import { Conformance, conformanceHandlers, promiseClient } from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { append, Recorder } from '../../test/recorder.js';
import { Streams, streamHandlers } from '../../test/stream-service.js';
import { at, collect } from '../../test/streaming.js';
import { withCodecs } from '../../test/with-codecs.js';
import type { CallOptions } from '../call-options.js';
import { openCaller } from '../client.js';
import { Code } from '../code.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { defineService } from '../service.js';
import { sessionTransport } from '../session-transport.js';
import type { Transport } from '../transport.js';

interface VaultHandlers {
  take(bytes: Uint8Array): unknown;
}

const Vault = withCodecs(
  defineService<VaultHandlers>({
    name: 'Vault',
    contractHash: 'vault',
    methods: [
      {
        name: 'take',
        kind: 'unary',
        params: ['bytes'],
        args: () => z.tuple([z.custom<Uint8Array>((value) => value instanceof Uint8Array)]),
        result: () => z.unknown(),
      },
    ],
  }),
);

const DATAGRAM = 16_368;
const BULK = 65_536;

async function transports(options: AcceptingOptions = {}): Promise<[Transport, Transport]> {
  const [one, other] = socketPair();
  const [accepted, connected] = await Promise.all([
    acceptSession(one, { datagramBytes: DATAGRAM, bulkBytes: BULK, ...options }),
    connectSession(other),
  ]);
  return [sessionTransport(accepted), sessionTransport(connected)];
}

function conformanceServer(): Server {
  return new Server({ onHandlerError: () => undefined })
    .add(Conformance, conformanceHandlers())
    .add(Streams, streamHandlers());
}

/** A client and a server over shared memory, in one process. */
async function open(options: AcceptingOptions = {}) {
  const [accepted, connected] = await transports(options);
  const server = conformanceServer();
  server.accept(accepted);
  const client = new RpcSession(connected, { role: 'connecting' });
  await client.greeted;
  const call = promiseClient(client);
  return {
    client,
    echo: (value: unknown, signal?: AbortSignal) => call('echo', [value], signal && { signal }),
    async [Symbol.asyncDispose]() {
      client.close();
      await server.close();
    },
  };
}

/** A peer of ours that speaks in frames and bytes, to a server. */
async function openHostile() {
  const [accepted, transport] = await transports();
  const server = conformanceServer();
  const session = server.accept(accepted);
  const recorder = new Recorder();
  transport.open(recorder);
  const { bulk } = transport;
  if (bulk === undefined) throw new Error('no bulk memory');
  return {
    session,
    recorder,
    memory: bulk.outgoing,
    /** In one datagram. */
    async say(...frames: unknown[]) {
      await recorder.until(() => recorder.closed || transport.outgoing() !== undefined);
      if (append(transport, Buffer.concat(frames.map(encode)))) transport.next();
    },
    async [Symbol.asyncDispose]() {
      transport.close();
      await server.close();
    },
  };
}

const HELLO = [12, { version: 1, maxMessageBytes: 1_000_000, maxConcurrentCalls: 100, services: {} }];

describe('a message through bulk memory', () => {
  it.each([
    DATAGRAM,
    DATAGRAM + 1,
    BULK / 4,
    BULK / 4 + 1,
    BULK - 1,
    BULK,
    BULK + 1,
    3 * BULK + 17,
    2_000_000,
  ])('of %d bytes arrives whole, there and back', async (byteLength) => {
    await using pair = await open();
    const bytes = new Uint8Array(randomBytes(byteLength));
    expect(Buffer.compare((await pair.echo(bytes)) as Uint8Array, bytes)).toBe(0);
  });

  it('arrives whole beside others of all sizes', async () => {
    await using pair = await open();
    const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const sent = all.map((byteLength) => new Uint8Array(randomBytes(byteLength)));
        const came = await Promise.all(sent.map((bytes) => pair.echo(bytes)));
        for (const [index, bytes] of sent.entries()) {
          expect(Buffer.compare(came[index] as Uint8Array, bytes)).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is not in the datagrams', async () => {
    await using pair = await open();
    await pair.echo(new Uint8Array(1_000_000));
    const { bytesSent, bytesReceived } = pair.client.statistics().transport ?? {};
    expect(bytesSent).toBeLessThan(10_000);
    expect(bytesReceived).toBeLessThan(10_000);
  });

  it('may be of text, too', async () => {
    await using pair = await open();
    const text = 'größer als ein Datagramm '.repeat(20_000);
    expect(await pair.echo([text, { text }])).toEqual([text, { text }]);
  });

  it('can be taken back while others wait, which arrive whole', async () => {
    await using pair = await open();
    const patience = new AbortController();
    const sent = Array.from({ length: 4 }, () => new Uint8Array(randomBytes(200_000)));
    const calls = sent.map((bytes, index) => pair.echo(bytes, index % 2 === 1 ? patience.signal : undefined));
    patience.abort();
    for (const [index, call] of calls.entries()) {
      if (index % 2 === 1) expect(await failureOf(call)).toMatchObject({ code: Code.Cancelled });
      else expect(Buffer.compare((await call) as Uint8Array, sent[index] as Uint8Array)).toBe(0);
    }
  });

  it('may be an item of a stream, each of them larger than a datagram', async () => {
    await using pair = await open();
    const items = openCaller(pair.client, Streams).serverStream<Uint8Array>(at('chunks'), [40, 100_000]);
    const { items: came, error } = await collect(items);
    expect(error).toBeUndefined();
    expect(came.map((bytes) => (bytes as Uint8Array).length)).toEqual(Array(40).fill(100_000));
  });

  it('goes in datagrams where there is no bulk memory', async () => {
    await using pair = await open({ bulkBytes: 0 });
    const bytes = new Uint8Array(randomBytes(500_000));
    expect(Buffer.compare((await pair.echo(bytes)) as Uint8Array, bytes)).toBe(0);
    expect(pair.client.statistics().transport?.bytesSent).toBeGreaterThan(500_000);
  });

  it('fails with its session if the bytes are transferred before they have gone', async () => {
    await using pair = await open();
    const bytes = new Uint8Array(1_000_000);
    const call = pair.echo(bytes);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(await failureOf(call)).toMatchObject({
      code: Code.Unavailable,
      message: expect.stringContaining('transferred'),
    });
  });
});

describe('a message that a datagram could hold', () => {
  /** As sessions are unless told otherwise. */
  const USUAL = { datagramBytes: 262_128, bulkBytes: 262_144 };

  it.each([
    [30_000, 'a datagram'],
    [34_000, 'bulk memory'],
    [250_000, 'bulk memory'],
  ])('with %d bytes in a piece goes through %s', async (byteLength, way) => {
    await using pair = await open(USUAL);
    const bytes = new Uint8Array(randomBytes(byteLength));
    await pair.echo('nothing is under way after this');
    expect(await pair.echo({ bytes, beside: 'it' })).toEqual({ bytes, beside: 'it' });
    const { bytesSent = 0, bytesReceived = 0 } = pair.client.statistics().transport ?? {};
    for (const inDatagrams of [bytesSent, bytesReceived]) {
      if (way === 'a datagram') expect(inDatagrams).toBeGreaterThan(byteLength);
      else expect(inDatagrams).toBeLessThan(5_000);
    }
  });

  it('goes in one if others are sent at the same time', async () => {
    await using pair = await open(USUAL);
    const batch = async () => {
      await pair.echo('nothing is under way after this');
      const { bytesSent = 0 } = pair.client.statistics().transport ?? {};
      const all = Array.from({ length: 8 }, () => new Uint8Array(randomBytes(40_000)));
      expect(await Promise.all(all.map((bytes) => pair.echo(bytes)))).toEqual(all);
      return (pair.client.statistics().transport?.bytesSent ?? 0) - bytesSent;
    };
    // The first one is not, for want of experience.
    expect(await batch()).toBeLessThan(8 * 40_000);
    expect(await batch()).toBeGreaterThan(8 * 40_000);
  });

  it('goes in one if its bytes are many small pieces', async () => {
    await using pair = await open(USUAL);
    await pair.echo(Array.from({ length: 100 }, () => new Uint8Array(1_000)));
    expect(pair.client.statistics().transport?.bytesSent).toBeGreaterThan(100_000);
  });

  it('arrives as it was when the call was made, whatever becomes of its bytes', async () => {
    await using pair = await open(USUAL);
    const sizes = fc.array(fc.integer({ min: 20_000, max: 240_000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const sent = all.map((byteLength) => new Uint8Array(randomBytes(byteLength)));
        const copies = sent.map((bytes) => bytes.slice());
        const calls = sent.map((bytes) => {
          const call = pair.echo([bytes.subarray(0, 19_000), bytes]);
          bytes.fill(0);
          if (bytes.length % 2 === 0) structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
          return call;
        });
        for (const [index, copy] of copies.entries()) {
          const [start, whole] = (await calls[index]) as Uint8Array[];
          expect(Buffer.compare(start as Uint8Array, copy.subarray(0, 19_000))).toBe(0);
          expect(Buffer.compare(whole as Uint8Array, copy)).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });
});

it.each([20_000, 40_000, 100_000, 250_000])(
  'a stream may have the same %d bytes for each of its items, if it changes them in between',
  async (byteLength) => {
    const [accepted, connected] = await transports({ datagramBytes: 262_128, bulkBytes: 262_144 });
    const chunks = function* (count: number): Iterable<Uint8Array> {
      const bytes = new Uint8Array(byteLength);
      for (let i = 0; i < count; i++) yield bytes.fill(i);
    };
    const server = new Server().add(Streams, { ...streamHandlers(), chunks });
    server.accept(accepted);
    const client = new RpcSession(connected, { role: 'connecting' });
    const items = openCaller(client, Streams).serverStream<Uint8Array>(at('chunks'), [40, 0]);
    let count = 0;
    for await (const item of items) expect(new Set(item)).toEqual(new Set([count++]));
    expect(count).toBe(40);
    client.close();
    await server.close();
  },
);

describe('bytes that handlers borrow in place', () => {
  const ROOM = 262_144 + 500_000;

  /** What the handlers of `Vault` do with the bytes that they are given. */
  type Take = (bytes: Uint8Array) => unknown;

  async function openVault(take: Take, options: AcceptingOptions = { bulkBytes: ROOM }) {
    const [accepted, connected] = await transports(options);
    const server = new Server({ onHandlerError: () => undefined, borrowBytes: 'in place' }).add(Vault, {
      take,
    });
    server.accept(accepted);
    const client = new RpcSession(connected, { role: 'connecting' });
    await client.greeted;
    const caller = openCaller(client, Vault);
    return {
      memory: connected.bulk?.outgoing ?? new Uint8Array(),
      take: (bytes: unknown, options: CallOptions = {}) => caller.call<unknown>(0, [bytes], options),
      async [Symbol.asyncDispose]() {
        client.close();
        await server.close();
      },
    };
  }

  /** Whether what is taken lies where the caller can still change it. */
  async function liesInPlace(vault: Awaited<ReturnType<typeof openVault>>, held: Promise<Uint8Array>) {
    const bytes = await held;
    const before = bytes[50_000];
    vault.memory.fill(255, 262_144);
    return before !== 255 && bytes[50_000] === 255;
  }

  it('lie where the caller wrote them', async () => {
    const { promise: held, resolve } = withResolvers<Uint8Array>();
    const { promise: done, resolve: finish } = withResolvers<void>();
    await using vault = await openVault((bytes) => {
      resolve(bytes);
      return done;
    });
    const call = vault.take(new Uint8Array(100_000).fill(7));
    expect(await liesInPlace(vault, held)).toBe(true);
    finish();
    await call;
  });

  it.each([16_369, 100_000, 262_145, 499_000])('are those that were sent: %d of them', async (byteLength) => {
    await using vault = await openVault((bytes) => bytes);
    for (let round = 0; round < 10; round++) {
      const bytes = new Uint8Array(randomBytes(byteLength));
      expect(Buffer.compare((await vault.take(bytes)) as Uint8Array, bytes)).toBe(0);
    }
  });

  it('stay while the handler needs them, and others go in parts when there is no room', async () => {
    await using vault = await openVault(async (bytes) => {
      await setTimeout(Math.random() * 5);
      return bytes;
    });
    const sizes = fc.array(fc.integer({ min: 16_369, max: 400_000 }), { minLength: 4, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const sent = all.map((byteLength) => new Uint8Array(randomBytes(byteLength)));
        const came = await Promise.all(sent.map((bytes) => vault.take(bytes)));
        for (const [index, bytes] of sent.entries()) {
          expect(Buffer.compare(came[index] as Uint8Array, bytes)).toBe(0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('are given back however the call ends', async () => {
    let mode = 'throw';
    const { promise: held, resolve } = withResolvers<Uint8Array>();
    await using vault = await openVault((bytes) => {
      if (mode === 'throw') throw new Error('no');
      if (mode === 'reject') return Promise.reject(new Error('no'));
      if (mode === 'later') return setTimeout(1);
      resolve(bytes);
      return setTimeout(20);
    });
    const bytes = new Uint8Array(300_000).fill(7);
    for (mode of ['throw', 'reject']) {
      for (let round = 0; round < 5; round++) await failureOf(vault.take(bytes));
    }
    // Refused, given up, and one with a deadline, whose bytes are copied.
    for (let round = 0; round < 5; round++) await failureOf(vault.take([bytes]));
    mode = 'later';
    for (let round = 0; round < 5; round++) {
      await failureOf(vault.take(bytes, { signal: AbortSignal.timeout(0) }));
      await vault.take(bytes, { timeoutMs: 60_000 });
    }
    mode = 'hold';
    const call = vault.take(bytes);
    expect(await liesInPlace(vault, held)).toBe(true);
    await call;
  });

  it('are copied where the memory holds no more than parts', async () => {
    const { promise: held, resolve } = withResolvers<Uint8Array>();
    await using vault = await openVault(
      (bytes) => {
        resolve(bytes);
        return setTimeout(1);
      },
      { bulkBytes: 262_144 },
    );
    const call = vault.take(new Uint8Array(100_000).fill(7));
    expect(await liesInPlace(vault, held)).toBe(false);
    await call;
  });

  it.each<[string, unknown[]]>([
    ['lends to a side that does not borrow', [15, 0, 1, 0]],
    ['returns what was never lent', [16, 0]],
  ])('end the session of a peer that %s', async (_name, frame) => {
    await using peer = await openHostile();
    await peer.say(HELLO);
    await peer.say(frame);
    expect(await peer.session.closed).toMatchObject({ name: 'WireError' });
  });
});

describe('a peer with bulk memory', () => {
  it('has the bytes read that lie there', async () => {
    await using peer = await openHostile();
    await peer.say(HELLO);
    const request = encode([0, 0, 'Conformance/echo', ['from the other side']]);
    peer.memory.set(request, 1000);
    await peer.say([14, 0, request.length - 10, 1000, 10]);
    await peer.say([14, 0, 0, 1010, request.length - 10]);
    const answer = encode([1, 0, null, 'from the other side']);
    await peer.recorder.until(() => peer.recorder.datagrams.some((bytes) => same(bytes, answer)));
  });

  it.each<[string, unknown[]]>([
    ['that is longer than the memory', [14, 0, 0, 0, BULK + 1]],
    ['that begins behind the memory', [14, 0, 0, BULK, 1]],
    ['whose end is beyond all numbers', [14, 0, 0, 4_294_967_295, 4_294_967_295]],
    ['at a place that is no number', [14, 0, 0, 'here', 1]],
    ['of a negative length', [14, 0, 0, 0, -1]],
    ['that says what is left, but not of what', [14, 0, 4_294_967_295, 0, 1]],
    ['with too many members', [14, 0, 0, 0, 1, 0]],
  ])('that sends a part %s loses its session', async (_name, frame) => {
    await using peer = await openHostile();
    await peer.say(HELLO);
    await peer.say(frame);
    expect(await peer.session.closed).toMatchObject({ name: 'WireError' });
  });

  it('that puts another frame behind a part loses its session', async () => {
    await using peer = await openHostile();
    await peer.say(HELLO);
    await peer.say([14, 0, 100, 0, 10], [6, 0]);
    expect((await peer.session.closed)?.message).toContain('not alone');
  });

  it('that hides a part within a message loses its session', async () => {
    await using peer = await openHostile();
    await peer.say(HELLO);
    const nested = encode([14, 0, 0, 0, 1]);
    peer.memory.set(nested, 0);
    await peer.say([14, 1, 0, 0, nested.length]);
    expect((await peer.session.closed)?.message).toContain('a fragment within');
  });

  it('changes bytes that were read, and nobody notices', async () => {
    await using peer = await openHostile();
    await peer.say(HELLO);
    const request = encode([0, 0, 'Conformance/echo', [new Uint8Array(20_000).fill(7)]]);
    peer.memory.set(request.subarray(0, 10_000), 0);
    await peer.say([14, 0, request.length - 10_000, 0, 10_000]);
    await peer.say([6, 0]);
    peer.memory.fill(9);
    peer.memory.set(request.subarray(10_000), 0);
    await peer.say([14, 0, 0, 0, request.length - 10_000]);
    await peer.recorder.until(() => peer.recorder.datagrams.some((bytes) => bytes.includes(7)));
    peer.memory.fill(9);
    expect(Buffer.concat(peer.recorder.datagrams).includes(Buffer.alloc(100, 9))).toBe(false);
  });
});

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** A promise and what settles it; Node.js 20 does not have `Promise.withResolvers`. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
