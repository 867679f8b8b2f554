// The other process in the endpoint tests: a server on descriptor 3. Usage: endpoint-peer.mjs <length> <sync|promise>
import { Endpoint, EndpointSide } from '../dist/index.js';

const [, , length, form] = process.argv;
const endpoint = new Endpoint(EndpointSide.Server, { fd: 3, offset: 0, length: Number(length) });

/** Answers each datagram with its complement, in one of the same length, until it gets an empty one. */
function answer(received) {
  endpoint.data.set(endpoint.data.slice(0, received).map((byte) => ~byte));
  return received;
}

if (form === 'sync') {
  for (let received = endpoint.recvFirstSync(); received > 0; )
    received = endpoint.sendRecvSync(answer(received));
} else {
  for (let received = await endpoint.recvFirst(); received > 0; )
    received = await endpoint.sendRecv(answer(received));
}
endpoint.data.set(new TextEncoder().encode('bye'));
endpoint.sendLast(3);
