import type { Row } from './row.js';
import { someDate } from './some-date.js';

/** Types with parameters. */
export const GENERICS: readonly Row[] = [
  {
    name: 'generic interface',
    source: 'export interface Page<Item> { items: Item[]; next?: Page<Item> }',
    type: '[Page<string>, Page<Page<number>>]',
    accepts: [[{ items: ['a'], next: { items: [] } }, { items: [{ items: [1] }] }]],
    rejects: [
      [[{ items: [1] }, { items: [] }], '0.items.0'],
      [[{ items: [] }, { items: [{ items: ['x'] }] }], '1.items.0.items.0'],
    ],
  },
  {
    name: 'generics of generics',
    source: `
export interface Result<Value, Problem extends string = 'unknown'> { value?: Value; problem?: Problem }
interface Paged<Item> { items: readonly Item[]; total: number }
type Loaded<Key extends string, Item> = { [K in Key]: Result<Paged<Item>> } & { [K in Key as \`\${K}At\`]: Date };`,
    type: "Loaded<'users', { id: number }>",
    accepts: [{ users: { value: { items: [{ id: 1 }], total: 1 } }, usersAt: someDate }],
    rejects: [
      [{ users: { value: { items: [{ id: 'a' }], total: 1 } }, usersAt: someDate }, 'users.value.items.0.id'],
      [{ users: { problem: 'other' }, usersAt: someDate }, 'users.problem'],
    ],
  },
  {
    name: 'types that inference passes by',
    source: 'export interface Choice<T extends string> { all: T[]; initial: NoInfer<T> }',
    type: "Choice<'a' | 'b'>",
    accepts: [{ all: ['a'], initial: 'b' }],
    rejects: [[{ all: [], initial: 'c' }, 'initial']],
  },
];
