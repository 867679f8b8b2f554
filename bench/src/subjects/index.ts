import type { Subject } from '../scenario.js';
import { cpp } from './cpp.js';
import { flipcall } from './flipcall.js';
import { flipcallGo } from './flipcall-go.js';
import { go } from './go.js';
import { jsonRoundtrip } from './json-roundtrip.js';
import { unixSocketMsgpackr } from './unix-socket-msgpackr.js';

/** In the order of the report. */
export const subjects: readonly Subject[] = [
  cpp,
  flipcall,
  go,
  flipcallGo,
  jsonRoundtrip,
  unixSocketMsgpackr,
];
