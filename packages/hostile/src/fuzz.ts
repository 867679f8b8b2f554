// Lets hostile peers at a server and at clients of ours. scripts/fuzz.mjs runs it.
// Usage: fuzz.js --seconds N --seed S [--round R]; the last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from './options.js';
import { PreyProcess } from './prey-process.js';
import { ROUNDS } from './rounds.js';

const values = optionsOf({ seconds: '10', seed: String(Date.now() % 1_000_000), round: undefined });
const seed = Number(values.seed);
const until = performance.now() + Number(values.seconds) * 1000;
const folder = mkdtempSync(join(tmpdir(), 'flipcall-fuzz-'));
const path = join(folder, 'prey.sock');
const MILLISECONDS = 1500;

const prey = await PreyProcess.start(path);
process.on('unhandledRejection', (reason) => {
  throw reason;
});

let passed = 0;
let failed = 0;
const only = values.round === undefined ? undefined : Number(values.round);
for (let index = only ?? 0; performance.now() < until || passed + failed === 0; index++) {
  const round = ROUNDS[index % ROUNDS.length];
  if (round === undefined) break;
  try {
    const running = round.run({ seed: seed + index, milliseconds: MILLISECONDS, folder, path, prey });
    running.catch(() => undefined); // Should the server end first, that is what is told.
    const death = prey.exited.then((how) => Promise.reject(new Error(`the server ${how}`)));
    await Promise.race([running, death, watchdog()]);
    passed++;
  } catch (error) {
    failed++;
    console.error(
      `round ${index} (${round.name}) failed; repeat it with --seed ${seed} --round ${index}:`,
      error,
    );
    break;
  }
  if (only !== undefined) break;
}

if (failed > 0) prey.kill();
const end = await prey.stop();
if (failed === 0 && end !== 'ended with 0') {
  failed++;
  console.error(`the server ${end}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(`seed ${seed}: ${passed} rounds of hostile peers`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** Whoever takes this long hangs. */
function watchdog(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('hangs')), 60_000).unref();
  });
}
