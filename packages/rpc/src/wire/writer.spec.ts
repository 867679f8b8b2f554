import { Writer } from './writer.js';

const LARGE = new Uint8Array(20_000).fill(1);

function together(writer: Writer): Buffer {
  return Buffer.concat(writer.parts());
}

describe('a writer that borrows large binaries', () => {
  it('says how to put together what it has written', () => {
    const writer = Writer.borrowing(1_000_000);
    const plain = Writer.growing(1_000_000);
    for (const each of [writer, plain]) {
      each.string('before');
      each.binary(LARGE);
      each.binary(LARGE);
      each.string('after');
    }
    expect(writer.borrows).toBe(true);
    expect(together(writer).equals(plain.bytes.subarray(0, plain.position))).toBe(true);
    expect(writer.byteLength).toBe(plain.byteLength);
  });

  it('takes back what was written since, and nothing else', () => {
    const writer = Writer.borrowing(1_000_000);
    writer.binary(LARGE);
    const before = together(writer);
    const { position, byteLength } = writer;
    writer.binary(LARGE);
    writer.string('more');
    writer.rewind(position, byteLength);
    expect(together(writer).equals(before)).toBe(true);
    expect(writer.byteLength).toBe(byteLength);
  });

  it('starts over where it is told to', () => {
    const writer = Writer.borrowingForTargets();
    const memory = new Uint8Array(100);
    writer.target(memory, 10);
    writer.binary(LARGE);
    expect([writer.borrows, writer.byteLength]).toEqual([true, LARGE.length + 3]);
    writer.target(memory, 20);
    writer.string('a');
    expect([writer.borrows, writer.byteLength]).toEqual([false, 2]);
    expect(together(writer)).toEqual(Buffer.from([0xa1, 0x61]));
  });
});
