import type { Row } from './row.js';

/** Objects whose properties have names, in all ways to declare them. */
export const OBJECTS: readonly Row[] = [
  {
    name: 'interface',
    source:
      'export interface Point { readonly x: number; y?: number; z: number | undefined; w?: number | undefined }',
    type: 'Point',
    accepts: [
      { x: 1, z: 2 },
      { x: 1, y: 2, z: undefined, w: undefined },
    ],
    rejects: [
      [{ x: 1 }, 'z'],
      [{ x: 1, y: undefined, z: 1 }, 'y'],
      [{ x: '1', z: 1 }, 'x'],
      [null, ''],
      [[], ''],
    ],
    strips: [
      [
        { x: 1, z: 2, more: true },
        { x: 1, z: 2 },
      ],
    ],
  },
  {
    name: 'type literal',
    type: "{ 'a-b': { deep: string[] } }",
    accepts: [{ 'a-b': { deep: ['x'] } }],
    rejects: [[{ 'a-b': { deep: [1] } }, 'a-b.deep.0']],
  },
  { name: 'empty object', type: '{}', accepts: [{}], rejects: [[null, '']] },
  {
    name: 'interface that extends others',
    source:
      'interface A { a: string } interface B { b: string } export interface C extends A, B { c: string }',
    type: 'C',
    accepts: [{ a: 'a', b: 'b', c: 'c' }],
    rejects: [[{ a: 'a', c: 'c' }, 'b']],
  },
  {
    name: 'interface declared in several places',
    source: 'export interface Merged { a: string } export interface Merged { b: string }',
    type: 'Merged',
    accepts: [{ a: 'a', b: 'b' }],
    rejects: [[{ a: 'a' }, 'b']],
  },
  {
    name: 'intersection',
    type: '{ a: string } & { b?: number }',
    accepts: [{ a: 'a' }, { a: 'a', b: 1 }],
    rejects: [[{ b: 1 }, 'a']],
  },
  {
    name: 'intersection with a union, some of whose combinations cannot be',
    source:
      "export type Channel = { type: 'text'; topic: string } | { type: 'voice'; rate?: number } | { type: 'group' }; export type Patch = Partial<Channel> & Pick<Channel & { type: 'text' | 'voice' }, 'type'>;",
    type: "{ patch: Patch; some: (Channel & { type: 'text' | 'voice' })[] }",
    accepts: [{ patch: { type: 'text' }, some: [{ type: 'text', topic: 'a' }, { type: 'voice' }] }],
    rejects: [
      [{ patch: { type: 'group' }, some: [] }, 'patch.type'],
      [{ patch: { type: 'voice', rate: 'x' }, some: [] }, 'patch.rate'],
      [{ patch: { type: 'voice' }, some: [{}] }, 'some.0.type'],
    ],
  },
  {
    name: 'types of a namespace',
    source: 'export namespace Api { export interface Point { x: number } export type Points = Point[] }',
    type: '{ first: Api.Point; all: Api.Points }',
    accepts: [{ first: { x: 1 }, all: [{ x: 1 }] }],
    rejects: [[{ first: { x: 1 }, all: [{}] }, 'all.0.x']],
  },
];
