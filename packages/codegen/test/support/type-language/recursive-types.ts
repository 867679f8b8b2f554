import type { Row } from './row.js';

/** Types that contain themselves. */
export const RECURSIVE_TYPES: readonly Row[] = [
  {
    name: 'recursive interface',
    source: 'export interface Tree { value: number; left?: Tree; others: Map<string, Tree[]> }',
    type: 'Tree',
    accepts: [
      {
        value: 1,
        left: { value: 2, others: new Map() },
        others: new Map([['a', [{ value: 3, others: new Map() }]]]),
      },
    ],
    rejects: [[{ value: 1, left: { value: 'x', others: new Map() }, others: new Map() }, 'left.value']],
  },
  {
    name: 'types that contain each other',
    source:
      "export interface Folder { kind: 'folder'; entries: Entry[] } interface File { kind: 'file'; size: number; in: Folder | null } type Entry = File | Folder;",
    type: 'Folder',
    accepts: [
      {
        kind: 'folder',
        entries: [
          { kind: 'folder', entries: [] },
          { kind: 'file', size: 1, in: null },
        ],
      },
    ],
    rejects: [[{ kind: 'folder', entries: [{ kind: 'file', size: '1', in: null }] }, 'entries.0.size']],
  },
  {
    name: 'recursive alias',
    source: 'export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };',
    type: 'Json',
    accepts: [[1, { a: [null, 'x', { b: true }] }], null],
    rejects: [
      [[1n], ''],
      [undefined, ''],
    ],
  },
  {
    name: 'recursive tuple',
    source: 'export type List = null | [head: string, tail: List];',
    type: 'List',
    accepts: [null, ['a', ['b', null]]],
    rejects: [
      [['a', ['b']], '1'],
      [['a'], ''],
    ],
  },
  {
    name: 'generic types that contain themselves',
    source:
      'export type Nested<T> = T | Nested<T>[]; export interface Cell<T> { value: T; next: Cell<T> | null }',
    type: '{ words: Nested<string>; cells: Cell<Cell<number> | null> }',
    accepts: [
      {
        words: ['a', ['b', []]],
        cells: { value: { value: 1, next: null }, next: { value: null, next: null } },
      },
    ],
    rejects: [
      [{ words: 1, cells: { value: null, next: null } }, 'words'],
      [{ words: [], cells: { value: { value: 'x', next: null }, next: null } }, 'cells.value.value'],
    ],
  },
];
