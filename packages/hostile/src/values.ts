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
