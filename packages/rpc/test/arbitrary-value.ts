import fc from 'fast-check';

/** Any value that can be sent, nested some levels deep. */
export function sendable(): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf(), tie('array'), tie('object'), tie('map'), tie('set')),
    array: fc.array(tie('value'), { maxLength: 20 }),
    object: fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 40 }), tie('value'), {
      maxKeys: 20,
      noNullPrototype: true,
    }),
    map: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    set: fc.array(tie('value'), { maxLength: 5 }).map((members) => new Set(members)),
  })).value;
}

function leaf(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom(null, undefined, true, false, Number.NaN, Number.POSITIVE_INFINITY, -0, ''),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 50 }),
    fc.bigInt(),
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 300 }),
  );
}

/** Any value that MessagePack has of itself: no map, set, undefined or large integer. */
export function plain(): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false, Number.POSITIVE_INFINITY),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
      fc.uint8Array({ maxLength: 100 }),
      tie('array'),
      tie('object'),
    ),
    array: fc.array(tie('value'), { maxLength: 20 }),
    object: fc.dictionary(
      fc.string({ maxLength: 20 }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 20, noNullPrototype: true },
    ),
  })).value;
}
