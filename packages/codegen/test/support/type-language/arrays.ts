import type { Row } from './row.js';
import { someDate } from './some-date.js';

/** Arrays and tuples. */
export const ARRAYS: readonly Row[] = [
  {
    name: 'array',
    type: 'string[]',
    accepts: [[], ['a', 'b']],
    rejects: [
      [['a', 1], '1'],
      ['a', ''],
      [{ length: 0 }, ''],
    ],
  },
  {
    name: 'readonly array',
    type: 'readonly (number | null)[]',
    accepts: [[1, null]],
    rejects: [[[1, 'x'], '1']],
  },
  {
    name: 'tuple',
    type: '[string, number]',
    accepts: [['a', 1]],
    rejects: [
      [['a'], ''],
      [['a', 1, 2], ''],
      [['a', 'b'], '1'],
    ],
  },
  {
    name: 'tuple with optional, labelled and rest elements',
    type: 'readonly [name: string, age?: number, ...tags: boolean[]]',
    accepts: [['a'], ['a', 1], ['a', 1, true, false]],
    rejects: [
      [[], '0'],
      [['a', 'b'], '1'],
      [['a', 1, 2], '2'],
    ],
  },
  {
    name: 'tuple with elements after the rest',
    type: '[...string[], number]',
    accepts: [[1], ['a', 1], ['a', 'b', 1]],
    rejects: [
      [[], ''],
      [['a'], '0'],
      [[1, 2], '0'],
      [['a', 1, 'b'], '1'],
      ['a', ''],
    ],
  },
  {
    name: 'tuple with a rest in the middle',
    source:
      'export interface Step { done: boolean; then?: Way } export type Way = readonly [from: Step, ...over: Date[], by: Way | null, to: Step]',
    type: 'Way',
    accepts: [
      [{ done: true }, null, { done: false }],
      [{ done: true }, someDate, someDate, [{ done: true }, null, { done: true }], { done: false }],
    ],
    rejects: [
      [[{ done: true }, { done: false }], ''],
      [[{ done: true }, null, {}], '2.done'],
      [[{}, null, { done: true }], '0.done'],
      [[{ done: true }, 1, null, { done: true }], '1'],
      [[{ done: true }, someDate, 1, { done: true }], '2'],
    ],
    strips: [
      [
        [{ done: true, more: 1 }, null, { done: false, more: 1 }],
        [{ done: true }, null, { done: false }],
      ],
    ],
  },
  {
    name: 'interface that extends an array',
    source: 'export interface List extends Array<string | List> {}',
    type: 'List',
    accepts: [['a', ['b', []]]],
    rejects: [[[1], '0']],
  },
];
