import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf } from './imports.mjs';
import { layerProblems } from './layers.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const folder of ['packages', 'examples', 'bench']) mkdirSync(join(root, folder));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The problems of a tree that holds just these files. */
function problemsOf(files: Record<string, string>): string[] {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return layerProblems(root);
}

test('this repository keeps to its layers', () => {
  expect(layerProblems(fileURLToPath(new URL('..', import.meta.url)))).toEqual([]);
});

test('imports along the arrows are let through', () => {
  expect(
    problemsOf({
      'packages/core/src/a.ts': `import { x } from '@flipcall/native'; import { b } from './b.js';`,
      'packages/core/src/b.ts': `export const b = 1;`,
      'packages/rpc/src/session-transport.ts': `import { y } from '@flipcall/core';`,
      'packages/rpc/src/codec.ts': `import { Packr } from 'msgpackr';`,
      'packages/codegen/src/read/read-type.ts': `import { Project } from 'typescript';`,
      'examples/hello/src/client.ts': `import { connect } from '@flipcall/rpc';`,
      'examples/hello/src/gen/a.flipcall.ts': `import { openCaller } from '@flipcall/rpc/codegen-v1';`,
    }),
  ).toEqual([]);
});

test.each([
  ['native', 'core', `import { x } from '@flipcall/core';`],
  ['core', 'rpc', `export * from '@flipcall/rpc';`],
  ['rpc', 'native', `import type { x } from '@flipcall/native';`],
  ['rpc', 'core', `const x = await import('@flipcall/core');`],
  ['codegen', 'rpc', `export type X = import('@flipcall/rpc').X;`],
  ['codegen', 'core', `require('@flipcall/core');`],
])('an import in %s of %s is refused', (from, to, text) => {
  expect(problemsOf({ [`packages/${from}/src/a.ts`]: text })).toEqual([
    expect.stringContaining(`packages/${from}/src/a.ts imports @flipcall/${to}`),
  ]);
});

test('a relative import that leaves its package is refused', () => {
  const problems = problemsOf({ 'packages/rpc/src/a.ts': `import { x } from '../../core/src/index.js';` });
  expect(problems).toEqual([expect.stringContaining('imported by its name')]);
});

test('generated code that imports anything but the door is refused', () => {
  const file = 'examples/hello/src/gen/a.flipcall.ts';
  expect(problemsOf({ [file]: `import 'node:fs'; import 'zod'; import '@flipcall/rpc';` })).toHaveLength(3);
});

test('a second file that imports msgpackr is refused', () => {
  const text = `import { Packr } from 'msgpackr';`;
  expect(problemsOf({ 'packages/rpc/src/a.ts': text, 'packages/rpc/src/b.ts': text })).toEqual([
    expect.stringContaining('one file is enough'),
  ]);
});

test('the compiler outside of the reader is refused', () => {
  const problems = problemsOf({ 'packages/codegen/src/emit.ts': `import { Node } from 'typescript';` });
  expect(problems).toEqual([expect.stringContaining('packages/codegen/src/emit.ts')]);
});

test('a circle of files is refused, one of types is not', () => {
  const files = {
    'packages/core/src/a.ts': `import { b } from './b.js';`,
    'packages/core/src/b.ts': `import { c } from './c.js';`,
    'packages/core/src/c.ts': `import { a } from './a.js';`,
  };
  expect(problemsOf(files)).toEqual([
    'a circle of imports: packages/core/src/a.ts -> packages/core/src/b.ts -> packages/core/src/c.ts -> packages/core/src/a.ts',
  ]);
  expect(problemsOf({ ...files, 'packages/core/src/c.ts': `import type { a } from './a.js';` })).toEqual([]);
});

test('tests may import whatever they want to prove', () => {
  const text = `import '@flipcall/rpc';`;
  expect(problemsOf({ 'packages/core/src/a.spec.ts': text, 'packages/core/test/a.ts': text })).toEqual([]);
});

test('a specifier that stands only in a comment or a string is no import', () => {
  expect(importsOf(`// import '@flipcall/rpc'\nexport const x = "import '@flipcall/rpc'";`)).toEqual([]);
});
