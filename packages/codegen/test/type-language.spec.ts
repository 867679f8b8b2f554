import type { z } from 'zod';
import { TYPE_LANGUAGE } from './support/type-language.js';
import { load, type Workspace, workspace } from './support/workspace.js';

/**
 * Each row of the table becomes a file with a service that takes the row's type. All are generated together, and what
 * came of them is tried with values and checked by the compiler.
 */
const SOURCES = Object.fromEntries(
  TYPE_LANGUAGE.map(({ source = '', type }, index) => [
    `row${index}.ts`,
    `${source}\nexport type Value = ${type};\nexport interface Row${index} { send(value: Value): void }\n`,
  ]),
);

/** Two types that accept each other's values; the marks of readonly make no difference to that. */
const PROOF = `
type Plain<T> = T extends string | number | boolean | bigint | null | undefined | Date | Uint8Array ? T
  : T extends ReadonlyMap<infer K, infer V> ? Map<Plain<K>, Plain<V>>
  : T extends ReadonlySet<infer E> ? Set<Plain<E>>
  : { -readonly [Key in keyof T]: Plain<T[Key]> };
type IsAny<T> = 0 extends 1 & T ? true : false;
type Fits<A, B> = [A] extends [B] ? true : false;
type Same<A, B> = IsAny<A> extends true ? false
  : [Fits<A, B>, Fits<B, A>] extends [true, true] ? true
  : [Fits<Plain<A>, Plain<B>>, Fits<Plain<B>, Plain<A>>] extends [true, true] ? true : false;
`;

describe('the type language', () => {
  let project: Workspace;
  let texts: readonly (string | undefined)[];
  let schemas: readonly z.ZodType[];

  beforeAll(() => {
    project = workspace(SOURCES);
    const { files, diagnostics } = project.generate(...Object.keys(SOURCES));
    expect(diagnostics).toEqual([]);
    const byName = new Map(files.map(({ path, text }) => [path, text]));
    texts = TYPE_LANGUAGE.map((_, index) => byName.get(project.path(`gen/row${index}.flipcall.ts`)));
    schemas = texts.map(argumentSchema);
  });

  afterAll(() => project[Symbol.dispose]());

  it.each(TYPE_LANGUAGE.map((row, index) => ({ ...row, index })))(
    '$name: $type',
    ({ index, accepts, rejects, strips = [] }) => {
      const sent = [...accepts, ...rejects.map(([value]) => value), ...strips.map(([value]) => value)];
      expect(sent.map((value) => [value, parse(schemas[index], value)])).toEqual([
        ...accepts.map((value) => [value, { value }]),
        ...rejects.map(([value, path]) => [value, { path }]),
        ...strips.map(([value, arrived]) => [value, { value: arrived }]),
      ]);
    },
  );

  it('has schemas whose types are those of the sources, and output that passes the strictest settings', async () => {
    const proofs = Object.fromEntries(
      TYPE_LANGUAGE.map((_, index) => [`gen/proof${index}.ts`, proof(texts[index], index)]),
    );
    project.write(proofs);
    await expect(project.typeCheck()).resolves.toBe('');
  });
});

function argumentSchema(text: string | undefined, index: number): z.ZodType {
  if (text === undefined) throw new TypeError(`row ${index} gave no file`);
  const service = load(text)[`Row${index}`] as { methods: readonly { args: () => z.ZodType }[] };
  const schema = service.methods[0]?.args();
  if (schema === undefined) throw new TypeError(`row ${index} has no method`);
  return schema;
}

/** What comes out of the one argument, or the path to what is wrong with it. */
function parse(schema: z.ZodType | undefined, value: unknown): { value: unknown } | { path: string } {
  const parsed = schema?.safeParse([value]);
  if (parsed === undefined) throw new TypeError('no schema');
  if (parsed.success) return { value: (parsed.data as readonly unknown[])[0] };
  return { path: parsed.error.issues[0]?.path.slice(1).join('.') ?? 'nothing wrong' };
}

/**
 * The generated file, with its descriptor's own type laid open, and a declaration that the compiler refuses unless the
 * schema's type is the source's.
 */
function proof(text: string | undefined, index: number): string {
  if (text === undefined) throw new TypeError(`row ${index} gave no file`);
  const head = /^export const (Row\d+: .* =) (?:\/\* @__PURE__ \*\/ )?(defineService<\w+>)\($/m;
  const opened = text.replace(/^(export const Row\d+: .*defineService<\w+>\()\{$/m, '$1\n{');
  const match = head.exec(opened);
  if (match === null) throw new TypeError(`row ${index} has no descriptor`);
  const [whole, declaration, define] = match;
  return `${opened.replace(whole, 'const open = (')}
export const ${declaration} ${define}(open as never);
type Arguments = z.output<ReturnType<(typeof open)['methods'][number]['args']>>;
export const proven: Same<Arguments[0], import('../row${index}.js').Value> = true;
${PROOF}`;
}
