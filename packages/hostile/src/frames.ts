import { Prey } from './gen/prey.flipcall.js';
import type { Random } from './random.js';
import { Extension, pack } from './raw.js';
import { anyValue, compactMixture, compactShape, validMixture, validShape } from './values.js';

/** Every method of the prey, by name and by number, and some that there are not. */
const METHODS: readonly unknown[] = [
  ...Prey.methods.flatMap(({ name }, index) => [`Prey/${name}`, index]),
  'Prey/nothing',
  'Nowhere/at-all',
  '__proto__/constructor',
  ...[Prey.methods.length, 4095, 4096, 2 ** 32 - 1],
  // Of something that we gave by reference.
  ...[0, 1, 2, 2 ** 32 - 1].flatMap((reference) => [
    [reference, 0],
    [reference, 'call'],
    [reference, 'next'],
  ]),
];

const reference = (random: Random): Extension => new Extension(7, [0, 0, 0, random.below(4)]);
const ownReference = (random: Random): Extension => new Extension(8, [0, 0, 0, random.below(4)]);
/** By number; the real attackers donate some before. */
const descriptor = (random: Random): Extension =>
  new Extension(9, [0, 0, 0, random.oneIn(4) ? random.below(256) : random.below(8)]);

const id = (random: Random): number => random.pick([0, 2, 4, 6, 8, 1, 3, 131_070, 131_072]);
const options = (random: Random): unknown =>
  random.pick<unknown>([
    {},
    { t: 5 },
    { t: 60_000 },
    { s: random.below(5) },
    { m: { trace: 'a' } },
    { m: anyValue(random) },
    5,
  ]);

/**
 * Each kind of frame (docs/wire/rpc.md) as a correct side might send it, more or less. A new kind is a row here; what is
 * wrong with a frame comes from `spoil`.
 */
export const FRAMES: Readonly<Record<string, (random: Random) => unknown[]>> = {
  request: (random) => {
    const method = random.pick(METHODS);
    const args = random.pick<unknown>([
      [validShape(random)],
      [compactShape(random)],
      [3],
      [validMixture(random)],
      [compactMixture(random)],
      [3, reference(random)],
      [reference(random)],
      [ownReference(random)],
      [descriptor(random)],
      [Array.from({ length: random.pick([0, 1, 5, 64, 65]) }, () => descriptor(random))],
      ['SECRET'],
      [],
      [anyValue(random)],
    ]);
    return random.oneIn(2) ? [0, id(random), method, args] : [0, id(random), method, args, options(random)];
  },
  response: (random) => {
    const error = random.pick<unknown>([
      null,
      null,
      { code: random.below(20), message: 'no' },
      anyValue(random),
    ]);
    const result = random.pick<unknown>([
      validShape(random),
      compactShape(random),
      validMixture(random),
      compactMixture(random),
      reference(random),
      ownReference(random),
      descriptor(random),
      3,
      null,
      anyValue(random),
    ]);
    return random.oneIn(3)
      ? [1, id(random), error, result, { t: { a: 'b' } }]
      : [1, id(random), error, result];
  },
  notification: (random) => [2, random.pick(METHODS), random.pick<unknown>([['x'], [], [anyValue(random)]])],
  accept: (random) => [3, id(random), random.pick<unknown>([{}, { a: 'b' }, anyValue(random)])],
  item: (random) => [4, id(random), random.pick<unknown>([1, 'item', anyValue(random)])],
  end: (random) => [5, id(random)],
  cancel: (random) => [6, id(random)],
  credit: (random) => [
    7,
    id(random),
    random.pick([0, 1, 1024, 2 ** 32 - 1]),
    random.pick([0, 1, 2 ** 20, 2 ** 32 - 1]),
  ],
  ping: (random) => [8, id(random)],
  pong: (random) => [9, id(random)],
  drain: () => [10],
  fragment: (random) => {
    const whole = Uint8Array.from(pack(anyFrame(random, 1)));
    const cut = random.below(whole.length + 1);
    const left = random.pick([0, 0, whole.length - cut, 1, 2 ** 32 - 1]);
    return [11, random.below(6), left, random.oneIn(2) ? whole.subarray(0, cut) : whole];
  },
  bulkfragment: (random) => {
    const left = random.pick([0, 0, 1, 1000, 2 ** 32 - 1]);
    const offset = random.pick([0, 0, 65_536, 262_143, 262_144, 2 ** 32 - 1]);
    return [
      14,
      random.below(6),
      left,
      offset,
      random.pick([0, 1, 100, 65_536, 262_144, 262_145, 2 ** 32 - 1]),
    ];
  },
  lent: (random) => [
    15,
    random.pick([0, 262_144, 2 ** 32 - 1]),
    random.pick([0, 1, 100, 262_144, 2 ** 32 - 1]),
    random.pick([0, 0, 1]),
  ],
  returned: (random) => [16, random.pick([0, 1, 262_144, 2 ** 32 - 1])],
  hello: (random) => [
    12,
    random.pick<unknown>([
      { version: 1, maxMessageBytes: 1, maxConcurrentCalls: 1, streamItems: 1, streamBytes: 1, services: {} },
      { version: 1, maxMessageBytes: 1e9, maxConcurrentCalls: 1e9, services: { Prey: ['', 0] } },
      anyValue(random),
    ]),
  ],
  release: (random) => [13, id(random), random.below(5)],
  unknown: (random) => [random.pick([14, 99, 2 ** 32 - 1]), anyValue(random)],
};

