// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the types under test have templates in them
/** A type that can cross the boundary, with values that are of it and values that are not. */
export interface Row {
  /** What people call it. */
  readonly name: string;
  /** Declarations that the type needs; what it imports is in `files`. */
  readonly source?: string;
  /** The type. */
  readonly type: string;
  /** The oldest TypeScript that knows how the type is written, if that is not the oldest of all that we support. */
  readonly since?: number;
  /** Values of the type; each arrives as an equal one. */
  readonly accepts: readonly unknown[];
  /** Values that are not of the type, each with the path to what is wrong in it. */
  readonly rejects: readonly (readonly [value: unknown, path: string])[];
  /** Values that arrive with less than was sent, because the type declares no more, with what arrives. */
  readonly strips?: readonly (readonly [sent: unknown, arrived: unknown])[];
}

const someDate = new Date('2024-02-29T12:00:00Z');

function typedArrays(): unknown[] {
  return [
    Int8Array.of(-1),
    Uint8Array.of(255),
    Uint8ClampedArray.of(255),
    Int16Array.of(-2),
    Uint16Array.of(2),
    Int32Array.of(-3),
    Uint32Array.of(3),
    Float32Array.of(0.5),
    Float64Array.of(Math.PI),
    BigInt64Array.of(-1n),
    BigUint64Array.of(2n ** 63n),
  ];
}

