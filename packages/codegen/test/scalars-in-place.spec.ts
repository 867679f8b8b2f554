import type { MethodSpec, ServiceDescriptor } from '../../rpc/src/service.js';
import { NotSendable } from '../../rpc/src/wire/not-sendable.js';
import { Reader } from '../../rpc/src/wire/reader.js';
import { WireError } from '../../rpc/src/wire/wire-error.js';
import { OVERFLOW, Writer } from '../../rpc/src/wire/writer.js';
import { compactBytes, outcomes, receiveCompact } from './support/outcome.js';
import { load, workspace } from './support/workspace.js';

const NAMES =
  `Math Object at bytes count end first index item item0 items next place0 place7 reader readNumber readShortString
  tag value view writeWhole writer`.split(/\s+/);

const SOURCE = `
export type Id = string & { readonly brand: 'Id' };
export interface Mixed { a: number; b: { inner: boolean[] }; c: string; d: boolean; e: Date; f: Id; g: number }
export interface Maybe { a: string; b?: number; c?: Date; d?: string; e?: boolean }
export interface Many { ${Array.from({ length: 16 }, (_, index) => `p${index}: number`).join('; ')} }
export interface Names { ${NAMES.map((name, index) => `${name}${index % 5 === 4 ? '?' : ''}: ${index % 2 === 0 ? 'number' : 'string'}`).join('; ')} }
export interface InPlace {
  args(a: number, b: string, c: boolean, d?: number): void;
  booleans(value: boolean[]): void;
  ends(value: [number, string, ...boolean[], Date, number]): void;
  many(value: Many): void;
  maybe(value: Maybe): void;
  mixed(value: Mixed): void;
  names(value: Names): void;
  numbers(value: number[]): void;
  tuple(value: [number, b?: number, c?: string]): void;
  words(value: { number: number; word: string }): void;
}`;

const project = workspace({ 'all.ts': SOURCE });
const [file] = project.generate('all.ts').files;
const service = load(file?.text ?? '')['InPlace'] as ServiceDescriptor<unknown> | undefined;

afterAll(() => project[Symbol.dispose]());

function method(name: string): MethodSpec {
  const found = service?.methods.find((each) => each.name === name);
  if (found === undefined) throw new TypeError(`no method ${name}`);
  return found;
}

const MIXED = { a: 1.5, b: { inner: [true, false] }, c: 'c', d: true, e: new Date(5), f: 'id', g: -70_000 };

/** Arguments of each method, and what they are about. */
const SAMPLES: readonly (readonly [name: string, args: readonly unknown[]])[] = [
  ['args', [7, 'word', true]],
  ['args', [-1.5, '', false, 200]],
  ['booleans', [[true, false, true]]],
  ['booleans', [Array.from({ length: 20 }, (_, index) => index % 3 === 0)]],
  ['ends', [[1, 'two', new Date(3), 4.5]]],
  ['ends', [[300, 'x'.repeat(32), true, false, new Date(3), 4]]],
  ['many', [Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`p${index}`, index / 2]))]],
  ['maybe', [{ a: 'a' }]],
  ['maybe', [{ a: 'a', b: 2, c: new Date(3), d: 'grün', e: false }]],
  ['mixed', [MIXED]],
  ['names', [Object.fromEntries(NAMES.map((name, index) => [name, index % 2 === 0 ? index : name]))]],
  ['numbers', [Array.from({ length: 20 }, (_, index) => (index - 10) ** 9)]],
  ['tuple', [[1]]],
  ['tuple', [[1, 2.5, 'three']]],
];

