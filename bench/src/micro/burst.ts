import { setTimeout as rest } from 'node:timers/promises';
import { message } from '../message.js';
import { connect } from '../subjects/flipcall/client.js';
import { flipcall } from '../subjects/flipcall/subject.js';

const RESTS_MS = [0, 1, 8, 100];
const BURST_MS = 10;
const EDGES_MS = [0.25, 0.5, 1, 2, 5, BURST_MS];
const ROUNDS = 30;

/**
 * How long awaited calls in a row take after a rest, by how long they have been going on: the scheduler may have put the two processes
 * on one CPU meanwhile. `node dist/micro/burst.js`
 */
const served = await flipcall.service?.serve({});
if (served === undefined) throw new Error('flipcall serves nothing');
const connection = await connect(served.address);
for (let i = 0; i < 300_000; i++) await connection.echo(message);

for (const restMs of RESTS_MS) {
  const calls = EDGES_MS.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    await rest(restMs);
    const start = performance.now();
    for (;;) {
      await connection.echo(message);
      const since = performance.now() - start;
      if (since > BURST_MS) break;
      const slot = EDGES_MS.findIndex((edge) => since <= edge);
      calls[slot] = (calls[slot] ?? 0) + 1;
    }
  }
  const costs = EDGES_MS.map((edge, i) => {
    const width = edge - (EDGES_MS[i - 1] ?? 0);
    return `until ${edge} ms ${((width * 1000 * ROUNDS) / (calls[i] ?? 0)).toFixed(2)}`;
  });
  console.log(`after ${restMs} ms of rest, µs per call: ${costs.join(', ')}`);
}
connection.close();
await served.stop();
