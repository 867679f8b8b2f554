// Maps a window of a gigabyte where half of one is left; then goes on.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Endpoint, EndpointSide, PacketWindowAllocator } from '@flipcall/core';

const pages = Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[0]);
execFileSync('prlimit', ['--pid', String(process.pid), `--as=${pages * 4096 + 2 ** 29}`]);
const allocator = new PacketWindowAllocator();
try {
  new Endpoint(EndpointSide.Client, allocator.allocate(2 ** 30));
} catch (error) {
  console.log(String(error));
}
new Endpoint(EndpointSide.Client, allocator.allocate(4096)).destroy();
console.log('goes on');
