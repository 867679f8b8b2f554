import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { sendable } from '../../test/arbitrary-value.js';
import { decode, encode, hex } from '../../test/bytes.js';
import { readValue } from './read-value.js';
import { Reader } from './reader.js';
import { skipValue } from './skip-value.js';
import { WireError } from './wire-error.js';

type Step = (reader: Reader) => unknown;

/** Runs a step on bytes: it must end within them, or throw a WireError. */
function survives(step: Step, bytes: Uint8Array, end: number): boolean {
  const reader = new Reader();
  reader.reset(bytes, end);
  try {
    step(reader);
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    return false;
  }
  expect(reader.position).toBeLessThanOrEqual(end);
  return true;
}

describe.each<[string, Step]>([
  ['reading', readValue],
  ['skipping', skipValue],
])('%s hostile bytes', (_name, step) => {
  it('ends in a value or a WireError for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => void survives(step, bytes, bytes.length)),
      {
        numRuns: 2000,
      },
    );
  });

  it('throws for every truncation of a valid value, and never looks beyond the end', () => {
    fc.assert(
      fc.property(sendable(), fc.nat(), (value, cut) => {
        const bytes = encode(value);
        expect(survives(step, bytes, cut % bytes.length)).toBe(false);
      }),
    );
  });

  it('ends in a value or a WireError for a valid value with bytes changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(sendable(), changes, (value, edits) => {
        const bytes = encode(value);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        survives(step, bytes, bytes.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a reader', () => {
  it.each([
    ['a byte that starts nothing', 'c1'],
    ['an array that announces more than there is', 'dd ffffffff 00'],
    ['an object that announces more than there is', 'df 7fffffff a161 00'],
    ['a string that announces more than there is', 'db ffffffff 61'],
    ['bytes that announce more than there is', 'c6 ffffffff 61'],
    ['an extension that announces more than there is', 'c9 ffffffff 01 90'],
    ['a key that is no string', '81 01 01'],
    ['a record definition', 'd4 72 40 91 a161 01'],
    ['an extension that we do not define', 'd4 07 00'],
    ['an undefined of other content', 'd4 00 01'],
    ['a map with a key and no value', 'c7 02 01 91 01'],
    ['a map that does not fill its extension', 'c7 03 01 90 00 00'],
    ['a set whose members reach out of its extension', 'c7 02 02 92 01 02'],
    ['a set that holds no array', 'c7 01 02 01'],
    ['a typed array of no kind', 'c7 00 74'],
    ['a typed array of an unknown kind', 'd4 74 0b'],
    ['a typed array that ends within an element', 'c7 04 74 03 000000'],
    ['an error without a message', 'c7 07 04 91 a5 4572726f72'],
    ['an error whose name is no string', 'c7 03 04 92 01 a0'],
    ['an error that reaches out of its extension', 'c7 03 04 92 a0 a1 61'],
    ['an error that does not fill its extension', 'c7 04 04 92 a0 a0 00'],
    ['a regular expression without flags', 'c7 03 05 91 a161'],
    ['a regular expression with sets, which would make the engine compute', 'c7 05 05 92 a161 a176'],
    ['a regular expression with a flag twice', 'c7 06 05 92 a161 a26767'],
    ['a regular expression with an unknown flag', 'c7 05 05 92 a161 a17a'],
    ['a regular expression of 4,097 characters', `c8 1006 05 92 da 1001 ${'61'.repeat(4097)} a0`],
    ['an integer of no bytes', 'c7 00 03'],
    ['an integer of more than 65,536 bytes', `c9 00010001 03 ${'00'.repeat(65_537)}`],
    ['a timestamp of another size', 'c7 03 ff 000000'],
    ['a timestamp of too many nanoseconds', 'c7 0c ff 3b9aca00 0000000000000000'],
  ])('refuses %s', (_name, bytes) => {
    expect(() => decode(hex(bytes))).toThrow(WireError);
  });

  it('refuses what msgpackr writes with records, which would make msgpackr compile code', () => {
    const bytes = new Packr({ useRecords: true }).pack([{ a: 1 }, { a: 2 }]);
    expect(() => decode(new Uint8Array(bytes))).toThrow('extension type 114');
  });

  it('makes an invalid Date of a time that no Date holds, for validation to refuse', () => {
    expect(Number(decode(hex('c7 0c ff 00000000 7fffffffffffffff')))).toBeNaN();
  });

  it('takes what its engine does not compile, or parse, for what it is made of, for validation to refuse', () => {
    expect(decode(hex('c7 04 05 92 a128 a0'))).toStrictEqual({ source: '(', flags: '' });
    expect(decode(hex('c7 03 06 2f2f2f'))).toBe('///');
  });

  it('refuses more regular expressions than it could make without keeping others waiting', () => {
    const expressions = (count: number): Uint8Array =>
      encode(Array.from({ length: count }, () => new RegExp('x'.repeat(4096))));
    expect(decode(expressions(7))).toHaveLength(7);
    expect(() => decode(expressions(8))).toThrow('limits.maxMessageValues');
  });

  it('refuses causes that nest deeper than the limit', () => {
    const limits = { maxDepth: 3, maxMessageValues: 100 };
    const chain = (length: number): Error => new Error('x', length > 1 ? { cause: chain(length - 1) } : {});
    expect(decode(encode(chain(3)), limits)).toBeInstanceOf(Error);
    expect(() => decode(encode(chain(4)), limits)).toThrow('limits.maxDepth');
  });

  it('refuses values that nest deeper than the limit', () => {
    const limits = { maxDepth: 3, maxMessageValues: 100 };
    expect(decode(hex('91 91 91 01'), limits)).toEqual([[[1]]]);
    expect(() => decode(hex('91 91 91 91 01'), limits)).toThrow('limits.maxDepth');
    expect(() => decode(hex('91 91 91 c7 01 02 90'), limits)).toThrow('limits.maxDepth');
  });

  it('refuses, and skips, nesting of any depth without running out of stack', () => {
    const bytes = new Uint8Array(2_000_000).fill(0x91);
    expect(() => decode(bytes)).toThrow('limits.maxDepth');
    bytes[bytes.length - 1] = 0xc0;
    expect(survives(skipValue, bytes, bytes.length)).toBe(true);
  });

  it('refuses more values than the limit, counted over all levels', () => {
    const limits = { maxDepth: 10, maxMessageValues: 4 };
    expect(decode(hex('92 91 01 91 02'), limits)).toEqual([[1], [2]]);
    expect(() => decode(hex('92 92 01 01 91 02'), limits)).toThrow('limits.maxMessageValues');
    expect(() => decode(hex('83 a161 01 a162 01 a163 01'), limits)).toThrow('limits.maxMessageValues');
  });
});
