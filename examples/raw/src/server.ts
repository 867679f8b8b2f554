import { Endpoint, EndpointSide, ShutdownError } from '@flipcall/core';
import { WINDOW_FD, WINDOW_LENGTH } from './window.js';

using endpoint = new Endpoint(EndpointSide.Server, { fd: WINDOW_FD, offset: 0, length: WINDOW_LENGTH });

/** Answers the datagram of `length` bytes that is in the window; returns the answer's length. */
function answer(length: number): number {
  // Decoded from a copy: the peer can change the window while we look.
  const request = new TextDecoder().decode(endpoint.data.slice(0, length));
  console.log(`server: received ${request}`);
  return endpoint.newWriter().write(new TextEncoder().encode(request.replace('request', 'response')));
}

// This process has nothing else to do, so it may block.
try {
  for (let length = endpoint.recvFirstSync(); ; ) length = endpoint.sendRecvSync(answer(length));
} catch (error) {
  if (!(error instanceof ShutdownError)) throw error;
}
