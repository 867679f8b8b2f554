import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { generate, writeFiles } from '../src/index.js';
import { type Workspace, workspace } from './support/workspace.js';

const GREETER = 'export interface Greeter { hello(name: string): Promise<string> }\n';

// Whole projects are compiled here, by a machine that may have other things to do.
jest.setTimeout(120_000);

/** What is said about a project's files. */
function said(project: Workspace, ...files: string[]): readonly string[] {
  const { diagnostics } = project.generate(...files);
  return diagnostics.map(
    ({ file, line, column, code, message }) =>
      `${file === undefined ? '' : file.replace(`${project.folder}/`, '')}:${line}:${column} ${code} ${message}`,
  );
}

describe('source files', () => {
  it('that do not exist are named', () => {
    using project = workspace({});
    expect(said(project, 'nothing.ts')).toEqual(['nothing.ts:0:0 FC1001 There is no such file.']);
  });

  it('that do not parse are refused with the place', () => {
    using project = workspace({ 'a.ts': 'export interface A { m(: void }' });
    expect(said(project, 'a.ts')[0]).toMatch(/^a\.ts:1:24 FC1002 TypeScript says: .* \(TS\d+\)$/);
  });

  it('that do not type-check are refused with the place', () => {
    using project = workspace({ 'a.ts': 'export interface A { m(a: Missing): void }' });
    expect(said(project, 'a.ts')).toEqual([
      "a.ts:1:27 FC1003 TypeScript says: Cannot find name 'Missing'. (TS2304)",
    ]);
  });

  it('are not blamed for the faults of the files that their types come from', () => {
    using project = workspace({
      'a.ts': "import type { B } from './b.js';\nexport interface A { m(b: B): void }",
      'b.ts': 'export interface B { c: Missing }',
    });
    expect(said(project, 'a.ts')).toEqual([
      "b.ts:1:25 FC1003 TypeScript says: Cannot find name 'Missing'. (TS2304)",
    ]);
  });

  it('that export no service say what came close', () => {
    using project = workspace({
      'a.ts':
        'export interface Data { x: number }\nexport interface Mixed { x: number; go(): void }\nexport class C { go() {} }\nexport interface G<T> { go(t: T): void }',
    });
    expect(said(project, 'a.ts')).toEqual([
      'a.ts:0:0 FC1004 The file exports no service. Mixed is none: it has members that are no methods (x). C is none: it is a class, and a service is an interface. G is none: it is generic.',
    ]);
  });

  it('cannot have two services of one name', () => {
    using project = workspace({ 'a.ts': GREETER, 'b.ts': GREETER });
    expect(said(project, 'a.ts', 'b.ts')).toEqual([
      'b.ts:1:18 FC1005 There is another service of the name Greeter, in a.ts.',
    ]);
  });

  it('cannot have services whose generated names are the same', () => {
    using project = workspace({ 'a.ts': `${GREETER}export interface GreeterClient { go(): void }` });
    expect(said(project, 'a.ts')).toEqual([
      'a.ts:2:18 FC1005 The services GreeterClient and Greeter would both be given a GreeterClient.',
    ]);
  });

  it('of one name in two folders would overwrite each other', () => {
    using project = workspace({ 'x/a.ts': GREETER, 'y/a.ts': 'export interface Other { go(): void }' });
    expect(said(project, 'x/a.ts', 'y/a.ts')).toEqual([
      'y/a.ts:0:0 FC1006 The file would be generated into gen/a.flipcall.ts, as another one is.',
    ]);
  });

  it('with a broken tsconfig are refused', () => {
    using project = workspace({
      'tsconfig.json': '{ "compilerOptions": { "module": "nonsense" } }',
      'a.ts': GREETER,
    });
    expect(said(project, 'a.ts')[0]).toMatch(
      /^tsconfig\.json:0:0 FC1007 Argument for '--module' option must be/,
    );
  });

  it('that are refused leave the output as it was', () => {
    using project = workspace({ 'a.ts': GREETER, 'b.ts': 'export interface B { m(a: any): void }' });
    expect(said(project, 'a.ts', 'b.ts')).toHaveLength(1);
    expect(existsSync(project.path('gen'))).toBe(false);
  });
});

