import type { Row } from './row.js';

/** Unions, by how their members are told from each other. */
export const UNIONS: readonly Row[] = [
  {
    name: 'union of primitives',
    type: 'string | number | boolean',
    accepts: ['a', 1, true],
    rejects: [[null, '']],
  },
  {
    name: 'discriminated union',
    source:
      "interface Circle { kind: 'circle'; radius: number } interface Square { kind: 'square'; side: number } export type Shape = Circle | Square;",
    type: 'Shape',
    accepts: [
      { kind: 'circle', radius: 1 },
      { kind: 'square', side: 1 },
    ],
    rejects: [
      [{ kind: 'circle', side: 1 }, 'radius'],
      [{ kind: 'oval' }, 'kind'],
    ],
    strips: [
      [
        { kind: 'circle', radius: 1, side: 2 },
        { kind: 'circle', radius: 1 },
      ],
    ],
  },
  {
    name: 'union of objects with nothing to tell them by',
    type: '{ ok: string } | { error: number; detail?: { code: number } } | { detail: { text: string } }',
    accepts: [{ ok: 'a' }, { error: 1 }, { ok: 'a', error: 1 }, { error: 1, detail: { code: 1, text: 'a' } }],
    rejects: [
      [{}, ''],
      [{ error: 'x' }, ''],
    ],
    strips: [[{ ok: 'a', error: 'not a number' }, { ok: 'a' }]],
  },
  {
    name: 'union of objects of which one has more',
    type: '{ a: string } | { a: string; b: number } | string',
    accepts: [{ a: 'a' }, { a: 'a', b: 1 }, 'x'],
    rejects: [[{ b: 1 }, '']],
    strips: [[{ a: 'a', b: 'x' }, { a: 'a' }]],
  },
  {
    name: 'union of types that are alike',
    source:
      'export interface Cat { name: string; age?: number } export interface Dog { name: string; age?: number }',
    type: '{ pet: Cat | Dog }',
    accepts: [{ pet: { name: 'a' } }, { pet: { name: 'a', age: 1 } }],
    rejects: [[{ pet: { name: 1 } }, 'pet']],
  },
  {
    name: 'union of arrays',
    type: '{ a: string }[] | { b: string }[]',
    accepts: [[], [{ a: 'a' }], [{ a: 'a', b: 'b' }]],
    rejects: [[[{ a: 'a' }, { b: 'b' }], '']],
  },
  {
    name: 'union of objects of which one holds a collection',
    type: '{ b: { x?: number } } | { b?: Map<string, number>; c?: string }',
    accepts: [{ b: { x: 1 } }, { b: new Map([['a', 1]]) }, { b: new Map(), c: 'c' }, {}],
    rejects: [[{ b: 1 }, '']],
  },
  {
    name: 'union of collections of objects',
    type: 'Set<{ a?: string }> | Set<{ b?: string }> | Map<string, { c?: 1 }> | Map<string, { d?: 2 }>',
    accepts: [new Set([{ a: 'a' }, { b: 'b' }]), new Map([['x', { c: 1, d: 2 }]])],
    rejects: [[new Set([{ a: 1, b: 1 }]), '']],
  },
  {
    name: 'union of what an object could be taken for, deep inside',
    type: '{ by?: Map<string, { a?: number } | string>; x?: number } | { by: Map<string, Uint8Array | Date> }',
    accepts: [{ by: new Map([['k', Uint8Array.of(1)]]) }, { by: new Map([['k', { a: 1 }]]), x: 1 }, {}],
    rejects: [[{ by: new Map([['k', 1]]) }, '']],
  },
];
