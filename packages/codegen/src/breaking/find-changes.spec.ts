// biome-ignore-all lint/suspicious/noTemplateCurlyInString: some of the types have templates in them
import { workspace } from '../../test/support/workspace.js';
import { Programs } from '../read/programs.js';
import { readModules } from '../read/read-modules.js';
import { findChanges, RULES } from './find-changes.js';

const service = (methods: string, before = ''): string => `${before} export interface S { ${methods} }`;
const item = (properties: string): string =>
  service('put(item: Item): void; get(): Item', `interface Item { ${properties} }`);

const REMOTE = '/** @remote */ export interface C { next(): Promise<number>; }';
const ERRORS = 'export class A extends Error {} export class B extends Error {}';

/** What was, what is, and which changes those are. */
const CASES: readonly (readonly [name: string, before: string, after: string, changes: readonly string[]])[] =
  [
    ['nothing', item('a: string; b: Item[]'), item('b: Item[]; a: string'), []],
    [
      'names of types and parameters',
      service('m(a: A): void', 'type A = { x: 1 };'),
      service('m(b: { x: 1 }): void'),
      [],
    ],
    [
      'a service that is gone',
      `${service('m(): void')} export interface T { n(): void }`,
      service('m(): void'),
      ['service-removed T'],
    ],
    [
      'a new service',
      service('m(): void'),
      `${service('m(): void')} export interface T { n(): void }`,
      ['service-added T'],
    ],
    ['a method that is gone', service('m(): void; n(): void'), service('m(): void'), ['method-removed S.n']],
    ['a new method', service('m(): void'), service('m(): void; n(): void'), ['method-added S.n']],
    [
      'a method that became oneway',
      service('m(): void'),
      service('/** @oneway */ m(): void'),
      ['kind-changed S.m'],
    ],
    [
      'a parameter that is gone',
      service('m(a: string): void'),
      service('m(): void'),
      ['parameter-removed S.m(a)'],
    ],
    ['a new parameter', service('m(): void'), service('m(a: string): void'), ['parameter-added S.m(a)']],
    [
      'a new optional parameter',
      service('m(): void'),
      service('m(a?: string): void'),
      ['optional-parameter-added S.m(a)'],
    ],
    [
      'a parameter that became optional',
      service('m(a: string): void'),
      service('m(a?: string): void'),
      ['parameter-widened S.m(a)'],
    ],
    [
      'a parameter that became required',
      service('m(a?: string): void'),
      service('m(a: string): void'),
      ['parameter-narrowed S.m(a)'],
    ],
    [
      'a wider parameter',
      service("m(a: 'x'): void"),
      service("m(a: 'x' | 'y'): void"),
      ['parameter-widened S.m(a)'],
    ],
    [
      'a narrower parameter',
      service('m(a: string | null): void'),
      service('m(a: string): void'),
      ['parameter-narrowed S.m(a)'],
    ],
    [
      'another type',
      service('m(a: number[]): void'),
      service('m(a: bigint[]): void'),
      ['parameter-narrowed S.m(a)[]'],
    ],
    ['a wider result', service("m(): 'x'"), service("m(): 'x' | 'y'"), ['result-widened S.m()']],
    ['a narrower result', service('m(): boolean'), service('m(): true'), ['result-narrowed S.m()']],
    ['a result that is gone', service('m(): string'), service('m(): void'), ['result-removed S.m()']],
    ['a new result', service('m(): void'), service('m(): string'), ['result-added S.m()']],
    [
      'a new property',
      item('a: string'),
      item('a: string; b: string'),
      ['parameter-narrowed S.put(item).b', 'result-narrowed S.get().b'],
    ],
    ['a new optional property', item('a: string'), item('a: string; b?: string'), []],
    [
      'a property that is gone',
      item('a: string; b: string'),
      item('a: string'),
      ['parameter-widened S.put(item).b', 'result-widened S.get().b'],
    ],
    [
      'a property deep inside',
      item('a: { b: Map<string, 1>[] }'),
      item('a: { b: Map<string, 2>[] }'),
      ['parameter-narrowed S.put(item).a.b[]{value}', 'result-widened S.get().a.b[]{value}'],
    ],
    [
      'a type that contains itself',
      item('a: Item | null; b: string'),
      item('a: Item | null; b: number'),
      ['parameter-narrowed S.put(item).b', 'result-widened S.get().b'],
    ],
    [
      'a tighter constraint',
      item('/** @minimum 1 */ a: number'),
      item('/** @minimum 2 */ a: number'),
      ['parameter-narrowed S.put(item).a', 'result-narrowed S.get().a'],
    ],
    [
      'an enum for its values',
      item("a: 'x' | 'y'"),
      `${item('a: E')} export enum E { X = 'x', Y = 'y' }`,
      [],
    ],
    [
      'a tuple that grew',
      service('m(a: [string]): [string]'),
      service('m(a: [string, number?]): [string, number?]'),
      ['parameter-widened S.m(a)', 'result-widened S.m()'],
    ],
    [
      'a tuple that got one more place after its rest',
      service('m(a: [...string[], number]): void'),
      service('m(a: [...string[], string, number]): void'),
      ['parameter-narrowed S.m(a)'],
    ],
    [
      'a tuple whose last place became wider',
      service('m(a: [...string[], number]): void'),
      service('m(a: [...string[], number | null]): void'),
      ['parameter-widened S.m(a)[-1]'],
    ],
    [
      'a rest in the middle for an array of the same',
      service('m(a: [1, ...2[], 3]): void'),
      service('m(a: (1 | 2 | 3)[]): void'),
      ['parameter-widened S.m(a)'],
    ],
    [
      'another kind of keys beside one',
      service('m(a: Record<`x-${string}`, 1>): void'),
      service('m(a: Record<`x-${string}`, 1> & Record<`y-${string}`, 2>): void'),
      ['parameter-widened S.m(a)[key]'],
    ],
    [
      'a signature whose values are wider than those of another',
      service('m(a: { [k: string]: 1 | 2; [k: `x-${string}`]: 1 }): void'),
      service('m(a: { [k: string]: 1 | 2; [k: `x-${string}`]: 1 | 2 }): void'),
      ['parameter-widened S.m(a)[key]'],
    ],
    [
      'a property for a key that a signature took',
      service('m(a: { a: 1; [k: `x-${string}`]: 1 }): void'),
      service("m(a: { a: 1; 'x-1': 2; [k: `x-${string}`]: 1 | 2 }): void"),
      ['parameter-narrowed S.m(a).x-1'],
    ],
    [
      'a result that became a stream',
      service('m(): Promise<string>'),
      service('m(): AsyncIterable<string>'),
      ['kind-changed S.m'],
    ],
    [
      'a parameter that became a stream',
      service('m(a: string[]): void'),
      service('m(a: AsyncIterable<string>): void'),
      ['kind-changed S.m'],
    ],
    [
      'a stream that moved among the parameters',
      service('m(a: AsyncIterable<string>, b: string): void'),
      service('m(b: string, a: AsyncIterable<string>): void'),
      ['upload-moved S.m(a)'],
    ],
    [
      'wider items',
      service("m(a: AsyncIterable<{ x: 'a' }>): AsyncIterable<{ x: 'a' }>"),
      service("m(a: AsyncIterable<{ x: 'a' | 'b' }>): AsyncIterable<{ x: 'a' | 'b' }>"),
      ['upload-widened S.m(a)[].x', 'item-widened S.m()[].x'],
    ],
    [
      'narrower items',
      service('m(a: AsyncIterable<string | null>): AsyncIterable<string | null>'),
      service('m(a: AsyncIterable<string>): AsyncIterable<string>'),
      ['upload-narrowed S.m(a)[]', 'item-narrowed S.m()[]'],
    ],
    [
      'a call that may be made again',
      service('m(): void'),
      service('/** @idempotent */ m(): void'),
      ['idempotent-added S.m'],
    ],
    [
      'a call that may not be made again any more',
      service('/** @idempotent */ m(): void'),
      service('m(): void'),
      ['idempotent-removed S.m'],
    ],
    [
      'an error that is new, and one that is gone',
      service('/** @throws {A} */ m(): void', ERRORS),
      service('/** @throws {B} */ m(): void', ERRORS),
      ['error-removed S.m throws A', 'error-added S.m throws B'],
    ],
    [
      'an error with more in it',
      service('/** @throws {E} */ m(): void', 'export class E extends Error { x: 1 = 1; y = "" }'),
      service('/** @throws {E} */ m(): void', 'export class E extends Error { x: 1 | 2 = 1 }'),
      ['error-widened S.m throws E.x'],
    ],
    [
      'an error with less in it',
      service('/** @throws {E} */ m(): void', 'export interface E { x: string | null }'),
      service('/** @throws {E} */ m(): void', 'export interface E { x: string }'),
      ['error-narrowed S.m throws E.x'],
    ],
    [
      'a callback that is given more',
      service('m(cb: (a: 1) => void): void'),
      service('m(cb: (a: 1 | 2) => void): void'),
      ['parameter-narrowed S.m(cb)(a)'],
    ],
    [
      'a callback that is given less',
      service('m(cb: (a: 1 | 2) => void): void'),
      service('m(cb: (a: 1) => void): void'),
      ['parameter-widened S.m(cb)(a)'],
    ],
    [
      'a callback that is given an argument more',
      service('m(cb: (a: 1) => void): void'),
      service('m(cb: (a: 1, b: 2) => void): void'),
      ['parameter-narrowed S.m(cb)(b)'],
    ],
    [
      'a callback that must say more',
      service('m(o: { cb: () => Promise<string | null> }): void'),
      service('m(o: { cb: () => Promise<string> }): void'),
      ['parameter-narrowed S.m(o).cb()'],
    ],
    [
      'a callback that is waited for',
      service('m(cb: () => void): void'),
      service('m(cb: () => Promise<void>): void'),
      ['parameter-narrowed S.m(cb)'],
    ],
    [
      'a live object with a method more',
      service('open(): Promise<C>', REMOTE),
      service('open(): Promise<C>', REMOTE.replace('}', 'more(): Promise<void> }')),
      ['result-narrowed S.open().more'],
    ],
    [
      'a live object with a method less',
      service('open(): Promise<C>', REMOTE.replace('}', 'more(): Promise<void> }')),
      service('open(): Promise<C>', REMOTE),
      ['result-widened S.open().more'],
    ],
    [
      'a live object that takes and gives live objects like itself',
      service('open(): Promise<C>', REMOTE.replace('}', 'join(a: C, b: 1): Promise<C> }')),
      service('open(): Promise<C>', REMOTE.replace('}', 'join(a: C, b: 1 | 2): Promise<C> }')),
      ['result-widened S.open().join(a).join(b)'],
    ],
    [
      'a descriptor for its path',
      service('open(): Promise<Descriptor>', "import type { Descriptor } from '@flipcall/rpc';"),
      service('open(): Promise<string>'),
      ['result-widened S.open()'],
    ],
  ];

describe('changes', () => {
  const files = Object.fromEntries(
    CASES.flatMap(([, before, after], index) => [
      [`before${index}.ts`, before],
      [`after${index}.ts`, after],
    ]),
  );
  using project = workspace(files);
  const { modules, diagnostics } = readModules(
    { files: Object.keys(files).map((file) => project.path(file)), candidates: [], project: undefined },
    new Programs(),
  );
  const moduleOf = (file: string) => modules.filter((module) => module.file === project.path(file));

  it('are looked for in sources that can be read', () => {
    expect(diagnostics).toEqual([]);
  });

  it.each(CASES.map(([name, , , changes], index) => ({ name, index, changes })))(
    '$name: $changes',
    ({ index, changes }) => {
      const found = findChanges(moduleOf(`before${index}.ts`), moduleOf(`after${index}.ts`));
      expect(found.map(({ rule, path }) => `${rule} ${path}`)).toEqual(changes);
    },
  );

  it('are tried for every rule', () => {
    const tried = new Set(CASES.flatMap(([, , , changes]) => changes.map((each) => each.split(' ')[0])));
    expect([...tried].sort()).toEqual(Object.keys(RULES).sort());
  });
});
