// Connects without a descriptor left, and again when there are some. Usage: connect-without-descriptors.js <path>
import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect } from '@flipcall/rpc';

const path = process.argv[2] ?? '';
execFileSync('prlimit', ['--pid', String(process.pid), '--nofile=64']);
const taken: number[] = [];
try {
  for (;;) taken.push(openSync('/dev/null', 'r'));
} catch {
  // All are taken now.
}
try {
  await connect({ path, handshakeTimeoutMs: 1000 });
} catch (error) {
  console.log(String(error));
}
for (const fd of taken) closeSync(fd);
const session = await connect(path);
session.close();
console.log('ok');
