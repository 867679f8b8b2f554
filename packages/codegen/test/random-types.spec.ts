import fc from 'fast-check';
import type { z } from 'zod';
import { holdsWrong, randomType, spoil, WRONG } from './support/random-type.js';
import { load, type Workspace, workspace } from './support/workspace.js';

/** Give the seed of a failure in `SEED` to see it again. */
const SEED = Number(process.env['SEED'] ?? Date.now());
const TYPES = fc.sample(randomType, { seed: SEED, numRuns: 60 });
const VALUES_EACH = 12;

describe(`random types (SEED=${SEED})`, () => {
  let project: Workspace;
  let schemas: readonly z.ZodType[];

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
    schemas = TYPES.map((_, index) => {
      const text = byPath.get(project.path(`gen/t${index}.flipcall.ts`)) ?? '';
      const service = load(text)[`S${index}`] as { methods: readonly { result: () => z.ZodType }[] };
      const schema = service.methods[0]?.result();
      if (schema === undefined) throw new TypeError(`type ${index} gave no schema`);
      return schema;
    });
  });

  afterAll(() => project[Symbol.dispose]());

  it('give output that the compiler accepts', async () => {
    await expect(project.typeCheck()).resolves.toBe('');
  });

  it('let each of their values through, unchanged', () => {
    for (const [index, { text, values }] of TYPES.entries()) {
      for (const value of fc.sample(values, { seed: SEED, numRuns: VALUES_EACH })) {
        const parsed = schemas[index]?.safeParse(value);
        expect({ text, value, issues: parsed?.error?.issues ?? [] }).toEqual({ text, value, issues: [] });
        expect({ text, value: parsed?.data }).toEqual({ text, value });
      }
    }
  });

  it('refuse what is not of them, with a path that leads there', () => {
    for (const [index, { text, values }] of TYPES.entries()) {
      const spoilt = fc
        .tuple(values, fc.array(fc.nat(5), { maxLength: 4 }))
        .map(([value, picks]) => spoil(value, picks, WRONG));
      for (const { value, path } of fc.sample(spoilt, { seed: SEED, numRuns: VALUES_EACH })) {
        const parsed = schemas[index]?.safeParse(value);
        // Another member of a union may match, and drop the property that is wrong for the first one.
        if (parsed?.success === true && !holdsWrong(parsed.data)) continue;
        const blamed = parsed?.error?.issues[0]?.path ?? ['nothing'];
        const leads = blamed.every((key, depth) => String(key) === String(path[depth]));
        expect({ text, path, blamed, leads }).toEqual({ text, path, blamed, leads: true });
      }
    }
  });
});
