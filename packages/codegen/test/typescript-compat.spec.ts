import { join } from 'node:path';
import { TYPE_LANGUAGE } from './support/type-language.js';
import { typeCheck, type Workspace, workspace } from './support/workspace.js';

const MODULES = join(__dirname, '../node_modules');

/** The versions that the output compiles under: the oldest, the last one of each major version, and the native compiler. */
const VERSIONS = [
  { version: 5.6, compiler: join(MODULES, 'typescript-5.6') },
  { version: 5.9, compiler: join(MODULES, 'typescript-5.9') },
  { version: 6.0, compiler: join(MODULES, 'typescript-6.0') },
  { version: 7.0, compiler: join(__dirname, '../../../node_modules/typescript') },
];

/** What is set beside the strictest settings. */
const SETTINGS = { isolatedModules: true, isolatedDeclarations: true, declaration: true };

/** Parts of the language that `erasableSyntaxOnly` refuses in sources, whatever is generated from those. */
const NOT_ERASABLE = /\b(enum|namespace)\b/;

jest.setTimeout(120_000);

describe.each(VERSIONS)('TypeScript $version', ({ version, compiler }) => {
  let project: Workspace;

  beforeAll(() => {
    const rows = TYPE_LANGUAGE.map(({ source = '', ...row }, index) => ({
      ...row,
      source,
      file: `row${index}.ts`,
    }));
    const known = rows.filter(({ since = 0 }) => since <= version);
    const sources = known.map(({ source, type, file }): [string, string] => [
      file,
      `${source}\nexport type Value = ${type};\n/** Row. */\nexport interface S${file.slice(3, -3)} { send(value: Value, more?: Value): Promise<Value>; }\n`,
    ]);
    project = workspace(Object.fromEntries(sources));
    expect(project.generate(...sources.map(([file]) => file)).diagnostics).toEqual([]);
    const isErasable = ({ source }: { source: string }): boolean =>
      version >= 5.8 && !NOT_ERASABLE.test(source);
    const config = (rows: typeof known, more: Readonly<Record<string, unknown>>): string =>
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { ...SETTINGS, ...more },
        files: rows.map(({ file }) => `gen/${file.replace('.ts', '.flipcall.ts')}`),
      });
    project.write({
      'tsconfig.erasable.json': config(known.filter(isErasable), { erasableSyntaxOnly: true }),
      'tsconfig.others.json': config(
        known.filter((row) => !isErasable(row)),
        {},
      ),
    });
  });

  afterAll(() => project[Symbol.dispose]());

  it('compiles the output under the strictest settings', async () => {
    await expect(typeCheck(join(project.folder, 'tsconfig.others.json'), compiler)).resolves.toBe('');
  });

  (version >= 5.8 ? it : it.skip)('finds nothing in it that cannot be erased', async () => {
    await expect(typeCheck(join(project.folder, 'tsconfig.erasable.json'), compiler)).resolves.toBe('');
  });
});
