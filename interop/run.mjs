// `npm run interop`: our endpoint against gVisor's own. Arguments go to jest. The last line is `N passed, N failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from '../scripts/setup.mjs';
import { run } from '../scripts/step.mjs';
import { countJest } from '../scripts/test.mjs';
import { findGopath, HOW_TO_GET_IT } from './go.mjs';

if (findGopath() === undefined) {
  // A machine that promises to test everything must not pass by testing nothing.
  const maySkip = !process.env['CI'];
  console.log(
    `interop: ${maySkip ? 'skipped' : 'failed'}, Go or gVisor's flipcall is missing; get them with: ${HOW_TO_GET_IT}`,
  );
  process.exitCode = maySkip ? 0 : 1;
} else {
  await setUp();
  process.exitCode = await runTests(process.argv.slice(2));
}

/** @param {string[]} args */
async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-interop-'));
  try {
    const report = join(folder, 'jest.json');
    const config = fileURLToPath(new URL('jest.config.mjs', import.meta.url));
    const jest = 'node_modules/jest/bin/jest.js';
    const code = await run(process.execPath, [
      jest,
      `--config=${config}`,
      '--json',
      `--outputFile=${report}`,
      ...args,
    ]);
    const counts = countJest(code, existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined);
    console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
    return counts.failed > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
