import type { Subject } from '../../scenario.js';
import { selfMeasured } from '../self-measured.js';
import { buildGoPeer, goPeer } from './go-peer.js';

export const go: Subject = {
  name: 'go',
  about: "gVisor's own flipcall, two Go processes",
  makeReady: buildGoPeer,
  measureHandoff: async () => selfMeasured(goPeer, (seconds) => ['bench', '-seconds', String(seconds)]),
};
