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

  it('is kept if its memory is worth it, and there are few', () => {
    const small = takePageWriter(CAPACITY);
    givePageWriterBack(small);
    expect(takePageWriter(CAPACITY)).not.toBe(small);
    const all = Array.from({ length: 20 }, () => takePageWriter(CAPACITY));
    for (const writer of all) {
      writer.raw(new Uint8Array(20_000));
      givePageWriterBack(writer);
    }
    const again = Array.from({ length: 20 }, () => takePageWriter(CAPACITY));
    expect(again.filter((writer) => all.includes(writer))).toHaveLength(8);
  });
});
