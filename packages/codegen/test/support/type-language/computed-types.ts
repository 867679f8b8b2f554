// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the types under test have templates in them
import type { Row } from './row.js';

/** Types that the compiler computes from others. */
export const COMPUTED_TYPES: readonly Row[] = [
  {
    name: 'utility types',
    source: 'interface User { id: string; name: string; age: number }',
    type: "Partial<Pick<User, 'id' | 'name'>> & Omit<User, 'id' | 'name'>",
    accepts: [{ age: 1 }, { id: 'a', age: 1 }],
    rejects: [[{}, 'age']],
  },
  {
    name: 'utility types of types',
    source: `
interface User { id: string; name?: string | null; readonly tags: string[] }
type Event = 'saved' | 'sent' | 'lost';
type Handler = (user: User, count: number) => Promise<boolean>;`,
    type: `{
      whole: Required<Readonly<User>>;
      name: NonNullable<User['name']>;
      event: Exclude<Event, 'lost'> | Extract<Event | number, number>;
      loud: Capitalize<Event>;
      counts: Partial<Record<Event, number>>;
      result: Awaited<ReturnType<Handler>>;
    }`,
    accepts: [
      {
        whole: { id: 'a', name: null, tags: ['b'] },
        name: 'c',
        event: 5,
        loud: 'Saved',
        counts: { sent: 1 },
        result: true,
      },
    ],
    rejects: [
      [
        { whole: { id: 'a', tags: [] }, name: 'c', event: 5, loud: 'Saved', counts: {}, result: true },
        'whole.name',
      ],
      [
        {
          whole: { id: 'a', name: '', tags: [] },
          name: null,
          event: 5,
          loud: 'Saved',
          counts: {},
          result: true,
        },
        'name',
      ],
      [
        {
          whole: { id: 'a', name: '', tags: [] },
          name: '',
          event: 'lost',
          loud: 'Saved',
          counts: {},
          result: true,
        },
        'event',
      ],
      [
        {
          whole: { id: 'a', name: '', tags: [] },
          name: '',
          event: 5,
          loud: 'saved',
          counts: {},
          result: true,
        },
        'loud',
      ],
      [
        {
          whole: { id: 'a', name: '', tags: [] },
          name: '',
          event: 5,
          loud: 'Lost',
          counts: { sent: '' },
          result: true,
        },
        'counts.sent',
      ],
    ],
  },
  {
    name: 'mapped, conditional, indexed and keyof types',
    source:
      'interface User { id: string; tags: string[] } type Elements<T> = { [K in keyof T]: T[K] extends (infer E)[] ? E : T[K] };',
    type: "{ key: keyof User; id: User['id']; each: Elements<User> }",
    accepts: [{ key: 'tags', id: 'a', each: { id: 'a', tags: 'b' } }],
    rejects: [
      [{ key: 'x', id: 'a', each: { id: 'a', tags: 'b' } }, 'key'],
      [{ key: 'id', id: 'a', each: { id: 'a', tags: ['b'] } }, 'each.tags'],
    ],
  },
  {
    name: 'conditional types that distribute and infer',
    source: `
type Wire<T> = T extends Date ? { at: string } : T extends readonly (infer Item)[] ? Wire<Item>[] : T;
type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;`,
    type: '{ value: Wire<string | Date | Date[]>; tail: Tail<[string, number, boolean]> }',
    accepts: [
      { value: 'a', tail: [1, true] },
      { value: [{ at: 'b' }], tail: [1, true] },
    ],
    rejects: [
      [{ value: [1], tail: [1, true] }, 'value'],
      [{ value: 'a', tail: ['a', true] }, 'tail.0'],
    ],
  },
  {
    name: 'deep mapped types',
    source:
      'interface User { name: { first: string; last: string }; tags: string[] } export type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;',
    type: '{ patch: DeepPartial<User>; keys: { [K in keyof User as `on-${K}`]: K } }',
    accepts: [{ patch: { name: { first: 'a' } }, keys: { 'on-name': 'name', 'on-tags': 'tags' } }],
    rejects: [
      [{ patch: { name: { first: 1 } }, keys: { 'on-name': 'name', 'on-tags': 'tags' } }, 'patch.name.first'],
    ],
  },
  {
    name: 'readonly everything',
    source:
      'export type DeepReadonly<T> = { readonly [K in keyof T]: T[K] extends object ? DeepReadonly<T[K]> : T[K] };',
    type: 'DeepReadonly<{ list: string[]; pair: [a: number, b?: { c: boolean }] }>',
    accepts: [
      { list: ['a'], pair: [1, { c: true }] },
      { list: [], pair: [1] },
    ],
    rejects: [[{ list: [], pair: [1, { c: 1 }] }, 'pair.1.c']],
  },
  {
    name: 'typeof a constant',
    source: "export const levels = { low: 1, high: 2 } as const; export const names = ['a', 'b'] as const;",
    type: '{ level: (typeof levels)[keyof typeof levels]; name: (typeof names)[number]; all: typeof levels }',
    accepts: [{ level: 2, name: 'b', all: { low: 1, high: 2 } }],
    rejects: [[{ level: 3, name: 'b', all: { low: 1, high: 2 } }, 'level']],
  },
  {
    name: 'awaited, parameter and return types of functions',
    source: 'declare function load(id: number, deep?: boolean): Promise<{ name: string }>;',
    type: '{ loaded: Awaited<ReturnType<typeof load>>; args: Parameters<typeof load> }',
    accepts: [
      { loaded: { name: 'a' }, args: [1] },
      { loaded: { name: 'a' }, args: [1, true] },
    ],
    rejects: [
      [{ loaded: { name: 1 }, args: [1] }, 'loaded.name'],
      [{ loaded: { name: 'a' }, args: [] }, 'args'],
    ],
  },
];
