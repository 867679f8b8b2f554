import { Endpoint, EndpointSide, ShutdownError } from '@flipcall/core';
import { announceReady } from '../../peer-process.js';

/** The first descriptor that `startPeer` hands on. */
const WINDOW_FD = 4;

const [, , offset, length] = process.argv;
const window = { fd: WINDOW_FD, offset: Number(offset), length: Number(length) };
const endpoint = new Endpoint(EndpointSide.Server, window);
announceReady();
try {
  endpoint.recvFirstSync();
  for (;;) endpoint.sendRecvSync(0);
} catch (error) {
  if (!(error instanceof ShutdownError)) throw error;
}
process.disconnect();
