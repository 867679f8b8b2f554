import type { Limits } from '../../rpc/src/limits.js';
import type { MethodSpec, ServiceDescriptor } from '../../rpc/src/service.js';
import { NotSendable } from '../../rpc/src/wire/not-sendable.js';
import { Reader } from '../../rpc/src/wire/reader.js';
import { WireError } from '../../rpc/src/wire/wire-error.js';
import { Writer } from '../../rpc/src/wire/writer.js';
import { compactBytes } from './support/outcome.js';
import { load, workspace } from './support/workspace.js';

const SOURCE = `
export interface Chain { next: Chain | null }
export type Json = string | Json[];
export interface Everything {
  chain(chain: Chain): void;
  json(json: Json): void;
  numbers(numbers: number[]): void;
  unknowns(unknowns: unknown[]): void;
  words(words: Map<string, Set<string>>): void;
}`;

using project = workspace({ 'all.ts': SOURCE });
const [file] = project.generate('all.ts').files;
const service = load(file?.text ?? '')['Everything'] as ServiceDescriptor<unknown> | undefined;

function method(name: string): MethodSpec {
  const found = service?.methods.find((each) => each.name === name);
  if (found === undefined) throw new TypeError(`no method ${name}`);
  return found;
}

/** Writes and reads arguments without a look at their schema. */
function overWire(name: string, args: readonly unknown[], limits: Partial<Limits> = {}): unknown {
  const writer = Writer.growing(1 << 24);
  writer.maxDepth = 10_000;
  method(name).compact?.args?.write(writer, args);
  return read(name, writer.bytes.slice(0, writer.position), limits);
}

function read(name: string, bytes: Uint8Array, limits: Partial<Limits> = {}): unknown {
  const reader = new Reader({ maxDepth: 100, maxMessageValues: 1000, ...limits });
  reader.reset(bytes, bytes.length);
  reader.startBudget();
  return method(name).compact?.args?.read(reader);
}

/** A chain of so many links. */
function chain(links: number): unknown {
  let next: unknown = null;
  for (let link = 0; link < links; link++) next = { next };
  return next;
}

function nested(levels: number): unknown {
  let json: unknown = 'innermost';
  for (let level = 1; level < levels; level++) json = [json];
  return json;
}

describe('codecs without keys', () => {
  it.each([
    ['chain', chain(100)],
    ['json', nested(100)],
  ])('take a value of a recursive type that nests as deep as the limit: %s', (name, value) => {
    expect(overWire(name, [value])).toEqual([value]);
  });

  it.each([
    ['chain', chain(101)],
    ['json', nested(101)],
  ])('end the session of who nests a recursive type deeper: %s', (name, value) => {
    expect(() => overWire(name, [value])).toThrow(WireError);
  });

  it.each([
    ['chain', chain(101)],
    ['json', nested(101)],
  ])('do not send what the other side would not take: %s', (name, value) => {
    expect(() => compactBytes(method(name), [value])).toThrow(NotSendable);
  });

  it('do not send what contains itself', () => {
    const itself: { next: unknown } = { next: null };
    itself.next = itself;
    expect(() => compactBytes(method('chain'), [itself])).toThrow(NotSendable);
  });

  it.each([
    ['numbers', new Array(1001).fill(1)],
    ['unknowns', [new Array(400).fill(1), new Array(600).fill(1)]],
    [
      'words',
      new Map(Array.from({ length: 100 }, (_, index) => [`${index}`, new Set(['a', 'b', ...'cdefghij'])])),
    ],
  ])('count what is in a message: %s', (name, value) => {
    expect(() => overWire(name, [value], { maxMessageValues: 5000 })).not.toThrow();
    expect(() => overWire(name, [value])).toThrow(WireError);
  });

  it.each<[string, string, number[]]>([
    ['an array longer than the message', 'numbers', [0x91, 0xdd, 0xff, 0xff, 0xff, 0xff, 1, 2]],
    ['a map longer than the message', 'words', [0x91, 0xc7, 0x06, 0x01, 0xdd, 0xff, 0xff, 0xff, 0xff, 0xa1]],
    ['an extension longer than the message', 'words', [0x91, 0xc9, 0xff, 0xff, 0xff, 0xff, 0x01, 0x90]],
    [
      'an extension with more in it than it says',
      'words',
      [0x91, 0xc7, 0x01, 0x01, 0x92, 0xa0, 0xc7, 0x01, 0x02, 0x90],
    ],
    ['a map with a key and no value', 'words', [0x91, 0xc7, 0x02, 0x01, 0x91, 0xa0]],
    ['nothing', 'numbers', []],
    ['an array that is cut off', 'numbers', [0x91, 0x93, 1, 2]],
    ['a byte that means nothing', 'numbers', [0x91, 0x91, 0xc1]],
    ['a float that is cut off', 'numbers', [0x91, 0x91, 0xcb, 0, 0, 0, 0]],
  ])('end the session of who sends %s', (_what, name, bytes) => {
    expect(() => read(name, Uint8Array.from(bytes))).toThrow(WireError);
  });
});