const KINDS = Object.values(FRAMES);

/** A frame of any kind, spoiled one time in four. */
export function anyFrame(random: Random, depth = 0): unknown {
  const make = depth > 1 ? random.pick([FRAMES['request'], FRAMES['cancel']]) : random.pick(KINDS);
  const frame = make === undefined ? [] : make(random);
  return random.oneIn(4) ? spoil(random, frame) : frame;
}

function spoil(random: Random, frame: unknown[]): unknown {
  const spoiled = [...frame];
  switch (random.below(4)) {
    case 0:
      spoiled[random.below(spoiled.length)] = anyValue(random);
      return spoiled;
    case 1:
      return spoiled.slice(0, random.below(spoiled.length));
    case 2:
      return [...spoiled, anyValue(random)];
    default:
      return anyValue(random);
  }
}

/** How a correct side greets; without it nothing else is heard. It agrees on the contract of the prey, or has none. */
export function greeting(agrees: boolean): Uint8Array {
  const hello = {
    version: 1,
    maxMessageBytes: 2 ** 26,
    maxConcurrentCalls: 1024,
    streamItems: 1024,
    streamBytes: 2 ** 20,
    bulk: true,
    borrows: agrees,
    services: agrees ? { Prey: [Prey.contractHash, 0] } : {},
  };
  return Uint8Array.from(pack([12, hello]));
}

/** A frame in pieces that fit together, with others between them. */
function inFragments(random: Random): number[] {
  const whole = Uint8Array.from(pack(anyFrame(random)));
  const number = random.below(4);
  const bytes: number[] = [];
  for (let at = 0; at < whole.length; ) {
    const end = Math.min(whole.length, at + 1 + random.below(whole.length));
    bytes.push(...pack([11, number, whole.length - end, whole.subarray(at, end)]));
    if (random.oneIn(3)) bytes.push(...pack(anyFrame(random, 1)));
    at = end;
  }
  return bytes;
}

/** A datagram with some frames of any kind, its bytes now and then changed or cut. */
export function anyDatagram(random: Random): Uint8Array {
  const frames = Array.from({ length: 1 + random.below(4) }, () =>
    random.oneIn(12) ? inFragments(random) : pack(anyFrame(random)),
  );
  const bytes = Uint8Array.from(frames.flat());
  if (random.oneIn(5)) bytes[random.below(bytes.length)] = random.below(256);
  return random.oneIn(8) ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes;
}
