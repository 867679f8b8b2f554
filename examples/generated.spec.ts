import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate } from '@flipcall/codegen';

/** The folders with generated code in them, and what it was made from. */
test.each([
  ['hello', 'src/greeter.ts'],
  ['plugin-sandbox', 'src/plugin.ts'],
  ['search', 'src/search.ts'],
  ['sync-bridge', 'src/formatter.ts'],
  ['../bench', 'src/echo.ts'],
  ['../packages/conformance', 'src/interop.ts'],
  ['../packages/conformance', 'src/interop-later.ts'],
  ['../packages/conformance', 'src/own.ts'],
])('the committed stubs of %s are what `flipcall generate` makes of %s today', (folder, source) => {
  const cwd = fileURLToPath(new URL(folder, import.meta.url));
  const { files, diagnostics } = generate({ files: [source], outDir: 'src/gen', cwd });
  expect(diagnostics).toEqual([]);
  expect(files).toHaveLength(1);
  // After a change to the generator: `pnpm -r generate`.
  for (const { path, text } of files) expect(readFileSync(path, 'utf8')).toBe(text);
});
