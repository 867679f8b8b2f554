import * as z from 'zod';
import { withCodecs } from '../../test/with-codecs.js';
import { openCaller } from '../client.js';
import { MemoryTransport } from '../memory-transport.js';
import { RpcSession } from '../rpc-session.js';
import { defineService } from '../service.js';
import { ServiceRegistry } from '../service-registry.js';

const LARGE = 300_000;

interface Handlers {
  swap(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

const Swap = withCodecs(
  defineService<Handlers>({
    name: 'Swap',
    contractHash: 'swap',
    methods: [
      {
        name: 'swap',
        kind: 'unary',
        params: ['bytes'],
        args: () => z.tuple([z.custom<Uint8Array>((value) => value instanceof Uint8Array)]),
        result: () => z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      },
    ],
  }),
);

function open(swap: Handlers['swap'], borrowBytes?: boolean) {
  const [near, far] = MemoryTransport.pair();
  const server = new RpcSession(far, {
    role: 'accepting',
    services: new ServiceRegistry().add(Swap, { swap }),
    ...(borrowBytes === undefined ? {} : { borrowBytes }),
  });
  const session = new RpcSession(near, { role: 'connecting' });
  const caller = openCaller(session, Swap);
  return {
    call: (bytes: Uint8Array) => caller.call<Uint8Array>(0, [bytes]),
    async close() {
      session.close();
      await server.closed;
    },
  };
}

const filled = (value: number, length = LARGE): Uint8Array => new Uint8Array(length).fill(value);
const SMALL = new Uint8Array(1);

describe('the bytes of large arguments', () => {
  it('belong to the handler unless it is said otherwise', async () => {
    const kept: Uint8Array[] = [];
    const { call, close } = open((bytes) => {
      kept.push(bytes);
      return SMALL;
    });
    for (let value = 1; value <= 3; value++) await call(filled(value));
    expect(kept.map((bytes) => bytes[LARGE - 1])).toEqual([1, 2, 3]);
    await close();
  });

  it('are borrowed where the server wants that: the next message is in the same memory', async () => {
    const memories = new Set<ArrayBufferLike>();
    const sums: (number | undefined)[] = [];
    const { call, close } = open((bytes) => {
      memories.add(bytes.buffer);
      sums.push(bytes[0], bytes[LARGE / 2]);
      return SMALL;
    }, true);
    for (let value = 1; value <= 3; value++) await call(filled(value, LARGE + 3 - value));
    expect(sums).toEqual([1, 1, 2, 2, 3, 3]);
    expect(memories.size).toBe(1);
    await close();
  });

  it('stay until the promise of the handler has settled, also when calls overlap', async () => {
    const waiting: (() => void)[] = [];
    const { call, close } = open(async (bytes) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return bytes.slice(0, 1);
    }, true);
    const calls = [1, 2, 3].map((value) => call(filled(value)));
    while (waiting.length < 3) await new Promise(setImmediate);
    for (const go of waiting.splice(0).reverse()) go();
    expect((await Promise.all(calls)).map((bytes) => bytes[0])).toEqual([1, 2, 3]);
    await close();
  });

  it('may be answered with, and are not overwritten before the answer has gone', async () => {
    let go: () => void = () => undefined;
    const threeHere = new Promise<void>((resolve) => {
      go = resolve;
    });
    let seen = 0;
    const { call, close } = open(async (bytes) => {
      if (++seen === 3) go();
      await threeHere;
      return bytes;
    }, true);
    // The third answer waits behind two others while more messages come, for which its memory would do.
    const sizes = [4, 4, 5, 5, 5].map((times) => times * LARGE);
    const answers = await Promise.all(sizes.map((size, index) => call(filled(index + 1, size))));
    expect(answers.map((answer) => answer.byteLength)).toEqual(sizes);
    const intact = answers.map((answer, index) => answer.every((byte) => byte === index + 1));
    expect(intact).toEqual(sizes.map(() => true));
    await close();
  });

  it('may be transferred away', async () => {
    const { call, close } = open((bytes) => {
      structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });
      return SMALL;
    }, true);
    for (let value = 1; value <= 2; value++) expect(await call(filled(value))).toEqual(SMALL);
    await close();
  });
});
