import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import type { MethodSpec, ServiceDescriptor } from '../../rpc/src/service.js';
import { WireError } from '../../rpc/src/wire/wire-error.js';
import { compactBytes, outcomes, receiveCompact } from './support/outcome.js';
import { proof } from './support/proof.js';
import { holds, holdsWrong, randomType, spoil, WRONG } from './support/random-type.js';
import { load, type Workspace, workspace } from './support/workspace.js';

const { Packr, Unpackr } = createRequire(join(__dirname, '../../rpc/package.json'))('msgpackr');

/** Give the seed of a failure in `SEED` to see it again; `npm run fuzz:types` tries one seed after the other. */
const SEED = Number(process.env['SEED'] ?? Date.now());
const TYPES = fc.sample(randomType, { seed: SEED, numRuns: 60 });
const VALUES_EACH = 20;

/** The compiler has all files to read twice, on a machine that may have other tests to run, in milliseconds. */
const COMPILER_TIMEOUT = 180_000;

/** Values of about every kind that can be sent: most of them wrong in most places. */
const anything = fc.constantFrom<unknown>(
  null,
  undefined,
  true,
  0,
  -0,
  2 ** 40,
  1n,
  '',
  'a',
  new Date(0),
  new Uint8Array(1),
  [],
  [1, 'x'],
  {},
  { a: 1 },
  new Map([['x', 1]]),
  new Set([1]),
);

/** A datagram, and where to hurt it. */
type Wound = (bytes: Uint8Array) => Uint8Array;

const wounds: fc.Arbitrary<Wound> = fc.oneof(
  fc.nat(200).map(
    (at): Wound =>
      (bytes) =>
        bytes.slice(0, bytes.length === 0 ? 0 : at % bytes.length),
  ),
  fc.tuple(fc.nat(200), fc.nat(255)).map(([at, byte]): Wound => {
    return (bytes) => bytes.map((old, index) => (index === at % bytes.length ? byte : old));
  }),
  fc.tuple(fc.nat(200), fc.uint8Array({ maxLength: 9 })).map(([at, more]): Wound => {
    return (bytes) => Uint8Array.of(...bytes.slice(0, at), ...more, ...bytes.slice(at));
  }),
  fc.uint8Array({ maxLength: 60 }).map(
    (bytes): Wound =>
      () =>
        bytes,
  ),
);

/**
 * Random types go all the way that a user's types go: through the generator, the compiler with its strictest settings, and the
 * generated codecs and schemas, with values that are of them and values that are not.
 */