describe('the output', () => {
  it('is written with its folders, once', () => {
    using project = workspace({ 'a.ts': GREETER });
    const path = project.path('deep/gen/a.flipcall.ts');
    const { files } = generate({ files: ['a.ts'], outDir: 'deep/gen', cwd: project.folder });
    expect(writeFiles(files)).toEqual({ written: [path], diagnostics: [] });
    expect(writeFiles(files)).toEqual({ written: [], diagnostics: [] });
  });

  it('that cannot be written is refused, and no other file is', () => {
    using project = workspace({ 'a.ts': GREETER, gen: 'a file where the folder should be' });
    const { files } = generate({ files: ['a.ts'], outDir: 'gen', cwd: project.folder });
    const other = { path: project.path('other/b.ts'), text: '' };
    const { written, diagnostics } = writeFiles([other, ...files]);
    expect(written).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'FC1008', file: project.path('gen') }]);
    expect(existsSync(other.path)).toBe(false);
  });

  it('is the same whatever was read before, and however often', () => {
    using project = workspace({
      'a.ts':
        "export type U = 'z' | 'y' | 1 | 'x'; export interface A { m(u: U): U | Date | string[] | null }",
      'b.ts': "export type V = 'x' | 'y' | 1 | 'z'; export interface B { m(v: V): void }",
    });
    const text = (...files: string[]): string | undefined =>
      generate({ files, outDir: 'gen', cwd: project.folder }).files.find(({ path }) =>
        path.endsWith('a.flipcall.ts'),
      )?.text;
    const alone = text('a.ts');
    expect(alone).toContain("z.literal([1, 'x', 'y', 'z'])");
    expect(text('b.ts', 'a.ts')).toBe(alone);
    expect(text('a.ts', 'b.ts')).toBe(alone);
  });
});

describe('a contract of 100 methods and 200 types', () => {
  it('that lead from each one to the next is read whole, and its output passes the strictest settings', async () => {
    const types = Array.from(
      { length: 200 },
      (_, index) =>
        `export interface T${index} { kind: 'k${index}'; list: T${(index * 7 + 1) % 200}[]; next: T${(index + 1) % 200} | null }`,
    );
    const methods = Array.from(
      { length: 100 },
      (_, index) => `m${index}(a: T${index}, b?: T${index + 100}): T${index};`,
    );
    using project = workspace({
      'a.ts': `${types.join('\n')}\nexport interface A {\n${methods.join('\n')}\n}`,
    });
    const { files, diagnostics } = project.generate('a.ts');
    expect(diagnostics).toEqual([]);
    expect(files[0]?.text.match(/^const t\d+Schema = /gm)).toHaveLength(200);
    await expect(project.typeCheck()).resolves.toBe('');
  });
});

it('types that are arguments of others are each read once, however they lead on', () => {
  const count = 300;
  const types = Array.from({ length: count }, (_, index) => {
    const other = (step: number): string => `T${(index + step) % count}`;
    return `export interface T${index} { a: Pick<${other(1)}, 'a'>; b: Partial<${other(7)}>; c: string }`;
  });
  using project = workspace({ 'a.ts': `${types.join('\n')}\nexport interface A { m(a: T0): void }` });
  // Read anew for each of them, this takes many minutes.
  expect(project.generate('a.ts').diagnostics).toEqual([]);
});

it('files that import each other are read, and so are services in both', async () => {
  using project = workspace({
    'a.ts':
      "import type { B } from './b.js';\nexport interface A { one: B | null }\nexport interface First { m(a: A): B }",
    'b.ts':
      "import type { A } from './a.js';\nexport interface B { other: A }\nexport interface Second { m(b: B): A }",
  });
  expect(project.generate('a.ts', 'b.ts').diagnostics).toEqual([]);
  await expect(project.typeCheck()).resolves.toBe('');
});

describe('parameters', () => {
  it('that carry an AbortSignal at the end are the options of the call, and not sent', async () => {
    using project = workspace({
      'a.ts': `export interface A {
        one(text: string, signal?: AbortSignal): void;
        two(options: { signal?: AbortSignal; timeoutMs?: number }): void;
        three(options: { timeoutMs: number }): void;
      }`,
    });
    const { files, diagnostics } = project.generate('a.ts');
    expect(diagnostics).toEqual([]);
    const text = files[0]?.text ?? '';
    expect(text).toContain('one(text: string, options?: CallOptions): Promise<void>;');
    expect(text).toContain('two(context: CallContext): void | Promise<void>;');
    expect(text).toContain(
      'three(options: { timeoutMs: number }, callOptions?: CallOptions): Promise<void>;',
    );
    await expect(project.typeCheck()).resolves.toBe('');
  });

  it('that take the rest arrive as one array, and those of a tuple as what is in it', async () => {
    using project = workspace({
      'a.ts': `export interface A {
        log(level: number, ...parts: readonly string[]): void;
        move(...to: [x: number, y?: number]): void;
      }`,
    });
    const { files, diagnostics } = project.generate('a.ts');
    expect(diagnostics).toEqual([]);
    const text = files[0]?.text ?? '';
    expect(text).toContain('log(level: number, ...parts: readonly string[]): Promise<void>;');
    expect(text).toContain('log: (level, ...parts) => caller.call(0, [level, parts]),');
    expect(text).toContain(
      'move(x: number, y: number | undefined, context: CallContext): void | Promise<void>;',
    );
    await expect(project.typeCheck()).resolves.toBe('');
  });
});

