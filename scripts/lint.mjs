import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { capture, root } from './step.mjs';

const { isExecutable } = createRequire(import.meta.url)('./requirements.cjs');

/** `npm run lint`: everything that can be said about the sources without running them. */
export default async function lint() {
  await setUp();
  const node = process.execPath;
  const checks = [
    {
      name: 'biome',
      command: [node, 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
    },
    { name: 'types', command: [node, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.lint.json'] },
    { name: 'layers', command: [node, 'scripts/layers.mjs'] },
  ];
  if (isExecutable('clang-format', process.env['PATH'])) {
    checks.push({ name: 'clang-format', command: ['clang-format', '--dry-run', '-Werror', ...cppFiles()] });
  } else {
    console.log('clang-format: skipped, it is not installed (Debian package clang-format)');
  }

  let failed = 0;
  for (const { name, command } of checks) {
    const [program = '', ...args] = command;
    const { code, output } = await capture(program, args);
    console.log(`${name}: ${code === 0 ? 'ok' : 'failed'}`);
    if (code === 0) continue;
    failed += 1;
    console.log(output);
  }
  return failed > 0 ? 1 : 0;
}

/** @returns {string[]} */
function cppFiles() {
  const folder = 'packages/native';
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(src|test)\/.*\.(cc|h)$/.test(file))
    .map((file) => join(folder, file));
}