describe('scalars that are read and written in place', () => {
  it('are what the samples are about', () => {
    expect(file?.text.match(/let at = reader\.position;/g)?.length).toBeGreaterThan(8);
    expect(
      file?.text.match(/let \{ position: at, bytes, (view, )?end \} = writer;/g)?.length,
    ).toBeGreaterThan(8);
  });

  it('pass the strictest settings of TypeScript, whatever the names of properties', async () => {
    await expect(project.typeCheck()).resolves.toBe('');
  });

  it.each(SAMPLES)('arrive as they were sent: %s %j', (name, args) => {
    const { compact, plain } = outcomes(method(name), args);
    expect(compact).toStrictEqual({ arrived: args });
    expect(plain).toStrictEqual({ arrived: args });
  });

  it.each(SAMPLES)(
    'are not read beyond the end, although more bytes of that kind follow: %s %j',
    (name, args) => {
      const bytes = compactBytes(method(name), args);
      for (let end = 0; end < bytes.length; end++) {
        const reader = new Reader();
        reader.reset(bytes, end);
        reader.startBudget();
        expect(() => method(name).compact?.args?.read(reader)).toThrow(WireError);
        expect(reader.position).toBeLessThanOrEqual(end);
      }
    },
  );

  it.each(SAMPLES)('fill memory up to its end and no further: %s %j', (name, args) => {
    const bytes = compactBytes(method(name), args);
    for (let room = 0; room <= bytes.length + 8; room++) {
      const memory = new Uint8Array(bytes.length + 20).fill(0xee);
      const writer = Writer.borrowingForTargets();
      writer.target(memory.subarray(0, room), 0);
      const isWritten = writes(writer, name, args);
      // Some numbers are written only where the largest would fit.
      expect({ room, isWritten }).toEqual({ room, isWritten: isWritten && room >= bytes.length });
      if (room === bytes.length + 8) expect(isWritten).toBe(true);
      if (isWritten) expect(memory.slice(0, writer.position)).toEqual(bytes);
      expect(memory.subarray(room).every((byte) => byte === 0xee)).toBe(true);
      // Afterwards it has more room.
      writer.target(memory, 0);
      expect(writes(writer, name, args)).toBe(true);
      expect(memory.slice(0, writer.position)).toEqual(bytes);
    }
  });

  it.each(SAMPLES)('are where they belong in memory that grows at any point: %s %j', (name, args) => {
    const bytes = compactBytes(method(name), args);
    for (let initial = 0; initial <= bytes.length; initial++) {
      const writer = Writer.growing(1 << 20, initial);
      expect(writes(writer, name, args)).toBe(true);
      expect(writer.bytes.slice(0, writer.position)).toEqual(bytes);
    }
  });

  it.each(Object.keys(MIXED))(
    'are refused in the same words as with keys, where something else stands: %s',
    (key) => {
      for (const wrong of [
        null,
        undefined,
        '1',
        1n,
        true,
        1,
        {},
        [],
        [1],
        { a: 1 },
        new Map(),
        new Date(0),
      ]) {
        const { compact, plain } = outcomes(method('mixed'), [{ ...MIXED, [key]: wrong }]);
        // An array in the place of an object does not even leave.
        if ('unsent' in compact && 'refused' in plain) continue;
        expect({ key, wrong, ...compact }).toEqual({ key, wrong, ...plain });
      }
    },
  );

  it.each<[string, readonly unknown[]]>([
    ['numbers', [[1, '1', 2]]],
    ['numbers', [[1, null]]],
    ['numbers', [new Array(3)]],
    ['booleans', [[true, 0xc3, 1]]],
    ['maybe', [{ a: 'a', b: 'b' }]],
    ['maybe', [{ a: 'a', d: 4 }]],
    ['tuple', [[1, '2', 3]]],
    ['ends', [[1, 'two', 3, new Date(3), 4.5]]],
    ['args', [1, 2, 3]],
    ['args', ['1', 'b', null, '4']],
  ])('are refused in repeated, optional and last places too: %s %j', (name, args) => {
    const { compact, plain } = outcomes(method(name), args);
    expect(plain).toHaveProperty('refused');
    expect(compact).toEqual(plain);
  });

  it.each(['a', 'c', 'd', 'f', 'g'])('are not made of what is none: %s', (key) => {
    const convertible = { valueOf: () => expect('valueOf').toBe('not called') };
    for (const unsendable of [convertible, Symbol('s')]) {
      const writer = Writer.growing(1000);
      expect(() => writes(writer, 'mixed', [{ ...MIXED, [key]: unsendable }])).toThrow(NotSendable);
    }
  });
});

