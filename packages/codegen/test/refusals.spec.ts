import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIAGNOSTIC_CODES, type Diagnostic } from '../src/index.js';
import { workspace } from './support/workspace.js';

/** A source, and what is said of it: code, place and the member at fault. */
interface Refused {
  readonly name: string;
  readonly source: string;
  readonly says: readonly string[];
}

const service = (methods: string, before = ''): string => `${before}\nexport interface S { ${methods} }\n`;

const REFUSED: readonly Refused[] = [
  { name: 'any', source: service('m(a: any): void'), says: ['FC1101 2 S.m(a)'] },
  { name: 'object', source: service('m(a: object): void'), says: ['FC1109 2 S.m(a)'] },
  {
    name: 'a branded type without a name',
    source: service("m(a: string & { readonly __brand: 'x' }): void"),
    says: ['FC1111 2 S.m(a)'],
  },
  {
    name: 'shared memory',
    source: service('m(a: SharedArrayBuffer, b: Uint8Array<SharedArrayBuffer>): void'),
    says: ['FC1107 2 S.m(a)', 'FC1107 2 S.m(b)'],
  },
  { name: 'an error of errors', source: service('m(a: AggregateError): void'), says: ['FC1107 2 S.m(a)'] },
  {
    name: 'an error with more to it',
    source: service(
      'm(a: Refusal, b: Error & { code: number }): void',
      'interface Refusal extends RangeError { code: string }',
    ),
    says: ['FC1107 2 S.m(a)', 'FC1107 2 S.m(b)'],
  },
  {
    name: 'a Map or a Date with more to it',
    source: service(
      'm(a: Index, b: Date & { zone: string }): void',
      'interface Index extends Map<string, 1> { size2: 2 }',
    ),
    says: ['FC1107 2 S.m(a)', 'FC1107 2 S.m(b)'],
  },
  {
    name: 'a function with a property',
    source: service('m(a: { (): void; x: number }): void'),
    says: ['FC1102 2 S.m(a)'],
  },
  {
    name: 'an object of methods that is not marked as live',
    source: service('m(a: A[]): void', 'interface A { go(): Promise<void>; stop(): Promise<void> }'),
    says: ['FC1102 2 S.m(a)[]'],
  },
  {
    name: 'a function that returns at once',
    source: service(
      'm(a: { b: { run: () => number }[] }, c: (x: string) => string | Promise<number>): void; n(): Promise<A>',
      '/** @remote */ interface A { size(): number }',
    ),
    says: ['FC1113 1 S.n().size', 'FC1113 2 S.m(a).b[].run', 'FC1113 2 S.m(c)'],
  },
  {
    name: 'a generic function',
    source: service('m(a: <T>(x: T) => void): void'),
    says: ['FC1114 2 S.m(a)'],
  },
  {
    name: 'a function with overloads',
    source: service('m(a: { (x: string): void; (x: number): void }): void'),
    says: ['FC1201 2 S.m(a)'],
  },
  {
    name: 'functions that cannot be told apart',
    source: service(
      'm(a: ((x: string) => void) | ((x: number) => Promise<void>), b?: A | (() => void)): void',
      '/** @remote */ interface A { go(): Promise<void> }',
    ),
    says: ['FC1115 2 S.m(a)', 'FC1115 2 S.m(b)'],
  },
  {
    name: 'a live object with data, optional and odd methods',
    source: service(
      'm(a: A, b: B): void',
      '/** @remote */ interface A { x: number; go?(): Promise<void>; [Symbol.iterator](): void; f<T>(t: T): void }\n/** @remote */ interface B {}',
    ),
    says: [
      'FC1116 1 S.m(a).x',
      'FC1116 3 S.m(b)',
      'FC1202 1 S.m(a).f',
      'FC1203 1 S.m(a).go',
      'FC1205 1 S.m(a).[iterator]',
    ],
  },
  {
    name: 'a class that is marked as live',
    source: service('m(a: A): void', '/** @remote */ export class A { async go(): Promise<void> {} }'),
    says: ['FC1103 2 S.m(a)'],
  },
  {
    name: 'streams of a live object that are no plain ones',
    source: service(
      'm(a: A): void',
      '/** @remote */ interface A { x(): AsyncGenerator<string>; y(): Promise<AsyncIterable<string>>; z(a: AsyncIterable<string> | Iterable<string>): Promise<void> }',
    ),
    says: ['FC1107 1 S.m(a).z(a)', 'FC1112 1 S.m(a).z(a)', 'FC1209 1 S.m(a).x', 'FC1209 1 S.m(a).y'],
  },
  {
    name: 'options of a live call that are not known',
    source: service(
      'm(a: (o: { signal: AbortSignal; metadata: Record<string, string> }) => Promise<void>): void',
    ),
    says: ['FC1117 2 S.m(a)(o).metadata'],
  },
  {
    name: 'tags of a live method that contradict it',
    source: service(
      'm(a: A): void',
      '/** @remote */ interface A { /** @oneway */ x(): Promise<void>; /** @idempotent */ y(): void; /** @throws {E} */ z(): void } export class E extends Error {}',
    ),
    says: ['FC1204 1 S.m(a).x', 'FC1204 1 S.m(a).z', 'FC1206 1 S.m(a).y'],
  },
  {
    name: 'a method among data',
    source: service('m(a: A): void', 'interface A { x: number; go(): void }'),
    says: ['FC1102 1 S.m(a).go'],
  },
  { name: 'Function', source: service('m(a: Function): void'), says: ['FC1102 2 S.m(a)'] },
  {
    name: 'a class',
    source: service('m(): Promise<C>', 'export class C { x = 1 }'),
    says: ['FC1103 2 S.m()'],
  },
  { name: 'a symbol', source: service('m(a: symbol[]): void'), says: ['FC1104 2 S.m(a)[]'] },
  {
    name: 'a symbol for a key',
    source: service('m(a: { [key]: string }): void', 'declare const key: unique symbol;'),
    says: ['FC1104 2 S.m(a).[key]'],
  },
  {
    name: 'an enum that is not exported',
    source: service('m(a: E): void', "enum E { A = 'a' }"),
    says: ['FC1106 2 S.m(a)'],
  },
  {
    name: 'an enum with computed values',
    source: service('m(a: E): void', 'export enum E { A = Math.random(), B = 1 }'),
    says: ['FC1106 2 S.m(a)'],
  },
  { name: 'a WeakMap', source: service('m(a: WeakMap<object, string>): void'), says: ['FC1107 2 S.m(a)'] },
  {
    name: 'a promise inside of data',
    source: service('m(a: { b: Promise<string> }): void'),
    says: ['FC1107 2 S.m(a).b'],
  },
  {
    name: 'a type that grows for ever',
    source: service('m(a: Nest<string>): void', 'interface Nest<T> { value: T; inner: Nest<T[]> | null }'),
    says: [expect.stringMatching(/^FC1108 1 S\.m\(a\)(\.inner){9}$/)],
  },
  {
    name: 'a type that grows for ever in its properties',
    source: service(
      'm(a: Nest<string>): void',
      'type Nest<T> = { value: T; inner: Nest<{ outer: T }> | null }',
    ),
    says: [expect.stringMatching(/^FC1108 1 S\.m\(a\)(\.inner){9}$/)],
  },
  {
    name: 'an upper case string',
    source: service('m(a: Uppercase<string>): void'),
    says: ['FC1109 2 S.m(a)'],
  },
  {
    name: 'a property that sets the prototype',
    source: service("m(a: { '__proto__': string }): void"),
    says: ['FC1109 2 S.m(a).__proto__'],
  },
  {
    name: 'an optional property that every object has',
    source: service('m(a: { constructor?: string }): void'),
    says: ['FC1109 2 S.m(a).constructor'],
  },
  {
    name: 'an index signature of symbols',
    source: service('m(a: { [a: string]: string; [b: symbol]: string }): void'),
    says: ['FC1109 2 S.m(a)[key]'],
  },
  {
    name: 'an index signature of upper case strings',
    source: service('m(a: { [a: Uppercase<string>]: string }): void'),
    says: ['FC1109 2 S.m(a)[key]'],
  },
  {
    name: 'a union of thousands',
    source: service(
      'm(a: U): void',
      `export type U = ${Array.from({ length: 5_000 }, (_, index) => `'m${index}'`).join(' | ')};`,
    ),
    says: ['FC1110 2 S.m(a)'],
  },
  { name: 'overloads', source: service('m(a: string): void; m(a: number): void'), says: ['FC1201 2 S.m'] },
  { name: 'a generic method', source: service('m<T>(a: T): T'), says: ['FC1202 2 S.m'] },
  { name: 'an optional method', source: service('n(): void; m?(): void'), says: ['FC1203 2 S.m'] },
  {
    name: 'a oneway method with a result',
    source: service('/** @oneway */ m(): string'),
    says: ['FC1204 2 S.m'],
  },
  {
    name: 'a method named by a symbol',
    source: service('[Symbol.iterator](): void; m(): void'),
    says: ['FC1205 2 S.[iterator]'],
  },
  {
    name: 'a oneway method with a stream',
    source: service(
      '/** @oneway */ m(): AsyncIterable<string>; /** @oneway */ n(a: AsyncIterable<string>): void',
    ),
    says: ['FC1204 2 S.m', 'FC1204 2 S.n'],
  },
  {
    name: 'a stream inside of data',
    source: service('m(a: { b: AsyncIterable<string> }): AsyncIterable<string>[]'),
    says: ['FC1112 2 S.m()[]', 'FC1112 2 S.m(a).b'],
  },
  {
    name: 'a stream of streams',
    source: service('m(a: AsyncIterable<AsyncIterable<string>>): AsyncIterable<AsyncGenerator<string>>'),
    says: ['FC1112 2 S.m', 'FC1112 2 S.m(a)'],
  },
  {
    name: 'a second stream to the server',
    source: service('m(a: AsyncIterable<string>, b: AsyncIterable<number>): void'),
    says: ['FC1207 2 S.m(b)'],
  },
  {
    name: 'a stream to the server that may be missing',
    source: service('m(a?: AsyncIterable<string>): void; n(a: AsyncIterable<string> | null): void'),
    says: ['FC1208 2 S.m(a)', 'FC1208 2 S.n(a)'],
  },
  {
    name: 'a generator that says more than its items',
    source: service('m(): AsyncGenerator<string, number>; n(): AsyncGenerator<string, void, number>'),
    says: ['FC1209 2 S.m', 'FC1209 2 S.n'],
  },
  {
    name: 'a stream that is no stream of ours',
    source: service('m(a: Iterable<string>): ReadableStream<string>'),
    says: ['FC1107 2 S.m()', 'FC1107 2 S.m(a)'],
  },
  {
    name: 'a call that cannot be made again',
    source: service(
      '/** @oneway\n @idempotent */ m(): void;\n/** @idempotent */ n(a: AsyncIterable<string>): void',
    ),
    says: ['FC1206 3 S.m', 'FC1206 4 S.n'],
  },
  {
    name: 'an error that is not known',
    source: service('/** @throws {Missing} */ m(): void'),
    says: ['FC1210 2 S.m'],
  },
  {
    name: 'an error that is none',
    source: service(
      '/** @throws {A} */ a(): void; /** @throws {B | Error} */ b(): void; /** @throws {Date} */ c(): void',
      'export class A { x = 1 } export type B = string;',
    ),
    says: ['FC1211 2 S.a', 'FC1211 2 S.b', 'FC1211 2 S.b', 'FC1211 2 S.c'],
  },
  {
    name: 'an error that cannot cross',
    source: service(
      '/** @throws {A} */ a(): void; /** @throws {B} */ b(): void; /** @throws {C} */ c(): void; /** @throws {D} */ d(): void',
      'export class A<T> extends Error { x?: T } class B extends Error {} export class C extends Error { private readonly x = 1; #y = 2; get y() { return this.#y + this.x } } export interface D<T> { x: T }',
    ),
    says: ['FC1212 1 C.#y', 'FC1212 1 C.x', 'FC1212 2 S.a', 'FC1212 2 S.b', 'FC1212 2 S.d'],
  },
  {
    name: 'an error with what cannot cross in it',
    source: service('/** @throws {A} */ a(): void', 'export class A extends Error { x: symbol = Symbol() }'),
    says: ['FC1104 1 A.x'],
  },
  {
    name: 'two errors of one name',
    source: service(
      '/** @throws {A.E | B.E} */ a(): void',
      'export namespace A { export class E extends Error {} } export namespace B { export class E extends Error {} }',
    ),
    says: ['FC1213 2 S.a'],
  },
  {
    name: 'a oneway method that throws',
    source: service('/** @oneway\n @throws {A} */ a(): void', 'export class A extends Error {}'),
    says: ['FC1204 3 S.a'],
  },
  {
    name: 'a misspelt constraint',
    source: service(
      'm(a: A): void',
      'interface A { /** @minLenght 3 */ x: string; /** @min 1 */ y: number; /** @since 1 */ z: 1 }',
    ),
    says: ['FC1301 1 S.m(a).x', 'FC1301 1 S.m(a).y'],
  },
  {
    name: 'a constraint on the wrong type',
    source: service('m(/** @minimum 3 */ a: string, b: { /** @uniqueItems */ c: {}[] }): void'),
    says: ['FC1302 2 S.m(a)', 'FC1302 2 S.m(b).c'],
  },
  {
    name: 'a constraint with a wrong value',
    source: service(
      'm(a: A): void',
      'interface A { /** @minimum low */ x: number; /** @format nice */ y: string; /** @pattern /(/ */ z: string }',
    ),
    says: ['FC1303 1 S.m(a).x', 'FC1303 1 S.m(a).y', 'FC1303 1 S.m(a).z'],
  },
  {
    name: 'constraints that contradict each other',
    source: service(
      'm(a: A): void',
      'interface A {\n/** @minLength 3\n * @maxLength 2 */\nx: string;\n/** @int\n @int */\ny: number }',
    ),
    says: ['FC1304 4 S.m(a).x', 'FC1304 7 S.m(a).y'],
  },
  {
    name: 'everything at once',
    source: service('m(a: any): symbol; n(b: () => string): Promise<any>'),
    says: ['FC1101 2 S.m(a)', 'FC1104 2 S.m()', 'FC1113 2 S.n(b)', 'FC1101 2 S.n()'].sort(),
  },
];

