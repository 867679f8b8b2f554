import { workspace } from '../test/support/workspace.js';
import { contractHash } from './contract-hash.js';
import { Programs } from './read/programs.js';
import { readModules } from './read/read-modules.js';

const BASE = `
interface Item { id: string; parts?: Item[]; kind: 'a' | 'b' }
export interface S extends Live { add(item: Item, count: number): Promise<Item>; remove(id: string): void }
interface Live { watch(each: (item: Item) => void, names: AsyncIterable<string>): AsyncIterable<Item>; /** @throws {Gone} */ open(): Promise<Cursor> }
/** @remote */ interface Cursor { next(): Promise<Item | null>; twin(): Promise<Cursor> }
export class Gone extends Error { at = new Date() }
`;

const SAME: readonly (readonly [change: string, source: string])[] = [
  ['methods in another order', BASE.replace(/(add.*Item>); (remove.*void)/, '$2; $1')],
  ['properties in another order', BASE.replace(/(id: string); (parts\?: Item\[\]);/, '$2; $1;')],
  ['members of a union in another order', BASE.replace("'a' | 'b'", "'b' | 'a'")],
  ['types of other names', BASE.replaceAll('Item', 'Thing')],
  ['parameters of other names', BASE.replace('count', 'size').replace('(id', '(key')],
  ['parameters of functions of other names', BASE.replace('(item: Item) =>', '(one: Item) =>')],
  ['a live interface of another name', BASE.replaceAll('Cursor', 'Rows')],
  ['a stream at another place', BASE.replace(/(each.*void), (names.*string>)/, '$2, $1')],
  ['docs', BASE.replace('add(', '/** Adds. */ add(')],
  ['a promise for a value', BASE.replace('remove(id: string): void', 'remove(id: string): Promise<void>')],
  ['readonly properties', BASE.replace('id: string;', 'readonly id: string;')],
  ['an interface for an alias', BASE.replace(/interface Item (\{.*\})/, 'type Item = $1;')],
  ['a type taken apart', BASE.replace("kind: 'a' | 'b'", 'kind: Kind').concat("type Kind = 'a' | 'b';")],
  [
    'an enum of the same values',
    BASE.replace("kind: 'a' | 'b'", 'kind: Kind').concat("export enum Kind { X = 'a', Y = 'b' }"),
  ],
];

const DIFFERENT: readonly (readonly [change: string, source: string])[] = [
  ['a service of another name', BASE.replace('interface S', 'interface T')],
  ['a method of another name', BASE.replace('remove(', 'drop(')],
  ['a property of another name', BASE.replace('id: string; parts', 'key: string; parts')],
  ['a property that became optional', BASE.replace('{ id:', '{ id?:')],
  ['a property that may be undefined', BASE.replace('parts?: Item[]', 'parts?: Item[] | undefined')],
  ['another type', BASE.replace('count: number', 'count: bigint')],
  ['another literal', BASE.replace("'b'", "'c'")],
  ['another parameter', BASE.replace('remove(id: string)', 'remove(id: string, force?: boolean)')],
  ['a parameter that became optional', BASE.replace('count: number', 'count?: number')],
  ['a result', BASE.replace('void', 'boolean')],
  ['a function that is given something else', BASE.replace('(item: Item) =>', '(item: Item[]) =>')],
  ['a function that is waited for', BASE.replace('=> void', '=> Promise<void>')],
  ['a method of a live object', BASE.replace('twin(): Promise<Cursor>', 'twin(): Promise<Cursor | null>')],
  ['a result for a stream', BASE.replace(': AsyncIterable<Item>', ': Promise<Item>')],
  ['other items', BASE.replace('AsyncIterable<string>', 'AsyncIterable<number>')],
  ['another error', BASE.replaceAll('Gone', 'Lost')],
  ['another field of an error', BASE.replace('at = new', 'when = new')],
  ['no error', BASE.replace('@throws {Gone}', '')],
  ['a oneway method', BASE.replace('remove(', '/** @oneway */ remove(')],
  [
    'a recursion that goes elsewhere',
    BASE.replace('parts?: Item[]', 'parts?: Other[]').concat(
      "interface Other { id: string; parts?: Other[]; kind: 'a' }",
    ),
  ],
];

describe('the contract hash', () => {
  const sources = [BASE, ...[...SAME, ...DIFFERENT].map(([, source]) => source)];
  using project = workspace(Object.fromEntries(sources.map((source, index) => [`${index}.ts`, source])));
  const { modules, diagnostics } = readModules(
    {
      files: sources.map((_, index) => project.path(`${index}.ts`)),
      candidates: [],
      project: undefined,
    },
    new Programs(),
  );
  const hashes = modules.map((module) => module.services.map((service) => contractHash(service, module))[0]);
  const hashOf = (source: string): string | undefined => hashes[sources.indexOf(source)];

  it('is a hash of 128 bits', () => {
    expect(diagnostics).toEqual([]);
    expect(hashes).toHaveLength(sources.length);
    expect(hashOf(BASE)).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each(SAME)('is the same for %s', (_, source) => {
    expect(source).not.toBe(BASE);
    expect(hashOf(source)).toBe(hashOf(BASE));
  });

  it.each(DIFFERENT)('differs for %s', (_, source) => {
    expect(source).not.toBe(BASE);
    expect(hashOf(source)).not.toBe(hashOf(BASE));
  });
});