describe('projects', () => {
  it.each([
    [
      'path aliases',
      { paths: { '@api/*': ['./types/*'] }, module: 'esnext', moduleResolution: 'bundler' },
      {
        'a.ts': "import type { T } from '@api/t';\nexport interface A { m(t: T): void }",
        'types/t.ts': 'export interface T { x: number }',
      },
      "from '../types/t'",
    ],
    [
      're-exports',
      {},
      {
        'a.ts': "export type { Inner as A } from './inner.js';\nexport * from './more.js';",
        'inner.ts': "import type { T } from './t.js';\nexport interface Inner { m(t: T): void }",
        'more.ts': 'export interface B extends Base { n(): void } interface Base { base(): void }',
        't.ts': 'interface Hidden { x: number }\nexport type { Hidden as T };',
      },
      "import type { T } from '../t.js'",
    ],
    [
      'default exports',
      {},
      {
        'a.ts': "import type Thing from './some-thing.js';\nexport default interface A { m(t: Thing): void }",
        'some-thing.ts': 'export default interface Thing { x: number }',
      },
      "import type { default as SomeThing } from '../some-thing.js'",
    ],
    [
      'declarations that every file sees',
      { types: [] },
      {
        'a.ts': 'export interface A { m(t: Api.Thing, u: Everywhere): void }',
        'global.d.ts':
          'declare namespace Api { interface Thing { x: number } }\ninterface Everywhere { y: number }',
      },
      'zod.ZodType<Everywhere>',
    ],
    [
      'declarations that are merged from several files',
      {},
      {
        'a.ts':
          "import './more.js';\nimport type { Thing } from './thing.js';\nexport interface A { m(t: Thing): void }",
        'thing.ts': 'export interface Thing { x: number }',
        'more.ts': "declare module './thing.js' {\n  interface Thing { y: string }\n}\nexport {};",
      },
      '  y: z.string(),',
    ],
    [
      'services that extend services, generic ones too',
      {},
      {
        'a.ts':
          "import type { Crud, Health } from './base.js';\nimport type * as Types from './types.js';\nexport interface A extends Health, Crud<Types.User, 'id'> { own(): void }",
        'base.ts':
          "export interface Health extends Pinged { health(): 'ok' | 'ill' }\ninterface Pinged { ping(): void }\nexport interface Crud<T, Key extends keyof T> { get(key: T[Key]): Promise<T>; put(item: Omit<T, Key>): Promise<T[Key]> }",
        'types.ts': 'export interface User { id: string; name: string }',
      },
      "  put(item: Omit<User, 'id'>, options?: CallOptions): Promise<string>;",
    ],
    [
      'the types of Node.js and no other library',
      { lib: ['es2023'], types: ['node'], typeRoots: [join(__dirname, '../../../node_modules/@types')] },
      {
        'a.ts':
          "import type { URL as Address } from 'node:url';\nexport interface A { m(at: URL, from: Address, bytes: Uint8Array): void }",
      },
      '  m(at: URL, from: URL, bytes: Uint8Array, options?: CallOptions): Promise<void>;',
    ],
    [
      'type arguments that nobody exports',
      {},
      {
        'a.ts':
          'interface Hidden { x: number; y: Deeper[] }\ninterface Deeper { z: string }\nexport interface Box<T> { value: T }\nexport interface A { m(some: Partial<Hidden>, box: Box<Deeper>, pick: Pick<Hidden, "y">): void }',
      },
      'zod.ZodType<Box<Deeper>>',
    ],
  ])('with %s', async (_, options, files: Record<string, string>, expected) => {
    using project = workspace(files, options);
    const result = project.generate('a.ts');
    expect(result.diagnostics).toEqual([]);
    expect(result.files[0]?.text).toContain(expected);
    await expect(project.typeCheck()).resolves.toBe('');
  });
});

