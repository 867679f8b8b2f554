import { runInNewContext } from 'node:vm';
import { decode, encode } from '../../test/bytes.js';
import { findNotSendable, NotSendable } from './not-sendable.js';

class Behaving {
  act(): void {}
}

/** A flag that the settings of the tests do not let a literal have. */
const SETS = 'v';

const loop: unknown[] = [];
loop.push(loop);

describe('a value that can not be sent', () => {
  it.each<[string, unknown, RegExp]>([
    ['a function', () => undefined, /function/],
    ['a symbol', Symbol('s'), /symbol/],
    ['an instance of a class with methods', new Behaving(), /instance of Behaving.*plain object/],
    [
      'an instance of a class derived from one with methods',
      new (class extends Behaving {})(),
      /can not be sent/,
    ],
    ['an Error with a function for a cause', new Error('x', { cause: () => undefined }), /function/],
    ['a regular expression of many characters', new RegExp('x'.repeat(4097)), /more than 4096 characters/],
    ['a regular expression with sets', new RegExp('[a&&b]', SETS), /the flags v/],
    ['a Promise', Promise.resolve(), /await it first/],
    ['a WeakMap', new WeakMap(), /instance of WeakMap/],
    ['memory that is shared', new SharedArrayBuffer(1), /SharedArrayBuffer.*Uint8Array/],
    ['an invalid Date', new Date(Number.NaN), /invalid Date/],
    ['a value that holds itself', loop, /holds itself/],
    ['an integer of more than 65,536 bytes', 2n ** 600_000n, /65536 bytes/],
  ])('is refused: %s', (_name, value, why) => {
    expect(() => encode({ list: [1, value] })).toThrow(NotSendable);
    const place = findNotSendable({ list: [1, value] }, 100);
    expect(place?.path.slice(0, 2)).toEqual(['list', 1]);
    expect(place?.why).toMatch(why);
  });

  it('is found within maps, sets and the causes of errors', () => {
    expect(findNotSendable(new Map([['a', new Set([1, Symbol('s')])]]), 100)?.path).toEqual(['a', 1]);
    expect(findNotSendable(new Error('x', { cause: { a: Symbol('s') } }), 100)?.path).toEqual(['cause', 'a']);
    expect(findNotSendable(new Map([[Symbol('s'), 1]]), 100)?.path).toEqual(['(key)']);
    expect(() => encode(new Map([[Symbol('s'), 1]]))).toThrow(NotSendable);
  });

  it('is not a plain object, map, set, date or bytes of another realm', () => {
    const value: unknown = runInNewContext(
      `({
        object: { a: [1] }, map: new Map([[1, 2]]), set: new Set([3]), date: new Date(5), bytes: new Uint8Array([6]),
        floats: new Float32Array([7]), error: new RangeError('far'), expression: /x/g,
      })`,
    );
    expect(findNotSendable(value, 100)).toBeUndefined();
    expect(decode(encode(value))).toStrictEqual({
      object: { a: [1] },
      map: new Map([[1, 2]]),
      set: new Set([3]),
      date: new Date(5),
      bytes: new Uint8Array([6]),
      floats: new Float32Array([7]),
      error: new RangeError('far'),
      expression: /x/g,
    });
  });

  it('is not an object without a prototype', () => {
    expect(decode(encode(Object.assign(Object.create(null), { a: 1 })))).toStrictEqual({ a: 1 });
  });
});
