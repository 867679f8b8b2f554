import { startProgram } from '../../peer-process.js';
import type { Subject } from '../../scenario.js';
import { openEndpointHandoff } from '../flipcall/endpoint-handoff.js';
import { buildGoPeer, goPeer } from './go-peer.js';

export const flipcallGo: Subject = {
  name: 'flipcall-go',
  about: "our blocking client, gVisor's own endpoint in a Go process as the server",
  makeReady: buildGoPeer,
  openHandoff: () =>
    openEndpointHandoff(({ fd, offset, length }) =>
      startProgram(goPeer, ['serve', '-fd', '3', '-offset', String(offset), '-length', String(length)], [fd]),
    ),
};
