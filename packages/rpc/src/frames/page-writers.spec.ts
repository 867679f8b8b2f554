import { DEFAULT_LIMITS } from '../limits.js';
import { MemoryTransport } from '../memory-transport.js';
import { Outbox } from './outbox.js';
import { givePageWriterBack, takePageWriter } from './page-writers.js';

const CAPACITY = 100_000;

afterEach(() => {
  // Those of one test are not the next one's.
  for (let i = 0; i < 20; i++) takePageWriter(Number.MAX_SAFE_INTEGER);
});

describe('the writer of a page', () => {
  it('writes to the memory of one that was given back, from the start, and grows no further than it is told', () => {
    const first = takePageWriter(CAPACITY);
    first.raw(new Uint8Array(40_000).fill(1));
    const memory = first.bytes;
    givePageWriterBack(first);
    const second = takePageWriter(CAPACITY / 2);
    expect([second.bytes === memory, second.position, second.byteLength]).toEqual([true, 0, 0]);
    second.raw(new Uint8Array(30_000));
    second.raw(new Uint8Array(20_000));
    expect(() => second.raw(new Uint8Array(1))).toThrow();
    expect(takePageWriter(CAPACITY).bytes).not.toBe(memory);
  });

  it('has no memory that is longer than it may grow', () => {
    const first = takePageWriter(CAPACITY);
    first.raw(new Uint8Array(CAPACITY));
    givePageWriterBack(first);
    expect(takePageWriter(CAPACITY - 1)).not.toBe(first);
    expect(takePageWriter(CAPACITY)).toBe(first);
  });

  it('is looked for among those that are longer', () => {
    const writers = [CAPACITY, 2 * CAPACITY].map((maxBytes) => {
      const writer = takePageWriter(maxBytes);
      writer.raw(new Uint8Array(maxBytes));
      return writer;
    });
    for (const writer of writers) givePageWriterBack(writer);
    expect(takePageWriter(CAPACITY)).toBe(writers[0]);
  });

  it('keeps nothing of its session', () => {
    const writer = takePageWriter(CAPACITY);
    writer.raw(new Uint8Array(20_000));
    writer.references = { importedId: () => undefined, export: () => 0, unexport: () => undefined };
    writer.descriptors = { take: () => 0, takeBack: () => undefined };
    givePageWriterBack(writer);
    expect([writer.references, writer.descriptors]).toEqual([undefined, undefined]);
  });

  it('is kept if its memory is worth it and not too much, and there are few', () => {
    for (const byteLength of [100, 300_000]) {
      const writer = takePageWriter(1_000_000);
      writer.raw(new Uint8Array(byteLength));
      givePageWriterBack(writer);
      expect(takePageWriter(1_000_000)).not.toBe(writer);
    }
    const all = Array.from({ length: 20 }, () => takePageWriter(CAPACITY));
    for (const writer of all) {
      writer.raw(new Uint8Array(20_000));
      givePageWriterBack(writer);
    }
    const again = Array.from({ length: 20 }, () => takePageWriter(CAPACITY));
    expect(again.filter((writer) => all.includes(writer))).toHaveLength(8);
  });

  it('comes from a page that has gone', () => {
    const [transport] = MemoryTransport.pair({ datagramCapacity: CAPACITY });
    let isFull = true;
    const outgoing = transport.outgoing.bind(transport);
    transport.outgoing = () => (isFull ? undefined : outgoing());
    const outbox = new Outbox(transport, DEFAULT_LIMITS, (reason) => {
      throw reason;
    });
    outbox.send({ write: (writer) => writer.raw(new Uint8Array(20_000)) });
    expect(takePageWriter(CAPACITY).bytes.byteLength).toBeLessThan(20_000);
    isFull = false;
    outbox.pump();
    expect(takePageWriter(CAPACITY).bytes.byteLength).toBeGreaterThanOrEqual(20_000);
  });
});
