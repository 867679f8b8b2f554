import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from './setup.mjs';
import { capture, root, run } from './step.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** `npm test`: every test there is; the arguments go to jest and then only jest runs. */
export default async function test(/** @type {string[]} */ args) {
  await setUp();
  const results = [await jestTests(args)];
  if (args.length === 0) results.push(await nativeTests());
  return close(results.reduce(add));
}

/** Prints the closing line; gives back the exit code. */
export function close(/** @type {Counts} */ { passed, failed, skipped }) {
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 ? 1 : 0;
}

/**
 * @param {Counts} a
 * @param {Counts} b
 */
function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * @param {string[]} args
 * @param {string} [node] the program that runs them
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<Counts>}
 */
export async function jestTests(args, node = process.execPath, env = process.env) {
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-test-'));
  try {
    const report = join(folder, 'jest.json');
    const jest = 'node_modules/jest/bin/jest.js';
    const code = await run(node, [jest, '--json', `--outputFile=${report}`, ...args], { env });
    return countJest(code, existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {number} code
 * @param {undefined | { numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numRuntimeErrorTestSuites: number }} report
 * @returns {Counts}
 */
export function countJest(code, report) {
  // Jest that died, or fails for a reason of its own (an open handle, a threshold), must not count as green.
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The C++ tests, which need no Node. @returns {Promise<Counts>} */
async function nativeTests() {
  const runner = 'packages/native/test/run.mjs';
  if (!existsSync(join(root, runner))) return { passed: 0, failed: 0, skipped: 0 };
  const { code, output } = await capture(process.execPath, [runner]);
  process.stdout.write(output);
  return countClosingLine(code, output);
}

/**
 * Reads the line `N passed, N failed` (and perhaps `, N skipped`) that our own runners end with.
 *
 * @param {number | string} code
 * @param {string} output
 * @returns {Counts}
 */
export function countClosingLine(code, output) {
  const line = output
    .trimEnd()
    .split('\n')
    .findLast((text) => /^\d+ passed, \d+ failed/.test(text));
  const [passed = 0, failed = 0, skipped = 0] = (line?.match(/\d+/g) ?? []).map(Number);
  const died = code !== 0 && failed === 0;
  return { passed, failed: died || line === undefined ? failed + 1 : failed, skipped };
}
