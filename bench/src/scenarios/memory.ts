import v8 from 'node:v8';
import vm from 'node:vm';
import { expectEcho, message } from '../message.js';
import { residentMemory } from '../resident-memory.js';
import type { BlockingEcho, Round, Scenario } from '../scenario.js';

const ROUNDS = 3;

/** With the round that warms up, 10 million in all. */
const CALLS_PER_ROUND = 10_000_000 / (ROUNDS + 1);

/** Ours and the yardstick; the others would take many minutes for so many calls. */
const measured: readonly string[] = ['flipcall', 'json-roundtrip'];

/** Few enough that no garbage is collected meanwhile. */
const CALLS_BETWEEN_COLLECTIONS = 1000;

export const memory: Scenario = {
  name: 'memory',
  about: '10 million blocking calls: what one allocates, and what is still held after all of them',
  rounds: ROUNDS,
  prepare({ name, openBlockingEcho }) {
    if (!openBlockingEcho || !measured.includes(name)) return undefined;
    return async () => {
      v8.setFlagsFromString('--expose-gc');
      // The cast: what `--expose-gc` puts into a new context is just this function.
      const collectGarbage = vm.runInNewContext('gc') as () => void;
      const opened = await openBlockingEcho();
      expectEcho(opened.echo(message));
      for (let i = 0; i < 100_000; i += 1) opened.echo(message);
      const before = held(opened, collectGarbage);
      return {
        round: async () => callMany(opened, collectGarbage, before),
        close: () => opened.close(),
      };
    };
  },
};

/** Bytes held by this process's heap, and by the other process. */
function held(opened: BlockingEcho, collectGarbage: () => void): readonly [number, number] {
  collectGarbage();
  const peers = opened.peerPids.reduce((sum, pid) => sum + residentMemory(pid).anonymous, 0);
  return [process.memoryUsage().heapUsed, peers];
}

function callMany(
  opened: BlockingEcho,
  collectGarbage: () => void,
  [heapBefore, peersBefore]: readonly [number, number],
): Round {
  collectGarbage();
  const usedBefore = process.memoryUsage().heapUsed;
  for (let i = 0; i < CALLS_BETWEEN_COLLECTIONS; i += 1) opened.echo(message);
  const allocated = process.memoryUsage().heapUsed - usedBefore;
  const start = performance.now();
  for (let i = 0; i < CALLS_PER_ROUND; i += 1) opened.echo(message);
  const meanNs = ((performance.now() - start) * 1e6) / CALLS_PER_ROUND;
  const [heap, peers] = held(opened, collectGarbage);
  return {
    p50Ns: meanNs,
    p99Ns: meanNs,
    meanNs,
    opsPerSec: 1e9 / meanNs,
    callsPerSample: CALLS_PER_ROUND,
    figures: {
      allocatedBytesPerCall: allocated / CALLS_BETWEEN_COLLECTIONS,
      retainedBytes: heap - heapBefore,
      retainedByServerBytes: peers - peersBefore,
    },
  };
}
