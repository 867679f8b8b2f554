// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the types under test have templates in them
import type { Row } from './row.js';
import { someDate } from './some-date.js';

/** Objects whose keys are not known before. */
export const INDEX_SIGNATURES: readonly Row[] = [
  {
    name: 'record',
    type: 'Record<string, number>',
    accepts: [{}, { a: 1, 'b c': 2 }],
    rejects: [
      [{ a: 'x' }, 'a'],
      [[], ''],
    ],
  },
  {
    name: 'record of nothing',
    type: 'Record<string, never>',
    accepts: [{}],
    rejects: [[{ a: 'x' }, 'a']],
  },
  {
    name: 'record of literals',
    type: "Record<'a' | 'b', number>",
    accepts: [{ a: 1, b: 2 }],
    rejects: [[{ a: 1 }, 'b']],
  },
  {
    name: 'record of strings and numbers',
    type: 'Record<string | number, boolean>',
    accepts: [{ a: true, 1: false }],
    rejects: [[{ 1: 'x' }, '1']],
  },
  {
    name: 'index signature of number',
    type: '{ [id: number]: string }',
    accepts: [{ 1: 'a', '-2.5': 'b' }],
    rejects: [[{ a: 'x' }, 'a']],
  },
  {
    name: 'properties beside an index signature',
    type: '{ a: string; [key: string]: string | number }',
    accepts: [{ a: 'a', b: 1 }],
    rejects: [
      [{ a: 1 }, 'a'],
      [{ a: 'a', b: null }, 'b'],
    ],
  },
  {
    name: 'index signature of a template',
    type: '{ [header: `x-${string}`]: string; }',
    accepts: [{}, { 'x-a': 'a', 'x-': 'b' }],
    rejects: [
      [{ 'x-a': 1 }, 'x-a'],
      [{ a: 'a' }, 'a'],
      [[], ''],
    ],
  },
  {
    name: 'several index signatures',
    type: '{ [key: string]: { a: string; b?: number } | null; [key: `x-${string}`]: { a: string; b: number }; [key: number]: null }',
    accepts: [{}, { 'x-a': { a: 'a', b: 1 }, y: { a: 'a' }, z: null, 7: null }],
    rejects: [
      [{ 'x-a': { a: 'a' } }, 'x-a.b'],
      [{ 'x-a': null }, 'x-a'],
      [{ y: { a: 1 } }, 'y.a'],
      [{ 7: { a: 'a' } }, '7'],
      ['x', ''],
      [[], ''],
    ],
    strips: [[{ 'x-a': { a: 'a', b: 1, c: 2 } }, { 'x-a': { a: 'a', b: 1 } }]],
  },
  {
    name: 'properties that an index signature does not allow',
    type: '({ id: string; at?: Date } & Record<string, number>)[] | ({ 1: string } & { [k: number]: boolean } & { [k: `${number}px`]: null })',
    accepts: [[{ id: 'a', x: 1 }], { 1: 'a', 2: true, '3px': null }],
    rejects: [
      [{ 1: true }, ''],
      [{ 1: 'a', 2: 'b' }, ''],
    ],
  },
  {
    name: 'index signatures of some keys beside properties',
    type: '{ a: string; b?: Date; [id: number]: string; [flag: `is${string}`]: boolean }',
    accepts: [{ a: 'a' }, { a: 'a', b: someDate, 7: 'x', isOn: true }],
    rejects: [
      [{ isOn: true }, 'a'],
      [{ a: 'a', b: 1 }, 'b'],
      [{ a: 'a', 7: 7 }, '7'],
      [{ a: 'a', isOn: 'yes' }, 'isOn'],
      [null, ''],
    ],
    strips: [[{ a: 'a', other: 1 }, { a: 'a' }]],
  },
  {
    name: 'templates of keys in a type that contains itself',
    source: 'export interface Node { name: string; [child: `on-${string}`]: Node | Node[] | string }',
    type: 'Node',
    accepts: [{ name: 'a', 'on-x': { name: 'b', 'on-y': [{ name: 'c' }] }, 'on-z': 'w' }],
    rejects: [
      [{ name: 'a', 'on-x': { name: 1 } }, 'on-x'],
      [{ 'on-x': 'w' }, 'name'],
    ],
  },
  {
    name: 'intersection of index signatures',
    source:
      'export type Data = string | Data[] | Dictionary; type Dictionary = { [key in string]: Data } & { [key in string]?: Data | undefined };',
    type: 'Data',
    accepts: [{ a: ['b', { c: 'd' }] }],
    rejects: [[{ a: 1 }, '']],
  },
];
