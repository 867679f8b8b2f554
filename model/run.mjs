// `npm run model`: has SPIN explore every part of parts.mjs, and every break of it. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingMirrors } from './mirrors.mjs';
import { parts } from './parts.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'flipcall-model-'));

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function capture(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** How the verifier is compiled and run. */
const checks = {
  end: { compile: ['-DSAFETY'], run: [] },
  always: { compile: [], run: ['-a', '-f'] },
};

/**
 * @param {import('./parts.mjs').Part} part
 * @param {readonly string[]} defines
 * @param {string} name of a folder
 * @returns {Promise<{ verdict: 'holds' | 'refuted' | 'unknown', states: number, seconds: number, output: string }>}
 */
async function explore(part, defines, name) {
  const cwd = mkdtempSync(join(scratch, `${name}-`));
  const started = performance.now();
  const result = (/** @type {'holds' | 'refuted' | 'unknown'} */ verdict, /** @type {string} */ output) => ({
    verdict,
    states: Number(/(\d+) states, stored/.exec(output)?.[1] ?? 0),
    seconds: (performance.now() - started) / 1000,
    output,
  });
  const spin = await capture(
    'spin',
    [...defines.map((define) => `-D${define}`), '-a', join(folder, part.model)],
    cwd,
  );
  if (spin.code !== 0) return result('unknown', spin.output);
  const { compile, run } = checks[part.check];
  const compiler = process.env['CC'] ?? 'cc';
  const built = await capture(compiler, ['-O2', '-w', ...compile, '-o', 'pan', 'pan.c'], cwd);
  if (built.code !== 0) return result('unknown', built.output);
  const { output } = await capture('./pan', [...run, '-m1000000', '-w24'], cwd);
  if (/errors: [1-9]/.test(output)) return result('refuted', output);
  // Anything short of the whole state space proves nothing.
  const whole =
    /errors: 0/.test(output) && !/max search depth too small|Search not completed|out of memory/.test(output);
  return result(whole ? 'holds' : 'unknown', output);
}

/** @type {(() => Promise<boolean>)[]} */
const tasks = parts.flatMap((part, index) => {
  const defines = part.with ?? [];
  return [
    async () => {
      const { verdict, states, seconds, output } = await explore(part, defines, `part${index}`);
      const passed = verdict === 'holds';
      console.log(
        `${passed ? 'ok    ' : 'FAILED'} ${part.name}: ${verdict} in all ${states} states (${seconds.toFixed(1)} s)`,
      );
      if (!passed) console.log(output.slice(0, 2000));
      return passed;
    },
    ...Object.entries(part.breaks).map(([define, mistake]) => async () => {
      const { verdict, output } = await explore(part, [...defines, define], `part${index}`);
      const passed = verdict === 'refuted';
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${part.name}: ${verdict} when ${mistake}`);
      if (!passed) console.log(output.slice(0, 2000));
      return passed;
    }),
  ];
});

if ((await capture('spin', ['-V'], folder)).code !== 0) {
  console.error('The model needs SPIN, on Debian and Ubuntu: `sudo apt-get install spin`.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const missing = missingMirrors(join(folder, '..'));
for (const problem of missing) console.log(`FAILED ${problem}`);

let passed = 0;
let failed = missing.length;
const waiting = [...tasks];
const worker = async () => {
  for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
    if (await task()) passed++;
    else failed++;
  }
};
try {
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
