import fc from 'fast-check';
import { Packr, Unpackr } from 'msgpackr';
import { plain, sendable } from '../../test/arbitrary-value.js';
import { decode, encode, hex } from '../../test/bytes.js';
import { Reader } from './reader.js';
import { skipValue } from './skip-value.js';

describe('a value', () => {
  it('arrives as it was sent, whatever it is', () => {
    fc.assert(fc.property(sendable(), (value) => expect(decode(encode(value))).toStrictEqual(value)));
  });

  it('can be skipped without being read', () => {
    fc.assert(
      fc.property(sendable(), (value) => {
        const bytes = encode(value);
        const reader = new Reader();
        reader.reset(bytes, bytes.byteLength);
        skipValue(reader);
        expect(reader.position).toBe(bytes.byteLength);
      }),
    );
  });

  it('that msgpackr wrote is read as msgpackr reads it', () => {
    const packr = new Packr({ useRecords: false });
    const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: true });
    fc.assert(
      fc.property(plain(), (value) => {
        const packed = new Uint8Array(packr.pack(value));
        // It writes minus zero as zero, for one.
        expect(decode(packed)).toStrictEqual(decode(encode(unpackr.unpack(packed))));
      }),
    );
  });

  it('is read by msgpackr as it was sent', () => {
    const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: true });
    const copyBinary = (value: unknown): unknown => decode(encode(value));
    fc.assert(
      fc.property(plain(), (value) => expect(copyBinary(unpackr.unpack(encode(value)))).toStrictEqual(value)),
    );
  });

  it.each([
    ['a small integer', 7, '07'],
    ['a negative integer', -1, 'ff'],
    ['an integer of one byte', 200, 'cc c8'],
    ['an integer of two bytes', 65_535, 'cd ffff'],
    ['an integer of four bytes', 4_294_967_295, 'ce ffffffff'],
    ['a negative integer of one byte', -128, 'd0 80'],
    ['a negative integer of two bytes', -32_768, 'd1 8000'],
    ['a negative integer of four bytes', -2_147_483_648, 'd2 80000000'],
    ['an integer beyond 32 bits, as a float', 4_294_967_296, 'cb 41f0000000000000'],
    ['minus zero, as a float', -0, 'cb 8000000000000000'],
    ['a bigint, as 64 bits however small', 1n, 'd3 0000000000000001'],
    ['a bigint beyond the signed ones', 2n ** 63n, 'cf 8000000000000000'],
    ['a bigint beyond 64 bits', 2n ** 64n, 'c9 00000009 03 010000000000000000'],
    ['a negative bigint beyond 64 bits', -(2n ** 64n), 'c9 00000009 03 ff0000000000000000'],
    ['undefined', undefined, 'd4 00 00'],
    ['null', null, 'c0'],
    ['a string', 'hé', 'a3 68c3a9'],
    ['bytes', new Uint8Array([1, 2]), 'c4 02 0102'],
    ['a date of whole seconds', new Date(1000), 'd6 ff 00000001'],
    ['a date with milliseconds', new Date(1), 'd7 ff 003d090000000000'],
    ['a date before 1970', new Date(-1), 'c7 0c ff 3b8b87c0 ffffffffffffffff'],
    ['a map', new Map([[1, 'a']]), 'c9 00000004 01 92 01 a161'],
    ['a set', new Set([1, 2]), 'c9 00000003 02 92 01 02'],
    ['an object', { a: 1 }, '81 a161 01'],
    ['a typed array', Uint16Array.of(1, 2), 'c7 05 74 04 0100 0200'],
    ['an ArrayBuffer', Uint8Array.of(1, 2).buffer, 'c7 03 74 10 0102'],
    ['a DataView', new DataView(Uint8Array.of(1, 2).buffer), 'c7 03 74 11 0102'],
    ['a URL', new URL('a:b'), 'c7 03 06 613a62'],
    ['a regular expression', /a/gi, 'c9 00000006 05 92 a161 a26769'],
    ['an error', new TypeError('m'), 'c9 0000000d 04 92 a9 547970654572726f72 a1 6d'],
    ['an error with a cause', new Error('m', { cause: 1 }), 'c9 0000000a 04 93 a5 4572726f72 a1 6d 01'],
  ])('%s has the bytes that the reference gives', (_name, value, bytes) => {
    expect(Buffer.from(encode(value)).toString('hex')).toBe(bytes.replaceAll(' ', ''));
    expect(decode(hex(bytes))).toStrictEqual(value);
  });

  it.each([31, 32, 40, 41, 255, 256, 65_535, 65_536])('may be a string of %i characters', (length) => {
    const ascii = 'x'.repeat(length);
    expect(decode(encode(ascii))).toBe(ascii);
    const wide = '\u4e16'.repeat(length);
    expect(decode(encode(wide))).toBe(wide);
  });

  it.each([15, 16, 65_535, 65_536])('may be an array or an object of %i members', (length) => {
    const array = Array.from({ length }, (_, index) => index);
    expect(decode(encode(array))).toEqual(array);
    const object = Object.fromEntries(array.map((index) => [`k${index}`, index]));
    expect(decode(encode(object))).toEqual(object);
  });

  it('may be an instance of a class without methods, and arrives as a plain object', () => {
    class Point {
      readonly x = 1;
    }
    expect(decode(encode(new Point()))).toStrictEqual({ x: 1 });
  });

  it('may be a Buffer, and arrives as a Uint8Array of its own memory', () => {
    const bytes = encode(Buffer.from('abc'));
    const value = decode(bytes);
    expect(value).toStrictEqual(new Uint8Array([97, 98, 99]));
    bytes.fill(0);
    expect(value).toStrictEqual(new Uint8Array([97, 98, 99]));
  });

  it('may be a typed array, which arrives in memory of its own, and is read by msgpackr as it was sent', () => {
    const unpackr = new Unpackr({ useRecords: false });
    for (const Form of [Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float32Array, Float64Array]) {
      const part = new Form(Float64Array.of(1, Math.PI, -1).buffer, 8);
      const bytes = encode(['odd', part]);
      const [, arrived] = decode(bytes) as [string, typeof part]; // it was sent so
      bytes.fill(0);
      expect(arrived).toStrictEqual(part);
      expect(arrived.buffer.byteLength).toBe(16);
      const [, theirs] = unpackr.unpack(encode(['odd', part]));
      expect(Buffer.from(theirs.buffer)).toEqual(Buffer.from(arrived.buffer));
      expect(theirs.constructor.name).toBe(Form.name);
    }
    expect(decode(hex('c7 03 74 01 0102'))).toStrictEqual(Uint8Array.of(1, 2));
  });

  it('may be an error: its name, message and cause arrive, its stack stays', () => {
    class Refusal extends RangeError {
      override readonly name = 'Refusal';
      readonly secret = 1;
    }
    const sent = new Refusal('no', { cause: new TypeError('why', { cause: { deep: [1] } }) });
    const arrived = decode(encode(sent)) as Error; // it was sent so
    expect(arrived).toBeInstanceOf(Error);
    expect([arrived.name, arrived.message, arrived.stack]).toEqual(['Refusal', 'no', 'Refusal: no']);
    expect(Object.keys(arrived)).toEqual([]);
    const cause = arrived.cause as Error; // it was sent so
    expect(cause).toBeInstanceOf(TypeError);
    expect([cause.message, cause.stack, cause.cause]).toEqual(['why', 'TypeError: why', { deep: [1] }]);
    expect('cause' in (decode(encode(new Error('x'))) as Error)).toBe(false);
    expect(Error.stackTraceLimit).toBeGreaterThan(0);
  });

  it('may be a URL or a regular expression, which starts at the beginning again', () => {
    const sent = /(?<year>\d+)\/x/dgu;
    sent.lastIndex = 5;
    const arrived = decode(encode(sent)) as RegExp; // it was sent so
    expect([arrived.source, arrived.flags, arrived.lastIndex]).toEqual([sent.source, 'dgu', 0]);
    const address = decode(encode(new URL('HTTPS://Exa\u0308mple.org/ü?q#f'))) as URL; // it was sent so
    expect(address).toBeInstanceOf(URL);
    expect(address.href).toBe(new URL('https://exämple.org/ü?q#f').href);
  });

  it('with a key __proto__ arrives with that as its own property', () => {
    const value: unknown = decode(hex('81 a9 5f5f70726f746f5f5f 81 a1 61 01'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.entries(Object(value))).toEqual([['__proto__', { a: 1 }]]);
    expect(Object.hasOwn(Object(decode(hex('81 ab 636f6e7374727563746f72 01'))), 'constructor')).toBe(true);
  });

  it('with lone surrogates arrives with U+FFFD in their place', () => {
    expect(decode(encode('a\ud800'))).toBe('a\ufffd');
    expect(decode(encode(`${'a'.repeat(50)}\ud800`))).toBe(`${'a'.repeat(50)}\ufffd`);
  });
});