it('a project that refers to others is read through their sources', async () => {
  const composite = { composite: true, declaration: true, noEmit: false, outDir: '../dist' };
  const settings = (references: readonly { path: string }[]): string =>
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions: composite, references });
  using project = workspace({
    'types/tsconfig.json': settings([]),
    'types/user.ts': 'export interface User { name: string }',
    'api/tsconfig.json': settings([{ path: '../types' }]),
    'api/a.ts': "import type { User } from '../types/user.js';\nexport interface A { m(user: User): void }",
  });
  const { files, diagnostics } = project.generate('api/a.ts');
  expect(diagnostics).toEqual([]);
  expect(files[0]?.text).toContain("import type { User } from '../types/user.js';");
  await expect(project.typeCheck()).resolves.toBe('');
});

describe('imports in the output', () => {
  const sources = {
    'api/a.ts': "import type { T } from '../types';\nexport interface A { m(t: T): void }",
    'types.ts': 'export interface T { x: number }',
  };

  it.each([
    [
      'have no ending where a bundler resolves them',
      { module: 'esnext', moduleResolution: 'bundler' },
      "from '../../types'",
    ],
  ])('%s', (_, options, expected) => {
    using project = workspace(sources, options);
    const { files, diagnostics } = generate({ files: ['api/a.ts'], outDir: 'gen/deep', cwd: project.folder });
    expect(diagnostics).toEqual([]);
    expect(files[0]?.text).toContain(expected);
    expect(files[0]?.text).toContain("from '../../api/a'");
  });

  it('end like those of the source', () => {
    using project = workspace(
      { ...sources, 'api/a.ts': sources['api/a.ts'].replace('../types', '../types.ts') },
      { allowImportingTsExtensions: true },
    );
    expect(project.generate('api/a.ts').files[0]?.text).toContain("from '../types.ts'");
  });

  it('name packages as the sources do', () => {
    using project = workspace({
      'node_modules/pkg/package.json':
        '{ "name": "pkg", "type": "module", "exports": { ".": "./index.js", "./sub": "./sub.js" } }',
      'node_modules/pkg/index.d.ts': "export type { Deep as Shown } from './deep.js';",
      'node_modules/pkg/deep.d.ts': 'export interface Deep { hidden: Hidden } interface Hidden { x: number }',
      'node_modules/pkg/sub.d.ts': 'export namespace Sub { interface Inner { y: string } }',
      'a.ts':
        "import type { Shown } from 'pkg';\nimport type { Sub } from 'pkg/sub';\nexport interface A { m(s: Shown): Sub.Inner }",
    });
    const { files, diagnostics } = project.generate('a.ts');
    expect(diagnostics).toEqual([]);
    const text = files[0]?.text ?? '';
    expect(text).toContain("import type { Shown } from 'pkg';");
    expect(text).toContain("import type { Sub } from 'pkg/sub';");
    expect(text).toContain('zod.ZodType<Sub.Inner>');
    expect(text).toContain('type Hidden = { x: number };');
  });

  it('step aside for names that the file needs itself', async () => {
    using project = workspace({
      'types.ts':
        'export interface Promise { a: string }\nexport interface z { b: string }\nexport interface AClient { c: string }\nexport interface once { d: string }',
      'a.ts':
        "import type { AClient, once, Promise as P, z } from './types.js';\nexport interface A { m(p: P, z: z, client: AClient, once: once): void }",
    });
    const { diagnostics } = project.generate('a.ts');
    expect(diagnostics).toEqual([]);
    await expect(project.typeCheck()).resolves.toBe('');
  });
});

it('a folder in the place of a file is refused by its name', () => {
  using project = workspace({ 'a.ts': GREETER });
  mkdirSync(project.path('gen/a.flipcall.ts'), { recursive: true });
  const { files } = generate({ files: ['a.ts'], outDir: 'gen', cwd: project.folder });
  const [fault] = writeFiles(files).diagnostics;
  expect(fault).toMatchObject({ code: 'FC1008', file: project.path('gen/a.flipcall.ts') });
  expect(fault?.message).not.toContain('.tmp');
  expect(readdirSync(project.path('gen'))).toEqual(['a.flipcall.ts']);
});

it('a folder without permission is refused', () => {
  if (process.getuid?.() === 0) return;
  using project = workspace({ 'a.ts': GREETER });
  mkdirSync(project.path('locked'));
  chmodSync(project.path('locked'), 0o500);
  const { files } = generate({ files: ['a.ts'], outDir: join('locked', 'gen'), cwd: project.folder });
  expect(writeFiles(files).diagnostics).toMatchObject([{ code: 'FC1008' }]);
});
