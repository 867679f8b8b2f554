import { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import { Writer } from '../wire/writer.js';
import { readDate, readLiteral, writeDate, writeString } from './scalars.js';

function written(write: (writer: Writer) => void): Uint8Array {
  const writer = Writer.growing(1000);
  write(writer);
  return writer.bytes.slice(0, writer.position);
}

function readerOf(bytes: Uint8Array): Reader {
  const reader = new Reader();
  reader.reset(bytes, bytes.length);
  reader.startBudget();
  return reader;
}

describe('a date', () => {
  const seconds = [
    0,
    1,
    1_700_000_000,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 33,
    2 ** 34 - 1,
    2 ** 34,
    -1,
    8_640_000_000_000,
  ];

  it('is read as it was written, of any century and with any milliseconds', () => {
    for (const second of seconds) {
      for (const millisecond of second === 8_640_000_000_000 ? [0] : [0, 1, 250, 999]) {
        const date = new Date(second * 1000 + millisecond);
        const reader = readerOf(written((writer) => writeDate(writer, date)));
        expect(readDate(reader)).toEqual(date);
        expect([reader.position, reader.refused]).toEqual([reader.end, false]);
      }
    }
  });

  it('has less than a second of nanoseconds, whose rest below a millisecond is dropped', () => {
    const bytes = (nanoseconds: number) => {
      const timestamp = Buffer.from([0xd7, 0xff, 0, 0, 0, 0, 0, 0, 0, 5]);
      timestamp.writeUInt32BE(nanoseconds * 4, 2);
      return timestamp;
    };
    expect(readDate(readerOf(bytes(999_999_999)))).toEqual(new Date(5999));
    expect(() => readDate(readerOf(bytes(1_000_000_000)))).toThrow(WireError);
  });

  it('is all there', () => {
    const bytes = written((writer) => writeDate(writer, new Date(1_700_000_000_123)));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readDate(readerOf(bytes.subarray(0, length)))).toThrow(WireError);
    }
  });
});

describe('one of a few strings', () => {
  const values = new Set(['admin', 'editor', '', 'é', 'x'.repeat(40)]);

  it('is read, and any other is refused, each time', () => {
    for (const value of [...values, ...values]) {
      const reader = readerOf(written((writer) => writeString(writer, value)));
      expect(readLiteral(reader, values)).toBe(value);
      expect([reader.position, reader.refused]).toEqual([reader.end, false]);
    }
    for (const value of ['Admin', 'admi', 'adminx', 'x']) {
      const reader = readerOf(written((writer) => writeString(writer, value)));
      expect(readLiteral(reader, values)).toBe(value);
      expect(reader.refused).toBe(true);
    }
  });

  it('is all there', () => {
    const bytes = written((writer) => writeString(writer, 'admin'));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readLiteral(readerOf(bytes.subarray(0, length)), values)).toThrow(WireError);
    }
  });
});
