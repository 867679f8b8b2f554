// Reads a stream of 1 GiB from the server on the path that it is given, resting now and then, and prints by how much its own
// memory grew.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { openCaller } from '../src/client.js';
import { connect } from '../src/connect.js';
import { Streams } from './stream-service.js';

const CHUNK_BYTES = 65_536;
const CHUNKS = 16_384;

/** The most memory that this process ever had in RAM, in KiB. */
function peakKib(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

const [, , path = ''] = process.argv;

async function run(): Promise<void> {
  const session = await connect(path);
  const caller = openCaller(session, Streams);
  const index = Streams.methods.findIndex(({ name }) => name === 'chunks');
  for await (const _ of caller.serverStream(index, [8, CHUNK_BYTES])); // warms up
  const before = peakKib();
  let bytes = 0;
  let count = 0;
  for await (const chunk of caller.serverStream<Uint8Array>(index, [CHUNKS, CHUNK_BYTES])) {
    bytes += chunk.byteLength;
    if (++count % 64 === 0) await delay(1);
  }
  process.stdout.write(`${bytes} ${peakKib() - before}\n`);
  session.close();
}

void run();
