// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the types under test have templates in them
import type { Row } from './row.js';

/** Types of some of the strings and numbers: literals, enums, templates, and those with a brand. */
export const NARROWED_PRIMITIVES: readonly Row[] = [
  {
    name: 'literals',
    type: "'a' | 1 | -2 | 3n | true",
    accepts: ['a', 1, -2, 3n, true],
    rejects: [
      ['b', ''],
      [2, ''],
      [false, ''],
    ],
  },
  {
    name: 'literals that editors should offer beside any string',
    type: "'a' | 'b' | (string & {})",
    accepts: ['a', 'c'],
    rejects: [[1, '']],
  },
  {
    name: 'template literal',
    source: "export type Id = `user-${number}`; export type Path = `/${string}/${'a' | 'b'}`;",
    type: '{ id: Id; path: Path; version: `v${bigint}` }',
    accepts: [{ id: 'user-1.5', path: '/x/y/b', version: 'v12' }],
    rejects: [
      [{ id: 'user-x', path: '//a', version: 'v1' }, 'id'],
      [{ id: 'user-1', path: '/x/c', version: 'v1' }, 'path'],
      [{ id: 'user-1', path: '//a', version: 'v1.5' }, 'version'],
    ],
  },
  {
    name: 'branded primitives',
    source:
      "export type UserId = string & { readonly __brand: 'UserId' }; declare const mark: unique symbol; export type Branded<T, B> = T & { readonly [mark]: B }; export type Cents = Branded<number, 'cents'>;",
    type: '{ id: UserId; price?: Cents; byId: Record<UserId, number>; either: UserId | null }',
    accepts: [{ id: 'a', price: 1, byId: { a: 1 }, either: null }],
    rejects: [
      [{ id: 1, byId: {}, either: null }, 'id'],
      [{ id: 'a', price: '1', byId: {}, either: null }, 'price'],
      [{ id: 'a', byId: { a: 'x' }, either: null }, 'byId.a'],
    ],
  },
  {
    name: 'enum',
    source: "export enum Color { Red = 'red', Green = 'green' } export enum Level { Low, High = 5 }",
    type: '{ color: Color; level: Level; one: Color.Red; some?: Level | null }',
    accepts: [
      { color: 'green', level: 5, one: 'red' },
      { color: 'red', level: 0, one: 'red', some: null },
    ],
    rejects: [
      [{ color: 'Green', level: 0, one: 'red' }, 'color'],
      [{ color: 'red', level: 1, one: 'red' }, 'level'],
      [{ color: 'red', level: 0, one: 'green' }, 'one'],
    ],
  },
  {
    name: 'const enum',
    source: 'export const enum Flag { Off, On } export const enum Word { A = 1 }',
    type: 'Record<Flag, Word>',
    accepts: [{ 0: 1, 1: 1 }],
    rejects: [[{ 0: 1 }, '1']],
  },
];
