// biome-ignore-all lint/suspicious/noTemplateCurlyInString: one of the types is a template
import fc from 'fast-check';

/** A random type, and where its values come from. */
export interface RandomType {
  /** As it is written. */
  readonly text: string;
  /** The declarations that the text needs. */
  readonly declarations: readonly string[];
  readonly values: fc.Arbitrary<unknown>;
}

const plain = (text: string, values: fc.Arbitrary<unknown>): RandomType => ({
  text,
  declarations: [],
  values,
});

const LITERALS = ["'a'", "'b c'", '0', '-1.5', '12n', 'true', 'null'] as const;
const LITERAL_VALUES: Readonly<Record<(typeof LITERALS)[number], unknown>> = {
  "'a'": 'a',
  "'b c'": 'b c',
  '0': 0,
  '-1.5': -1.5,
  '12n': 12n,
  true: true,
  null: null,
};

const leaves = fc.oneof(
  fc.constantFrom(
    plain('string', fc.string({ unit: 'binary' })),
    plain('number', fc.double()),
    plain('boolean', fc.boolean()),
    plain('bigint', fc.bigInt()),
    plain('Date', fc.date({ noInvalidDate: true })),
    plain('Uint8Array', fc.uint8Array({ maxLength: 4 })),
    plain(
      '`id-${number}`',
      fc.integer().map((number) => `id-${number}`),
    ),
  ),
  fc
    .uniqueArray(fc.constantFrom(...LITERALS), { minLength: 1, maxLength: 3 })
    .map((chosen) =>
      plain(`(${chosen.join(' | ')})`, fc.constantFrom(...chosen.map((each) => LITERAL_VALUES[each]))),
    ),
);

const KEYS = ['a', 'b', 'c', 'd-e', '0'] as const;

/** Types of any shape, up to a few levels deep. */
export const randomType: fc.Arbitrary<RandomType> = fc.letrec<{ type: RandomType; object: RandomType }>(
  (tie) => ({
    type: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      tie('object'),
      tie('object').map(named),
      tie('type').map((of) => ({
        ...of,
        text: `readonly (${of.text})[]`,
        values: fc.array(of.values, { maxLength: 3 }),
      })),
      tie('type').map((of) => ({
        ...of,
        text: `Record<string, ${of.text}>`,
        values: fc.dictionary(fc.constantFrom('x', 'y z', '1'), of.values, {
          maxKeys: 2,
          noNullPrototype: true,
        }),
      })),
      tie('type').map((of) => ({
        ...of,
        text: `Map<string, ${of.text}>`,
        values: fc
          .array(fc.tuple(fc.string(), of.values), { maxLength: 3 })
          .map((entries) => new Map(entries)),
      })),
      tie('type').map((of) => ({
        ...of,
        text: `ReadonlySet<${of.text}>`,
        values: fc.array(of.values, { maxLength: 3 }).map((items) => new Set(items)),
      })),
      fc.tuple(tie('type'), tie('type'), tie('type')).map(tuple),
      fc.tuple(tie('type'), tie('type'), tie('type')).map(tupleAround),
      fc.tuple(tie('object'), tie('type')).map(keyed),
      tie('type').map(recursive),
      fc.array(tie('type'), { minLength: 2, maxLength: 3 }).map(union),
      fc.array(tie('object'), { minLength: 2, maxLength: 3 }).map(union),
      fc.array(tie('object'), { minLength: 2, maxLength: 3 }).map(tagged),
    ),
    object: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.boolean(), tie('type')), {
        selector: ([key]) => key,
        minLength: 1,
        maxLength: 3,
      })
      .map(object),
  }),
).type;

let names = 0;

/** The same type by a name of its own. */
function named(of: RandomType): RandomType {
  names += 1;
  const name = `Named${names}`;
  return { ...of, text: name, declarations: [...of.declarations, `export type ${name} = ${of.text};`] };
}

function object(
  properties: readonly (readonly [key: string, optional: boolean, type: RandomType])[],
): RandomType {
  const texts = properties.map(
    ([key, optional, { text }]) => `readonly '${key}'${optional ? '?' : ''}: ${text}`,
  );
  const values = Object.fromEntries(properties.map(([key, , type]) => [key, type.values]));
  const requiredKeys = properties.filter(([, optional]) => !optional).map(([key]) => key);
  return {
    text: `{ ${texts.join('; ')} }`,
    declarations: properties.flatMap(([, , { declarations }]) => declarations),
    values: fc.record(values, { requiredKeys, noNullPrototype: true }),
  };
}

