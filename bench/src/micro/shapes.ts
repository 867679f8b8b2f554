import { fileURLToPath } from 'node:url';
import { spawnSession } from '@flipcall/rpc';
import { createShapesSyncClient } from '../gen/shapes.flipcall.js';
import type { Tree, UiEvent, User } from '../shapes.js';
import { quantile } from '../statistics.js';

/** What a blocking call into another process takes with messages of many shapes, beside a JSON round trip of each: `node dist/micro/shapes.js [SHAPE]` */
const WARM_UP_MS = 500;
const MEASURE_MS = 1000;

const user: User = {
  id: 70_000,
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  nickname: 'ada',
  active: true,
  role: 'editor',
  address: { street: "12 St James's Square", city: 'London', zip: null, country: 'DE' },
  tags: ['mathematics', 'poetry'],
  score: 3.5,
  createdAt: new Date(1_700_000_000_123),
};
const several: readonly UiEvent[] = [
  { type: 'click', x: 120, y: 7, target: 'button' },
  { type: 'key', key: 'Enter', shift: false },
  { type: 'scroll', by: 1.5 },
];
const hundred = Array.from({ length: 100 }, (_, index) => index);
const events = hundred.map((index) => several[index % several.length] as UiEvent); // below its length
const tree = (depth: number): Tree => ({
  value: depth,
  children: depth === 0 ? [] : [tree(depth - 1), tree(depth - 1)],
});
const entries = Object.fromEntries(hundred.slice(0, 20).map((index) => [`key${index}`, index]));
const words = 'hello world, twenty.';

using session = await spawnSession(process.execPath, [
  fileURLToPath(new URL('shapes-server.js', import.meta.url)),
]);
const shapes = createShapesSyncClient(session);

const [, , only = ''] = process.argv;
console.log('shape                     call       JSON  call/JSON');
measure('a record of ten', user, (value) => shapes.record(value));
measure('100 of them', new Array<User>(100).fill(user), (value) => shapes.records(value));
measure('100 events', events, (value) => shapes.events(value));
measure('a tree of 127', tree(6), (value) => shapes.tree(value));
measure('a dictionary of 20', entries, (value) => shapes.dictionary(value));
measure('100 whole numbers', hundred, (value) => shapes.numbers(value));
const fractions = hundred.map((number) => number + 0.5);
measure('100 fractions', fractions, (value) => shapes.numbers(value));
for (const times of [1, 10, 500]) {
  const text = words.repeat(times);
  measure(`text of ${text.length.toLocaleString('en')}`, text, (value) => shapes.text(value));
}
measure('a date', user.createdAt, (value) => shapes.date(value));
measure('any JSON', { a: 1, b: [1, 2, { c: 'x' }] }, (value) => shapes.unknown(value));

function measure<T>(name: string, value: T, call: (value: T) => unknown): void {
  if (!name.includes(only)) return;
  const ours = typical(() => call(value));
  const json = typical(() => JSON.parse(JSON.stringify(value)));
  console.log(name.padEnd(20), micros(ours), micros(json), (ours / json).toFixed(2).padStart(10));
}

/** How long one takes in the middle of many rounds, in nanoseconds. */
function typical(step: () => unknown): number {
  const began = performance.now();
  let warm = 0;
  for (; performance.now() - began < WARM_UP_MS; warm++) step();
  const rounds: number[] = [];
  const count = Math.ceil(warm / WARM_UP_MS);
  for (const end = performance.now() + MEASURE_MS; performance.now() < end; ) {
    const start = performance.now();
    for (let i = 0; i < count; i++) step();
    rounds.push(((performance.now() - start) / count) * 1e6);
  }
  return quantile(
    rounds.sort((one, other) => one - other),
    0.5,
  );
}

function micros(nanoseconds: number): string {
  return `${(nanoseconds / 1000).toFixed(2)} µs`.padStart(10);
}
