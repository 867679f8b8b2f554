import { statSync } from 'node:fs';
import { Generator, generate } from '../src/generate.js';
import { writeFiles } from '../src/write-files.js';
import { type Workspace, workspace } from './support/workspace.js';

const SOURCES = {
  'tsconfig.json': JSON.stringify({ extends: './base.json', include: ['**/*.ts'] }),
  'base.json': JSON.stringify({
    compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', types: [] },
  }),
  'node_modules/pkg/package.json': JSON.stringify({ name: 'pkg', version: '1.0.0', types: 'index.d.ts' }),
  'node_modules/pkg/index.d.ts': 'export interface Package { version: string }',
  'globals.d.ts': 'interface Everywhere { everywhere: string }',
  'user.ts': 'export interface User { name: string }',
  'deep.ts': "import type { User } from './user.js';\nexport interface Deep { user: User }",
  'levels.ts': "export const levels = { low: 1 };\nexport type { Package } from 'pkg';",
  'a.ts': "import type { Deep } from './deep.js';\nexport interface A { m(deep: Deep): void }",
  'b.ts':
    "export interface B { m(deep: import('./deep.js').Deep, level: typeof import('./levels.js').levels): void }",
  'c.ts': 'export interface C { m(value: Everywhere): string }',
  'd.ts': "import type { Package } from './levels.js';\nexport interface D { m(value: Package): void }",
};
const FILES = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];

const optionsIn = (folder: string) => ({ files: FILES, outDir: 'gen', cwd: folder });

/** What is generated after an edit, and what a generator gives that knew nothing before. */
function edit(project: Workspace, generator: Generator, files: Readonly<Record<string, string>>) {
  project.write(files);
  generator.refresh(Object.keys(files).map((file) => project.path(file)));
  const result = generator.generate();
  return { result, cold: generate(optionsIn(project.folder)) };
}

const EDITS: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  renewed: string[],
])[] = [
  ['nothing', { 'user.ts': SOURCES['user.ts'] }, []],
  ['a service', { 'a.ts': `${SOURCES['a.ts']}\nexport interface Another { m(): void }` }, ['a']],
  ['a type that is imported', { 'deep.ts': 'export interface Deep { other: number }' }, ['a', 'b']],
  [
    'a type that is imported by an imported file',
    { 'user.ts': 'export interface User { id: number }' },
    ['a', 'b'],
  ],
  ['a constant whose type is used', { 'levels.ts': SOURCES['levels.ts'].replace('low', 'high') }, ['b', 'd']],
  [
    'a file that every file sees',
    { 'globals.d.ts': 'interface Everywhere { there: number }' },
    ['a', 'b', 'c', 'd'],
  ],
  [
    'the types of a package',
    { 'node_modules/pkg/index.d.ts': 'export interface Package { name: string }' },
    ['a', 'b', 'c', 'd'],
  ],
  [
    'what a file adds to the types of another one',
    {
      'levels.ts': `${SOURCES['levels.ts']}\ndeclare module './user.js' { interface User { added: string } }`,
    },
    ['a', 'b', 'c', 'd'],
  ],
  [
    'settings that are extended',
    { 'base.json': SOURCES['base.json'].replace('"strict":true', '"strict":false') },
    ['a', 'b', 'c', 'd'],
  ],
];

describe('what is generated again', () => {
  it.each(EDITS)(
    'after a change of %s is what it would be from scratch, and no more',
    (_what, files, renewed) => {
      using project = workspace(SOURCES);
      const generator = new Generator(optionsIn(project.folder));
      expect(generator.generate().diagnostics).toEqual([]);
      const { result, cold } = edit(project, generator, files);
      expect(result.files).toEqual(cold.files);
      expect(result.diagnostics).toEqual(cold.diagnostics);
      expect(result.files).toHaveLength(FILES.length);
      expect(result.renewed).toEqual(renewed.map((name) => project.path(`gen/${name}.flipcall.ts`)));
    },
  );

  it('follows an import to a file that is new', () => {
    using project = workspace({
      'a.ts': "import type { User } from './user.js';\nexport interface A { m(user: User): void }",
      'user.d.ts': 'export interface User { declared: string }',
    });
    const generator = new Generator({ files: ['a.ts'], outDir: 'gen', cwd: project.folder });
    expect(generator.generate().files[0]?.text).toContain('declared: z.string()');
    // It is in the way of the other one.
    const { result } = edit(project, generator, { 'user.ts': 'export interface User { written: string }' });
    expect(result.files[0]?.text).toContain('written: z.string()');
  });

  it('is not written where it is as it was', () => {
    using project = workspace(SOURCES);
    const generator = new Generator(optionsIn(project.folder));
    writeFiles(generator.generate().files);
    const times = () =>
      FILES.map((file) => statSync(project.path(`gen/${file.replace('.', '.flipcall.')}`)).mtimeMs);
    const before = times();
    const { result } = edit(project, generator, { 'c.ts': 'export interface C { n(): void }' });
    expect(writeFiles(result.files).written).toEqual([project.path('gen/c.flipcall.ts')]);
    const changed = times().map((time, index) => time !== before[index]);
    expect(changed).toEqual([false, false, true, false]);
  });

  it('is refused while a type has a fault, and is there again when that is mended', () => {
    using project = workspace(SOURCES);
    const generator = new Generator(optionsIn(project.folder));
    const first = generator.generate();
    const broken = edit(project, generator, { 'user.ts': 'export interface User { name: symbol }' });
    expect(broken.result).toEqual(broken.cold);
    expect(broken.result.diagnostics.map(({ code }) => code)).toEqual(['FC1104', 'FC1104']);
    const mended = edit(project, generator, { 'user.ts': SOURCES['user.ts'] });
    expect(mended.result.files).toEqual(first.files);
  });
});