describe('a number that is written in place', () => {
  it.each<[number, string]>([
    [0, '00'],
    [-0, 'cb8000000000000000'],
    [1, '01'],
    [127, '7f'],
    [128, 'cc80'],
    [255, 'ccff'],
    [256, 'cd0100'],
    [65_535, 'cdffff'],
    [65_536, 'ce00010000'],
    [2 ** 31 - 1, 'ce7fffffff'],
    [2 ** 31, 'ce80000000'],
    [2 ** 32 - 1, 'ceffffffff'],
    [2 ** 32, 'cb41f0000000000000'],
    [-1, 'ff'],
    [-32, 'e0'],
    [-33, 'd0df'],
    [-128, 'd080'],
    [-129, 'd1ff7f'],
    [-32_768, 'd18000'],
    [-32_769, 'd2ffff7fff'],
    [-(2 ** 31), 'd280000000'],
    [-(2 ** 31) - 1, 'cbc1e0000000200000'],
    [0.5, 'cb3fe0000000000000'],
    [-126.5, 'cbc05fa00000000000'],
    [5e-324, 'cb0000000000000001'],
    [1e300, 'cb7e37e43c8800759c'],
    [Number.NaN, 'cb7ff8000000000000'],
    [Number.POSITIVE_INFINITY, 'cb7ff0000000000000'],
    [Number.NEGATIVE_INFINITY, 'cbfff0000000000000'],
  ])('has the same bytes as ever: %d', (number, hex) => {
    const bytes = compactBytes(method('numbers'), [[number]]);
    expect(Buffer.from(bytes).toString('hex')).toBe(`9191${hex}`);
    expect(receiveCompact(method('numbers'), bytes)).toStrictEqual({ arrived: [[number]] });
    const writer = Writer.growing(100);
    writer.number(number);
    expect(Buffer.from(writer.bytes.subarray(0, writer.position)).toString('hex')).toBe(hex);
  });

  it.each<[string, number]>([
    ['cc05', 5],
    ['cd0005', 5],
    ['ce00000005', 5],
    ['d005', 5],
    ['d1fffb', -5],
    ['d2fffffffb', -5],
    ['ca3fc00000', 1.5],
    ['cb4014000000000000', 5],
  ])('may have come in more bytes than it takes: %s', (hex, number) => {
    // At the end of the message, and with more behind it.
    for (const more of [[], [1.5]]) {
      const [header, rest] = more.length === 0 ? ['9191', ''] : ['9192', 'cb3ff8000000000000'];
      const bytes = Buffer.from(`${header}${hex}${rest}`, 'hex');
      expect(receiveCompact(method('numbers'), bytes)).toStrictEqual({ arrived: [[number, ...more]] });
    }
  });
});

describe('a string that is written in place', () => {
  it.each<[string, string]>([
    ['', 'a0'],
    ['x'.repeat(16), 'b0'],
    ['x'.repeat(17), 'b1'],
    ['x'.repeat(31), 'bf'],
    ['x'.repeat(32), 'd920'],
    ['x'.repeat(256), 'da0100'],
    ['ä', 'a2'],
    ['\u007f', 'a1'],
    ['\u0080', 'a2'],
    [`${'x'.repeat(30)}ä`, 'd920'],
    [`${'x'.repeat(15)}ä`, 'b1'],
    ['😀', 'a4'],
  ])('has the same first bytes as ever, and arrives: %s', (word, hex) => {
    const bytes = compactBytes(method('words'), [{ number: 1, word }]);
    const utf8 = Buffer.from(word).toString('hex');
    expect(Buffer.from(bytes).toString('hex')).toBe(`919201${hex}${utf8}`);
    expect(receiveCompact(method('words'), bytes)).toEqual({ arrived: [{ number: 1, word }] });
  });

  it('has U+FFFD for half a character', () => {
    const { compact } = outcomes(method('words'), [{ number: 1, word: 'a\ud800b' }]);
    expect(compact).toEqual({ arrived: [{ number: 1, word: 'a\ufffdb' }] });
  });
});

describe('the header of an object with scalars in place', () => {
  it.each(['92', 'dc0002', 'dd00000002'])('may be longer than it must be: %s', (header) => {
    const bytes = Buffer.from(`91${header}07a161`, 'hex');
    expect(receiveCompact(method('words'), bytes)).toEqual({ arrived: [{ number: 7, word: 'a' }] });
  });

  it.each<[string, string]>([
    ['words', '9107'],
    ['words', '9307a16107'],
    ['words', 'a0'],
    // The first byte after those of short arrays.
    ['many', 'a0'],
  ])('is refused for another number of places, or for none: %s %s', (name, body) => {
    const reader = new Reader();
    const bytes = Buffer.from(`91${body}${'01'.repeat(16)}`, 'hex');
    reader.reset(bytes, bytes.length);
    reader.startBudget();
    method(name).compact?.args?.read(reader);
    expect(reader.refused).toBe(true);
    expect(reader.position).toBe(1 + body.length / 2);
  });
});

/** Writes arguments; says whether there was room. */
function writes(writer: Writer, name: string, args: readonly unknown[]): boolean {
  try {
    method(name).compact?.args?.write(writer, args);
    return true;
  } catch (thrown) {
    if (thrown !== OVERFLOW) throw thrown;
    return false;
  }
}
