import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, where every step runs unless told otherwise. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A failure whose message says all that the user needs; it is shown without a stack. */
export class StepError extends Error {
  expected = true;
}

/**
 * Runs a command whose output is of interest only when it fails: one line says what is going on and how long it took.
 *
 * @param {string} title what the user sees
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<void>} rejects with a `StepError` when the command fails or is not there
 */
export async function step(title, command, args, options = {}) {
  process.stderr.write(`${title} …`);
  const start = performance.now();
  const { code, output } = await capture(command, args, options);
  if (code === 0) {
    process.stderr.write(` ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stderr.write(` failed\n${output}\n`);
  throw new StepError(`${title} failed (${[command, ...args].join(' ')} ended with ${code}).`);
}

/**
 * Runs a command and collects what it prints, both streams together.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<{ code: number | string, output: string }>} the exit code, or the name of what ended or prevented it
 */
export function capture(command, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: error.message, output: '' }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? signal ?? 'unknown', output: Buffer.concat(chunks).toString() }),
    );
  });
}

/**
 * Runs a command in the user's terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<number>} the exit code; 128 + the signal's number as in a shell when a signal ended it
 */
export function run(command, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