function tuple([first, second, rest]: readonly [RandomType, RandomType, RandomType]): RandomType {
  return {
    text: `[${first.text}, (${second.text})?, ...(${rest.text})[]]`,
    declarations: [first, second, rest].flatMap(({ declarations }) => declarations),
    values: fc.oneof(
      fc.tuple(first.values),
      fc.tuple(first.values, second.values),
      fc.tuple(first.values, second.values, rest.values),
    ),
  };
}

/** A tuple with its rest in the middle. */
function tupleAround([first, rest, last]: readonly [RandomType, RandomType, RandomType]): RandomType {
  return {
    text: `[${first.text}, ...(${rest.text})[], ${last.text}]`,
    declarations: [first, rest, last].flatMap(({ declarations }) => declarations),
    values: fc
      .tuple(first.values, fc.array(rest.values, { maxLength: 2 }), last.values)
      .map(([one, between, other]) => [one, ...between, other]),
  };
}

/** Properties beside index signatures of some keys. */
function keyed([properties, value]: readonly [RandomType, RandomType]): RandomType {
  const keys = fc.constantFrom('x-', 'x-1', 'x-y z');
  return {
    text: `(${properties.text} & { readonly [key: \`x-\${string}\`]: ${value.text}; readonly [id: number]: null | ${value.text} })`,
    declarations: [...properties.declarations, ...value.declarations],
    values: fc
      .tuple(
        properties.values,
        fc.dictionary(keys, value.values, { maxKeys: 2, noNullPrototype: true }),
        fc.boolean(),
      )
      .map(([known, others, more]) => ({ ...(known as object), ...others, ...(more ? { 7: null } : {}) })), // an object it is
  };
}

/** A type that contains itself. */
function recursive(of: RandomType): RandomType {
  names += 1;
  const name = `Tree${names}`;
  const text = `{ readonly leaf: ${of.text}; readonly next?: ${name} | null; readonly all: readonly ${name}[] }`;
  const treeOf = (
    next: fc.Arbitrary<unknown>,
    all: fc.Arbitrary<readonly unknown[]>,
  ): fc.Arbitrary<unknown> =>
    fc.record({ leaf: of.values, next, all }, { requiredKeys: ['leaf', 'all'], noNullPrototype: true });
  const small = treeOf(fc.constant(null), fc.constant([]));
  const tree = treeOf(fc.option(small), fc.array(small, { maxLength: 2 }));
  return { text: name, declarations: [...of.declarations, `export interface ${name} ${text}`], values: tree };
}

function union(members: readonly RandomType[]): RandomType {
  return {
    text: `(${members.map(({ text }) => text).join(' | ')})`,
    declarations: members.flatMap(({ declarations }) => declarations),
    values: fc.oneof(...members.map(({ values }) => values)),
  };
}

/** A union of objects that their property `kind` tells apart. */
function tagged(members: readonly RandomType[]): RandomType {
  return union(
    members.map((member, index) => ({
      ...member,
      text: `({ readonly kind: 'kind ${index}' } & ${member.text})`,
      values: member.values.map((value) => ({ kind: `kind ${index}`, ...(value as object) })), // an object it is
    })),
  );
}

/** What is of no type at all. */
export const WRONG = Symbol('wrong');

/**
 * A copy of a value in which something is replaced `by` what is wrong there, probably; `picks` says where, and the path to it
 * comes along.
 */
export function spoil(
  value: unknown,
  picks: readonly number[],
  by: unknown,
): { readonly value: unknown; readonly path: readonly PropertyKey[] } {
  const [pick = 0, ...more] = picks;
  const children = childrenOf(value);
  const child = children[pick % (children.length + 1)];
  if (child === undefined) return { value: by, path: [] };
  const [key, inside] = child;
  const spoilt = spoil(inside, more, by);
  return { value: replaced(value, key, spoilt.value), path: [key, ...spoilt.path] };
}

/** Whether something wrong is left anywhere in a value. */
export function holdsWrong(value: unknown): boolean {
  return holds(value, WRONG);
}

/** Whether that is anywhere in a value. */
export function holds(value: unknown, wanted: unknown): boolean {
  if (Object.is(value, wanted)) return true;
  const items = value instanceof Set ? [...value] : childrenOf(value).map(([, child]) => child);
  return items.some((item) => holds(item, wanted));
}

function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()];
  if (value instanceof Map) return [...value.entries()];
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return [];
  return Object.entries(value);
}

function replaced(value: unknown, key: string | number, by: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? by : item));
  if (value instanceof Map) return new Map([...value, [key, by]]);
  return { ...(value as object), [key]: by };
}
