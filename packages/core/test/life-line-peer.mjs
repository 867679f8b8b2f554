// The other process in the tests of life lines: a server on descriptor 3 whose parent holds the other end of descriptor 4.
// Usage: life-line-peer.mjs <length> <behaviour>
import { Endpoint, EndpointSide } from '../dist/index.js';

const [, , length, behaviour] = process.argv;
const endpoint = new Endpoint(EndpointSide.Server, { fd: 3, offset: 0, length: Number(length) });
const dieNow = () => process.kill(process.pid, 'SIGKILL');

if (behaviour === 'dies before it shakes hands') dieNow();
endpoint.recvFirstSync();
if (behaviour === 'shuts down and dies') endpoint.shutdown();
if (behaviour === 'answers and dies') endpoint.sendLast(7);
dieNow();