describe(`random types (SEED=${SEED})`, () => {
  let project: Workspace;
  let texts: readonly string[];
  let methods: readonly MethodSpec[];

  beforeAll(() => {
    const sources = Object.fromEntries(
      TYPES.map(({ text, declarations }, index) => [
        `t${index}.ts`,
        `${declarations.join('\n')}\nexport type Value = ${text};\nexport interface S${index} { m(value: Value): Value }\n`,
      ]),
    );
    project = workspace(sources);
    const { files, diagnostics } = project.generate(...Object.keys(sources));
    expect(diagnostics).toEqual([]);
    const byPath = new Map(files.map(({ path, text }) => [path, text]));
    texts = TYPES.map((_, index) => byPath.get(project.path(`gen/t${index}.flipcall.ts`)) ?? '');
    methods = texts.map((text, index) => {
      const service = load(text)[`S${index}`] as ServiceDescriptor<unknown>;
      const [method] = service.methods;
      if (method === undefined) throw new TypeError(`type ${index} gave no method`);
      return method;
    });
  });

  afterAll(() => project[Symbol.dispose]());

  /** Some values of each type. */
  function* samples<T>(of: (values: fc.Arbitrary<unknown>) => fc.Arbitrary<T>) {
    for (const [index, { text: use, declarations, values }] of TYPES.entries()) {
      const text = [...declarations, use].join(' ');
      const method = methods[index];
      if (method === undefined) throw new TypeError(`type ${index} has no method`);
      for (const value of fc.sample(of(values), { seed: SEED, numRuns: VALUES_EACH })) {
        yield { text, method, value };
      }
    }
  }

  it(
    'give output that the compiler accepts, and schemas whose types are those of the sources',
    async () => {
      project.write(
        Object.fromEntries(
          texts.map((text, index) => [`gen/proof${index}.ts`, proof(text, `../t${index}.js`)]),
        ),
      );
      await expect(project.typeCheck()).resolves.toBe('');
    },
    COMPILER_TIMEOUT,
  );

  it('bring their values over unchanged, with their keys and without', () => {
    for (const { text, method, value } of samples((values) => values)) {
      const { compact, plain } = outcomes(method, [value]);
      expect({ text, ...plain }).toEqual({ text, arrived: [value] });
      expect({ text, ...compact }).toStrictEqual({ text, ...plain });
    }
  });

  it('let each of their values through their schemas', () => {
    for (const { text, method, value } of samples((values) => values)) {
      const parsed = method.args().safeParse([value]);
      const issues = parsed.error?.issues ?? [];
      expect({ text, value, issues, data: parsed.data }).toEqual({ text, value, issues: [], data: [value] });
    }
  });

  it('write what msgpackr reads, and read what it writes', () => {
    const options = { useRecords: false, mapsAsObjects: true, int64AsType: 'bigint' };
    for (const { text, method, value } of samples((values) => values)) {
      // msgpackr has other extensions for these, and writes a zero for the negative one.
      if (/Map<|Set<|bigint/.test(text) || holds(value, -0)) continue;
      const bytes = compactBytes(method, [value]);
      const again: Uint8Array = new Packr(options).pack(new Unpackr(options).unpack(bytes));
      const { arrived } = receiveCompact(method, bytes) as { arrived?: unknown };
      expect({ text, ...receiveCompact(method, again) }).toEqual({ text, arrived });
    }
  });

  it('refuse what is not of them, with a path that leads there', () => {
    const spoilt = (values: fc.Arbitrary<unknown>) =>
      fc
        .tuple(values, fc.array(fc.nat(5), { maxLength: 4 }))
        .map(([value, picks]) => spoil(value, picks, WRONG));
    for (const { text, method, value: sample } of samples(spoilt)) {
      const { value, path } = sample;
      const parsed = method.args().safeParse([value]);
      // Another member of a union may match, and drop the property that is wrong for the first one.
      if (parsed.success && !holdsWrong(parsed.data)) continue;
      const blamed = parsed.error?.issues[0]?.path.slice(1) ?? ['nothing'];
      const leads = blamed.every((key, depth) => String(key) === String(path[depth]));
      expect({ text, path, blamed, leads }).toEqual({ text, path, blamed, leads: true });
    }
  });

  it('refuse without keys what they refuse with them, in the same words, and nothing else', () => {
    const spoilt = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
      fc
        .tuple(values, fc.array(fc.nat(5), { maxLength: 4 }), anything)
        .map(([value, picks, by]) => spoil(value, picks, by).value);
    for (const { text, method, value } of samples(spoilt)) {
      const { compact, plain } = outcomes(method, [value]);
      // An array in the place of an object does not even leave.
      if ('unsent' in compact && 'refused' in plain) continue;
      expect({ text, value, ...compact }).toEqual({ text, value, ...plain });
    }
  });

  it('let nothing through from hostile bytes that the schema refuses', () => {
    for (const { text, method, value } of samples((values) => fc.tuple(values, wounds))) {
      const [sent, wound] = value;
      const bytes = wound(compactBytes(method, [sent]));
      try {
        const outcome = receiveCompact(method, bytes);
        if (!('arrived' in outcome)) continue;
        const parsed = method.args().safeParse(outcome.arrived);
        expect({ text, bytes, ...parsed }).toMatchObject({ success: true, data: outcome.arrived });
      } catch (error) {
        if (!(error instanceof WireError || isLeftOver(error))) throw error;
      }
    }
  });
});

/** A frame has room for one value, so the session ends where more than that comes. */
function isLeftOver(error: unknown): boolean {
  return error instanceof Error && error.message === 'bytes are left';
}
