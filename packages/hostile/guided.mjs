// The coverage-guided part of `npm run fuzz`: datagrams change at random, and those that reach a place, or reach it more
// often, than any before are kept and changed further. The frame and codec layers run in this process, with counters in
// them. (The prebuilt fuzzers on npm want a newer glibc than Debian 12 has.)
// Usage: guided.mjs --seconds N --seed S [--input HEX]
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anyDatagram } from './dist/frames.js';
import { Random } from './dist/random.js';
import { Coverage } from './instrument.mjs';
import { mutate } from './mutate.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '0' },
    input: { type: 'string' },
  },
});
const random = new Random(Number(values.seed));
const coverage = await Coverage.load();
const { takeHostileDatagrams } = coverage.target;
/** An answer that takes longer than this costs the peer nothing and us a lot. */
const LONGEST_MS = 2000;

/** @type {Buffer} */
let running = Buffer.alloc(0);
process.on('unhandledRejection', found);
process.on('uncaughtException', found);

/** An input: the first byte chooses the side, the second how the rest is cut into datagrams. */
async function run(/** @type {Buffer} */ input) {
  running = input;
  const cut = Math.min((input[1] ?? 0) * 4, input.length - 2);
  const started = performance.now();
  await takeHostileDatagrams(
    [input.subarray(2, 2 + cut), input.subarray(2 + cut)],
    (input[0] ?? 0) % 2 === 1,
  );
  const tookMs = performance.now() - started;
  if (tookMs > LONGEST_MS) throw new Error(`one input took ${Math.round(tookMs)} ms`);
}

/** @returns {never} */
function found(/** @type {unknown} */ error) {
  console.error(error);
  console.error(`Repeat it with: node packages/hostile/guided.mjs --input ${running.toString('hex')}`);
  // Not console.log: the process ends here, and the line must be out.
  writeSync(1, '0 passed, 1 failed\n');
  process.exit(1);
}

if (values.input !== undefined) {
  await run(Buffer.from(values.input, 'hex'));
  process.exit(0);
}

/** @type {Buffer[]} */
const corpus = [];
let inputs = 0;
const until = performance.now() + Number(values.seconds) * 1000;
while (performance.now() < until) {
  const fresh = inputs < 300 || random.oneIn(10);
  const input = fresh
    ? Buffer.from([random.below(2), random.below(64), ...anyDatagram(random)])
    : mutate(random, corpus, anyDatagram);
  inputs++;
  try {
    await run(input);
  } catch (error) {
    found(error);
  }
  if (coverage.gained()) corpus.push(input);
  // Timers and handlers of earlier inputs get their turn.
  if (inputs % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
}
console.log(
  `seed ${values.seed}: ${inputs} inputs to the frame and codec layers, ${corpus.length} kept; ${coverage.summary()}`,
);
console.log('1 passed, 0 failed');
process.exit(0);
