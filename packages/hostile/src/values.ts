import type { Random } from './random.js';
import { Extension, Pairs, pack, Raw } from './raw.js';

/** Values of every kind, with a bias to the ones that hurt. The table is what is tried. */
const VALUES: readonly ((random: Random, depth: number) => unknown)[] = [
  () => null,
  (random) => random.oneIn(2),
  (random) => random.pick([0, 1, 2, 127, 128, 255, 256, 65_535, 131_071, 131_072, 2 ** 31, 2 ** 32 - 1]),
  (random) => random.pick([-1, -0, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e308]),
  (random) => 'x'.repeat(random.pick([0, 1, 31, 32, 300])),
  (random) => random.pick(['__proto__', 'constructor', 'prototype', 'then', 'toString', '\u0000', '\ud800']),
  (random) => random.bytes(random.pick([0, 1, 16, 300])),
  (random, depth) => Array.from({ length: random.below(5) }, () => anyValue(random, depth + 1)),
  (random, depth) =>
    new Pairs(
      ...Array.from(
        { length: random.below(5) },
        () =>
          [
            random.oneIn(6) ? anyValue(random, depth + 1) : anyKey(random),
            anyValue(random, depth + 1),
          ] as const,
      ),
    ),
  // Every type of extension, and the record definition of msgpackr, which would have it compile code.
  (random, depth) =>
    new Extension(
      random.pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 0x72, 0x74, 0x78, 0xff, random.below(256)]),
      random.oneIn(2)
        ? pack(Array.from({ length: random.below(4) }, () => anyValue(random, depth + 1)))
        : [...random.bytes(random.pick([0, 1, 4, 8, 12, 100]))],
    ),
  () => new Raw(0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61, 0x01),
  // A reference as structured clones of msgpackr have it, to itself.
  () => new Raw(0xd6, 0x69, 0, 0, 0, 1, 0x91, 0xd6, 0x70, 0, 0, 0, 1),
  // Announced, and not there.
  (random) => new Raw(random.pick([0xdd, 0xdf, 0xdb, 0xc6, 0xc9]), 0xff, 0xff, 0xff, 0xff),
  (random) => new Raw(...Array.from({ length: random.pick([10, 99, 101, 5000]) }, () => 0x91), 0xc0),
  () => new Raw(0xdc, 0x02, 0x00, ...new Uint8Array(0x200)),
  () => new Raw(0xc1),
];

/** Any value, or bytes that are none. */
export function anyValue(random: Random, depth = 0): unknown {
  return depth > 6 ? null : random.pick(VALUES)(random, depth);
}

function anyKey(random: Random): string {
  return random.pick(['a', 'name', 'list', 'code', 'message', 't', 'm', 's', '__proto__', 'constructor']);
}

/** What the service's `echo` takes. */
export function validShape(random: Random): unknown {
  const shape: Record<string, unknown> = { name: 'x', list: [1, 'two', null] };
  if (random.oneIn(2)) shape['bytes'] = random.bytes(random.below(400));
  if (random.oneIn(4)) shape['next'] = { name: 'y', list: [] };
  return shape;
}

/** The same as sides that agree on the contract send it: no keys, and first a bit for each optional property. */
export function compactShape(random: Random): unknown {
  const list = [1, 'two', null];
  return random.pick<() => unknown>([
    () => [0, list, 'x'],
    () => [1, list, 'x', random.bytes(random.below(400))],
    () => [4, list, 'x', [0, [], 'y']],
    () => [random.below(64), list, 'x', anyValue(random), anyValue(random)],
  ])();
}

/** What the service's `mix` takes. */
export function validMixture(random: Random): unknown {
  return {
    figure: random.pick<unknown>([
      { kind: 'circle', radius: 1 },
      { kind: 'square', side: 2 },
      { kind: 'circle', side: anyValue(random) },
    ]),
    either: random.pick<unknown>(['text', [1, 2], null, anyValue(random)]),
    pair: random.pick<unknown>([[1], [1, 'one'], [1, 'one', 1]]),
    byName: { x: validShape(random) },
    set: new Extension(2, pack(['a', 'b'])),
    large: LARGE,
    level: random.pick(['low', 'high', 'neither']),
    ...Object.fromEntries(optionals(random)),
  };
}

/** The same without keys. */
export function compactMixture(random: Random): unknown {
  const optional = optionals(random);
  const presence = optional.reduce((bits, [name]) => bits | (1 << OPTIONALS.indexOf(name)), 0);
  return [
    random.oneIn(8) ? random.below(256) : presence,
    { x: compactShape(random) },
    random.pick<unknown>(['text', [1, 2], null, anyValue(random)]),
    random.pick<unknown>([[0, [1]], [1, [2]], [random.below(4), [anyValue(random)]], anyValue(random)]),
    LARGE,
    random.pick(['low', 'high', 'neither']),
    random.pick<unknown>([[1], [1, 'one'], [], [1, 'one', 1]]),
    new Extension(2, pack(random.pick<unknown>([['a', 'b'], [], [anyValue(random)]]))),
    ...optional.map(([, value]) => value),
  ];
}

const LARGE = new Raw(0xd3, 0, 0, 0, 1, 0, 0, 0, 0);
/** In the order of their names, which is that of their bits. */
const OPTIONALS = ['address', 'anything', 'error', 'floats', 'pattern'];

function optionals(random: Random): [string, unknown][] {
  const values: Record<string, unknown> = {
    address: new Extension(6, [...Buffer.from(random.pick(['https://a.b/', 'no address', '']))]),
    anything: anyValue(random),
    error: new Extension(4, pack(random.pick([['Error', 'no'], ['RangeError', 'no', null], ['__proto__']]))),
    floats: new Extension(0x74, [random.below(18), ...random.bytes(random.pick([0, 4, 8, 7]))]),
    pattern: new Extension(
      5,
      pack(
        random.pick([
          ['a+', 'g'],
          ['(', ''],
          ['a', 'v'],
          ['a', 'gg'],
        ]),
      ),
    ),
  };
  return OPTIONALS.filter(() => random.oneIn(3)).map((name) => [name, values[name]]);
}