/** Every kind of type that is understood. */
export const TYPE_LANGUAGE: readonly Row[] = [
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
    name: 'null or undefined beside a type',
    type: 'string | null | undefined',
    accepts: ['', null, undefined],
    rejects: [[1, '']],
  },
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
    name: 'types that inference passes by',
    source: 'export interface Choice<T extends string> { all: T[]; initial: NoInfer<T> }',
    type: "Choice<'a' | 'b'>",
    accepts: [{ all: ['a'], initial: 'b' }],
    rejects: [[{ all: [], initial: 'c' }, 'initial']],
  },
  {
    name: 'union of what an object could be taken for, deep inside',
    type: '{ by?: Map<string, { a?: number } | string>; x?: number } | { by: Map<string, Uint8Array | Date> }',
    accepts: [{ by: new Map([['k', Uint8Array.of(1)]]) }, { by: new Map([['k', { a: 1 }]]), x: 1 }, {}],
    rejects: [[{ by: new Map([['k', 1]]) }, '']],
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
    name: 'record of strings and numbers',
    type: 'Record<string | number, boolean>',
    accepts: [{ a: true, 1: false }],
    rejects: [[{ 1: 'x' }, '1']],
  },
  {
    name: 'record of literals',
    type: "Record<'a' | 'b', number>",
    accepts: [{ a: 1, b: 2 }],
    rejects: [[{ a: 1 }, 'b']],
  },
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
    name: 'void',
    type: '{ nothing: void; maybe?: void | string }',
    accepts: [{ nothing: undefined }, { nothing: undefined, maybe: 'a' }],
    rejects: [
      [{ nothing: null }, 'nothing'],
      [{ nothing: undefined, maybe: 1 }, 'maybe'],
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
    name: 'Date',
    type: 'Date',
    accepts: [someDate],
    rejects: [
      ['2024-02-29', ''],
      [new Date(Number.NaN), ''],
    ],
  },
  {
    name: 'URL, RegExp and Error',
    type: '{ at: URL; match: RegExp; why?: Error; range?: RangeError }',
    accepts: [
      { at: new URL('https://example.org/?q'), match: /^a+$/giu },
      {
        at: new URL('file:///'),
        match: /x/,
        why: new TypeError('a', { cause: new Error('b') }),
        range: new RangeError('c'),
      },
    ],
    rejects: [
      [{ at: 'https://example.org', match: /x/ }, 'at'],
      [{ at: new URL('file:///'), match: 'x' }, 'match'],
      [{ at: new URL('file:///'), match: /x/, why: { name: 'Error', message: '' } }, 'why'],
      [{ at: new URL('file:///'), match: /x/, range: new Error('a') }, 'range'],
    ],
  },
  {
    name: 'typed arrays',
    type: '[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]',
    accepts: [typedArrays()],
    rejects: [
      [typedArrays().with(1, [1, 2]), '1'],
      [typedArrays().with(7, new Float64Array(1)), '7'],
    ],
  },
  {
    name: 'ArrayBuffer, DataView and views whose memory is named',
    since: 5.7,
    type: '{ memory: ArrayBuffer; view: DataView; own: Uint8Array<ArrayBuffer>; any: Float32Array<ArrayBufferLike> }',
    accepts: [
      {
        memory: new ArrayBuffer(3),
        view: new DataView(new ArrayBuffer(2)),
        own: Uint8Array.of(1),
        any: Float32Array.of(1),
      },
    ],
    rejects: [
      [{ memory: new Uint8Array(1), view: new DataView(new ArrayBuffer(2)) }, 'memory'],
      [{ memory: new ArrayBuffer(1), view: new ArrayBuffer(1) }, 'view'],
    ],
  },
  {
    name: 'Map',
    type: 'Map<string, number>',
    accepts: [new Map([['a', 1]]), new Map()],
    rejects: [
      [new Map([['a', 'b']]), 'a'],
      [{}, ''],
    ],
  },
  {
    name: 'ReadonlyMap with objects for keys',
    type: 'ReadonlyMap<{ id: number }, string[]>',
    accepts: [new Map([[{ id: 1 }, ['a']]])],
    rejects: [[new Map([[{ id: 'x' }, []]]), '']],
  },
  {
    name: 'Set',
    type: 'Set<bigint>',
    accepts: [new Set([1n])],
    rejects: [
      [new Set([1]), ''],
      [[1n], ''],
    ],
  },
  {
    name: 'ReadonlySet',
    type: 'ReadonlySet<string>',
    accepts: [new Set(['a'])],
    rejects: [[new Set([1]), '']],
  },
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
    name: 'interface that extends an array',
    source: 'export interface List extends Array<string | List> {}',
    type: 'List',
    accepts: [['a', ['b', []]]],
    rejects: [[[1], '0']],
  },
  {
    name: 'intersection of index signatures',
    source:
      'export type Data = string | Data[] | Dictionary; type Dictionary = { [key in string]: Data } & { [key in string]?: Data | undefined };',
    type: 'Data',
    accepts: [{ a: ['b', { c: 'd' }] }],
    rejects: [[{ a: 1 }, '']],
  },
  {
    name: 'union of collections of objects',
    type: 'Set<{ a?: string }> | Set<{ b?: string }> | Map<string, { c?: 1 }> | Map<string, { d?: 2 }>',
    accepts: [new Set([{ a: 'a' }, { b: 'b' }]), new Map([['x', { c: 1, d: 2 }]])],
    rejects: [[new Set([{ a: 1, b: 1 }]), '']],
  },
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
    name: 'typeof a constant',
    source: "export const levels = { low: 1, high: 2 } as const; export const names = ['a', 'b'] as const;",
    type: '{ level: (typeof levels)[keyof typeof levels]; name: (typeof names)[number]; all: typeof levels }',
    accepts: [{ level: 2, name: 'b', all: { low: 1, high: 2 } }],
    rejects: [[{ level: 3, name: 'b', all: { low: 1, high: 2 } }, 'level']],
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
    name: 'literals that editors should offer beside any string',
    type: "'a' | 'b' | (string & {})",
    accepts: ['a', 'c'],
    rejects: [[1, '']],
  },
  {
    name: 'unknown',
    type: '{ data: unknown; list: unknown[] }',
    accepts: [{ data: { a: [1, new Date(0)] }, list: [undefined, 1n] }],
    rejects: [[{ list: [] }, 'data']],
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
    name: 'types of a namespace',
    source: 'export namespace Api { export interface Point { x: number } export type Points = Point[] }',
    type: '{ first: Api.Point; all: Api.Points }',
    accepts: [{ first: { x: 1 }, all: [{ x: 1 }] }],
    rejects: [[{ first: { x: 1 }, all: [{}] }, 'all.0.x']],
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
