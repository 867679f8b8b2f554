import type { RemoteSpec } from '../service.js';
import { Extension } from './format.js';
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
    const mark = writer.mark();
    writer.binary(LARGE);
    writer.string('more');
    writer.rewind(mark);
    expect(together(writer).equals(before)).toBe(true);
    expect(writer.byteLength).toBe(before.length);
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

  it('copies what is within an extension, also after taking something back there', () => {
    const writer = Writer.borrowing(1_000_000);
    const body = writer.extensionStart(Extension.Set);
    const mark = writer.mark();
    writer.extensionStart(Extension.Set);
    writer.rewind(mark);
    writer.binary(LARGE);
    writer.extensionEnd(body);
    expect(writer.borrows).toBe(false);
    expect(together(writer).readUInt32BE(1)).toBe(writer.byteLength - 6);
  });
});

describe('what a writer takes back', () => {
  const spec: RemoteSpec = { name: 'f', kind: 'function', methods: () => [] };

  /** Counts the references and descriptors that are under way. */
  function counting() {
    const counts = { references: 0, descriptors: 0 };
    const writer = Writer.growing(1000);
    writer.references = {
      importedId: () => undefined,
      export: () => ++counts.references,
      unexport: () => {
        counts.references--;
      },
    };
    writer.descriptors = {
      take: () => counts.descriptors++,
      takeBack: (count) => {
        counts.descriptors -= count;
      },
    };
    return { writer, counts };
  }

  it('is what came after the mark: what was written before keeps its references and descriptors', () => {
    const { writer, counts } = counting();
    writer.reference(() => undefined, spec);
    writer.descriptor(7);
    const mark = writer.mark();
    writer.reference(() => undefined, spec);
    writer.descriptor(8);
    expect(counts).toEqual({ references: 2, descriptors: 2 });
    writer.rewind(mark);
    expect(counts).toEqual({ references: 1, descriptors: 1 });
    expect(writer.donated).toEqual([7]);
    writer.takeBack();
    expect(counts).toEqual({ references: 0, descriptors: 0 });
  });
});

describe('a string', () => {
  const lengths = [
    0, 1, 10, 11, 15, 16, 17, 31, 32, 33, 84, 85, 86, 127, 128, 129, 255, 256, 257, 600, 21_845, 21_846,
    65_535, 65_536,
  ];
  const kinds = { ascii: 'a', latin: 'é', chinese: '漢', emoji: '😀', 'half of a pair': '\ud800' };

  for (const [kind, character] of Object.entries(kinds)) {
    it(`of ${kind} has the header of its bytes, with just enough room and with much`, () => {
      for (const length of lengths) {
        for (const value of [character.repeat(length), `${'a'.repeat(length)}${character}`]) {
          const expected = bytesOf(value);
          for (const room of [expected.length, expected.length + 5, expected.length + 3 * value.length + 5]) {
            const memory = new Uint8Array(room + 7).fill(7);
            const writer = new Writer();
            writer.target(memory.subarray(0, room + 3), 3);
            writer.string(value);
            // Compared by themselves: to print both would take a while.
            expect(Buffer.compare(memory.subarray(3, writer.position), expected)).toBe(0);
            expect([...memory.subarray(0, 3), ...memory.subarray(room + 3)]).toEqual([7, 7, 7, 7, 7, 7, 7]);
          }
        }
      }
    });

    it(`of ${kind} is too much for a byte less`, () => {
      for (const length of lengths.slice(1)) {
        const value = character.repeat(length);
        const writer = new Writer();
        writer.target(new Uint8Array(bytesOf(value).length - 1), 0);
        expect(() => writer.string(value)).toThrow();
      }
    });
  }

  /** What msgpack.org has for a string. */
  function bytesOf(value: string): Buffer {
    const body = Buffer.from(value, 'utf8');
    const { length } = body;
    const header = Buffer.alloc(5);
    if (length < 32) return Buffer.concat([Buffer.of(0xa0 | length), body]);
    if (length < 2 ** 8) return Buffer.concat([Buffer.of(0xd9, length), body]);
    if (length < 2 ** 16)
      return Buffer.concat([header.subarray(0, header.writeUInt16BE(length, header.writeUInt8(0xda))), body]);
    return Buffer.concat([header.subarray(0, header.writeUInt32BE(length, header.writeUInt8(0xdb))), body]);
  }
});