describe('what cannot cross', () => {
  const files = Object.fromEntries(
    REFUSED.map(({ source }, index) => [
      `case${index}.ts`,
      source.replace('interface S ', `interface S${index} `),
    ]),
  );
  using project = workspace(files);
  const result = project.generate(...Object.keys(files));

  it.each(REFUSED.map((refused, index) => ({ ...refused, index })))(
    '$name is refused with its place',
    ({ index, says }) => {
      const diagnostics = result.diagnostics.filter(({ file }) => file === project.path(`case${index}.ts`));
      expect(diagnostics.map(summary).sort()).toEqual(says);
      for (const { message, hint, path } of diagnostics) {
        expect(message.startsWith(`${path} `) && message.endsWith('.')).toBe(true);
        expect(hint).toMatch(/^[A-Z].*\.$/);
      }
    },
  );

  it('in a package is shown where the user mentions it, with what the user can do', () => {
    using other = workspace({
      'node_modules/pkg/package.json': '{ "name": "pkg", "type": "module", "exports": "./index.js" }',
      'node_modules/pkg/index.d.ts': `
export interface Options { format(date: Date): string; at: { k: 1; at: symbol } | { k: 2; at: symbol }; hook: (name: symbol) => void; data: Money; raw: Buffer }
export type Money = Sums & { readonly currency: string };
interface Sums { add(other: Money): Money; times(by: number): Money }
interface Buffer { write(text: string): void; length: number }`,
      'a.ts':
        "import type { Options } from 'pkg';\nexport interface A { m(o: Pick<Options, 'at' | 'hook' | 'data' | 'raw'>): void }",
    });
    const { diagnostics } = other.generate('a.ts');
    // Once, however many members of a union hold it.
    expect(diagnostics.map(summary)).toEqual([
      'FC1104 2 A.m(o).at.at',
      'FC1104 2 A.m(o).hook(name)',
      'FC1103 2 A.m(o).data',
      'FC1103 2 A.m(o).raw',
    ]);
    const pick = expect.stringContaining('take Pick or Omit of its type');
    const hints = [pick, pick, pick, 'Write Uint8Array; a Buffer is one, and is sent as such.'];
    expect(diagnostics.map(({ hint }) => hint)).toEqual(hints);
  });

  it('has a code that some test shows, whatever it is', () => {
    const folders = [__dirname, join(__dirname, '../src/cli')];
    const specs = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.spec.ts'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    const shown = new Set(specs.join().match(/FC1\d{3}/g));
    expect(Object.keys(DIAGNOSTIC_CODES).filter((code) => !shown.has(code))).toEqual([]);
  });

  it('stops all of the output', () => {
    expect(result.files).toEqual([]);
  });
});

function summary({ code, line, path }: Diagnostic): string {
  return `${code} ${line} ${path?.replace(/^S\d+/, 'S')}`;
}
