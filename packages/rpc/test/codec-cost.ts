// What the codecs of the benchmark's message cost, after `npm run build`:
// node packages/rpc/test/run-typescript.cjs packages/rpc/test/codec-cost.ts
import { Echo } from '../../../bench/src/gen/echo.flipcall.js';
import { compactCodec, plainCodec } from '../src/codec/codec-of.js';
import { Reader } from '../src/wire/reader.js';
import { Writer } from '../src/wire/writer.js';

const ROUNDS = 300;
const CALLS = 5000;
const message = { name: 'hello world', a: 42, v: [1.5, 2.5, 3.5] };
const bytes = new Uint8Array(4096);
const spec = Echo.methods.find(({ name }) => name === 'echo');
if (spec === undefined) throw new TypeError('the service of the benchmark has no echo');

/** Nanoseconds in the best of many rounds: whatever else the machine does only adds to it. */
function fastest(step: () => void): string {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let call = 0; call < CALLS; call++) step();
    best = Math.min(best, ((performance.now() - start) / CALLS) * 1e6);
  }
  return `${best.toFixed(0).padStart(5)} ns`;
}

for (const [name, codec] of [
  ['agreed contract', compactCodec('Echo/echo', spec)],
  ['any contract', plainCodec('Echo/echo', spec)],
] as const) {
  const writer = new Writer();
  const reader = new Reader();
  const write = (): void => {
    writer.target(bytes, 0);
    codec.args.write(writer, [message]);
  };
  write();
  const length = writer.position;
  const read = (): unknown => {
    reader.reset(bytes, length);
    return codec.args.read(reader) as readonly unknown[];
  };
  console.log(`${name.padEnd(16)} write ${fastest(write)}, read and check ${fastest(read)}, ${length} bytes`);
}
console.log(`JSON.parse(JSON.stringify(message)) ${fastest(() => JSON.parse(JSON.stringify(message)))}`);
