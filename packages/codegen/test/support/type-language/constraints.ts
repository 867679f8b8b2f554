import type { Row } from './row.js';

/** Types with constraints in their comments. */
export const CONSTRAINTS: readonly Row[] = [
  {
    name: 'constraints on strings',
    source: `
/** @format email */
type Email = string;
export interface Account {
  /**
   * @minLength 2
   * @maxLength 4
   * @pattern /^[a-z]+$/i
   */
  name?: string;
  mail: Email | null;
  /** @format uuid */
  id: string;
  /** @format date-time */
  at: string;
}`,
    type: 'Account',
    accepts: [
      {
        name: 'ab',
        mail: 'a@b.org',
        id: '123e4567-e89b-42d3-a456-426614174000',
        at: '2024-01-01T00:00:00+02:00',
      },
      { mail: null, id: '123e4567-e89b-42d3-a456-426614174000', at: '2024-01-01T00:00:00Z' },
    ],
    rejects: [
      [
        { name: 'a', mail: null, id: '123e4567-e89b-42d3-a456-426614174000', at: '2024-01-01T00:00:00Z' },
        'name',
      ],
      [
        { name: 'a1', mail: null, id: '123e4567-e89b-42d3-a456-426614174000', at: '2024-01-01T00:00:00Z' },
        'name',
      ],
      [{ mail: 'nobody', id: '123e4567-e89b-42d3-a456-426614174000', at: '2024-01-01T00:00:00Z' }, 'mail'],
      [{ mail: null, id: 'x', at: '2024-01-01T00:00:00Z' }, 'id'],
      [{ mail: null, id: '123e4567-e89b-42d3-a456-426614174000', at: 'today' }, 'at'],
    ],
  },
  {
    name: 'constraints on numbers and arrays',
    source: `
/** @int */
type Count = number;
export interface Order {
  /** @minimum 1 */
  count: Count;
  /**
   * @exclusiveMinimum 0
   * @multipleOf 0.5
   */
  weight: number;
  /** @maximum 10 */
  big?: bigint;
  /**
   * @minItems 1
   * @maxItems 2
   * @uniqueItems
   */
  tags: readonly string[];
}`,
    type: 'Order',
    accepts: [{ count: 1, weight: 0.5, big: 10n, tags: ['a', 'b'] }],
    rejects: [
      [{ count: 0, weight: 1, tags: ['a'] }, 'count'],
      [{ count: 1.5, weight: 1, tags: ['a'] }, 'count'],
      [{ count: 1, weight: 0, tags: ['a'] }, 'weight'],
      [{ count: 1, weight: 0.7, tags: ['a'] }, 'weight'],
      [{ count: 1, weight: 1, big: 11n, tags: ['a'] }, 'big'],
      [{ count: 1, weight: 1, tags: [] }, 'tags'],
      [{ count: 1, weight: 1, tags: ['a', 'a'] }, 'tags'],
    ],
  },
  {
    name: 'constraints of aliases, wherever those are mentioned',
    source: `
/** @minLength 1 */
export type Word = string;
/** @maxLength 3 */
type Short = Word;
/** @minItems 1 */
export type Words = readonly Short[];
export interface Text { lines: Words[]; byWord: Map<Word, Set<Short> | null>; pair?: [first: Short, second: number] }`,
    type: 'Text',
    accepts: [{ lines: [['a', 'abc']], byWord: new Map([['abcd', new Set(['b'])]]), pair: ['a', 1] }],
    rejects: [
      [{ lines: [['']], byWord: new Map() }, 'lines.0.0'],
      [{ lines: [['abcd']], byWord: new Map() }, 'lines.0.0'],
      [{ lines: [[]], byWord: new Map() }, 'lines.0'],
      [{ lines: [], byWord: new Map([['a', new Set(['abcd'])]]) }, 'byWord.a'],
      [{ lines: [], byWord: new Map(), pair: ['', 1] }, 'pair.0'],
    ],
  },
];
