import type { Row } from './row.js';

/** Primitives, and the types of what is not there. */
export const PRIMITIVES: readonly Row[] = [
  {
    name: 'string',
    type: 'string',
    accepts: ['', 'ü🙂'],
    rejects: [
      [1, ''],
      [null, ''],
      [undefined, ''],
    ],
  },
  {
    name: 'number',
    type: 'number',
    accepts: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    rejects: [
      ['1', ''],
      [1n, ''],
      [undefined, ''],
    ],
  },
  {
    name: 'boolean',
    type: 'boolean',
    accepts: [true, false],
    rejects: [
      [0, ''],
      ['true', ''],
    ],
  },
  { name: 'bigint', type: 'bigint', accepts: [0n, -(2n ** 80n)], rejects: [[1, '']] },
  {
    name: 'null',
    type: 'null',
    accepts: [null],
    rejects: [
      [undefined, ''],
      [0, ''],
    ],
  },
  { name: 'undefined', type: 'undefined', accepts: [undefined], rejects: [[null, '']] },
  {
    name: 'null or undefined beside a type',
    type: 'string | null | undefined',
    accepts: ['', null, undefined],
    rejects: [[1, '']],
  },
  {
    name: 'void',
    type: '{ nothing: void; maybe?: void | string }',
    accepts: [{ nothing: undefined }, { nothing: undefined, maybe: 'a' }],
    rejects: [
      [{ nothing: null }, 'nothing'],
      [{ nothing: undefined, maybe: 1 }, 'maybe'],
    ],
  },
  {
    name: 'never',
    type: '{ none?: never; empty: never[] }',
    accepts: [{ empty: [] }],
    rejects: [
      [{ none: 1, empty: [] }, 'none'],
      [{ empty: [1] }, 'empty.0'],
    ],
  },
  {
    name: 'unknown',
    type: '{ data: unknown; list: unknown[] }',
    accepts: [{ data: { a: [1, new Date(0)] }, list: [undefined, 1n] }],
    rejects: [[{ list: [] }, 'data']],
  },
];
