import fc from 'fast-check';

/** Any value that can be sent, nested some levels deep. */
export function sendable(): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf(),
      tie('array'),
      tie('object'),
      tie('map'),
      tie('set'),
      tie('error'),
    ),
    array: fc.array(tie('value'), { maxLength: 20 }),
    object: fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 40 }), tie('value'), {
      maxKeys: 20,
      noNullPrototype: true,
    }),
    map: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    set: fc.array(tie('value'), { maxLength: 5 }).map((members) => new Set(members)),
    error: error(tie('value')),
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
    bytes(),
    fc.webUrl().map((address) => new URL(address)),
    regExp(),
  );
}

/** Memory in every form, some of which begins in the middle. */
function bytes(): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.uint8Array({ minLength: 8, maxLength: 80 }), fc.constantFrom(...FORMS))
    .map(([random, form]) => form(random.slice(0, random.length - (random.length % 8)).buffer));
}

const FORMS: readonly ((memory: ArrayBuffer) => unknown)[] = [
  (memory) => memory,
  (memory) => new DataView(memory, 3),
  (memory) => new Int8Array(memory, 5),
  (memory) => new Uint8ClampedArray(memory, 1),
  (memory) => new Int16Array(memory, 2),
  (memory) => new Uint16Array(memory, 2),
  (memory) => new Int32Array(memory, 4),
  (memory) => new Uint32Array(memory, 4),
  (memory) => new Float32Array(memory, 4),
  (memory) => new Float64Array(memory, 8),
  (memory) => new BigInt64Array(memory, 8),
  (memory) => new BigUint64Array(memory, 8),
];

function regExp(): fc.Arbitrary<RegExp> {
  const source = fc.constantFrom('', 'a/b', '^\\w+$', '\\p{L}', '[\n]', '\u2028', '(?<name>.)\\k<name>');
  return fc.tuple(source, fc.subarray([...'dgimsy'])).map(([text, flags]) => {
    return new RegExp(text, `${flags.join('')}${text.includes('p{') ? 'u' : ''}`);
  });
}

/** An error of one of the language's classes, or with a name of its own, and perhaps with a cause. */
function error(cause: fc.Arbitrary<unknown>): fc.Arbitrary<Error> {
  const Class = fc.constantFrom(Error, TypeError, RangeError, SyntaxError, URIError);
  return fc.tuple(Class, fc.string(), fc.option(cause), fc.boolean()).map(([Made, message, why, named]) => {
    const made = why === null ? new Made(message) : new Made(message, { cause: why });
    // A class that is not known by its name arrives as an Error.
    return named && Made === Error
      ? Object.defineProperty(made, 'name', { value: 'Mine', enumerable: false })
      : made;
  });
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
