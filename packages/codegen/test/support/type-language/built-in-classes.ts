import type { Row } from './row.js';
import { someDate } from './some-date.js';

/** Instances of classes that the language comes with, collections among them. */
export const BUILT_IN_CLASSES: readonly Row[] = [
  {
    name: 'Date',
    type: 'Date',
    accepts: [someDate],
    rejects: [
      ['2024-02-29', ''],
      [new Date(Number.NaN), ''],
    ],
  },
  {
    name: 'URL, RegExp and Error',
    type: '{ at: URL; match: RegExp; why?: Error; range?: RangeError }',
    accepts: [
      { at: new URL('https://example.org/?q'), match: /^a+$/giu },
      {
        at: new URL('file:///'),
        match: /x/,
        why: new TypeError('a', { cause: new Error('b') }),
        range: new RangeError('c'),
      },
    ],
    rejects: [
      [{ at: 'https://example.org', match: /x/ }, 'at'],
      [{ at: new URL('file:///'), match: 'x' }, 'match'],
      [{ at: new URL('file:///'), match: /x/, why: { name: 'Error', message: '' } }, 'why'],
      [{ at: new URL('file:///'), match: /x/, range: new Error('a') }, 'range'],
    ],
  },
  {
    name: 'typed arrays',
    type: '[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]',
    accepts: [typedArrays()],
    rejects: [
      [typedArrays().with(1, [1, 2]), '1'],
      [typedArrays().with(7, new Float64Array(1)), '7'],
    ],
  },
  {
    name: 'ArrayBuffer, DataView and views whose memory is named',
    since: 5.7,
    type: '{ memory: ArrayBuffer; view: DataView; own: Uint8Array<ArrayBuffer>; any: Float32Array<ArrayBufferLike> }',
    accepts: [
      {
        memory: new ArrayBuffer(3),
        view: new DataView(new ArrayBuffer(2)),
        own: Uint8Array.of(1),
        any: Float32Array.of(1),
      },
    ],
    rejects: [
      [{ memory: new Uint8Array(1), view: new DataView(new ArrayBuffer(2)) }, 'memory'],
      [{ memory: new ArrayBuffer(1), view: new ArrayBuffer(1) }, 'view'],
    ],
  },
  {
    name: 'Map',
    type: 'Map<string, number>',
    accepts: [new Map([['a', 1]]), new Map()],
    rejects: [
      [new Map([['a', 'b']]), 'a'],
      [{}, ''],
    ],
  },
  {
    name: 'ReadonlyMap with objects for keys',
    type: 'ReadonlyMap<{ id: number }, string[]>',
    accepts: [new Map([[{ id: 1 }, ['a']]])],
    rejects: [[new Map([[{ id: 'x' }, []]]), '']],
  },
  {
    name: 'Set',
    type: 'Set<bigint>',
    accepts: [new Set([1n])],
    rejects: [
      [new Set([1]), ''],
      [[1n], ''],
    ],
  },
  {
    name: 'ReadonlySet',
    type: 'ReadonlySet<string>',
    accepts: [new Set(['a'])],
    rejects: [[new Set([1]), '']],
  },
];

function typedArrays(): unknown[] {
  return [
    Int8Array.of(-1),
    Uint8Array.of(255),
    Uint8ClampedArray.of(255),
    Int16Array.of(-2),
    Uint16Array.of(2),
    Int32Array.of(-3),
    Uint32Array.of(3),
    Float32Array.of(0.5),
    Float64Array.of(Math.PI),
    BigInt64Array.of(-1n),
    BigUint64Array.of(2n ** 63n),
  ];
}
