import type { Subject } from '../scenario.js';
import { atomicsWait } from './atomics-wait/subject.js';
import { birpc } from './birpc/subject.js';
import { capnweb } from './capnweb/subject.js';
import { comlink } from './comlink/subject.js';
import { connect } from './connect/subject.js';
import { cpp } from './cpp.js';
import { flipcall } from './flipcall/subject.js';
import { flipcallBorrow } from './flipcall-borrow/subject.js';
import { flipcallGo } from './go/flipcall-go.js';
import { go } from './go/go.js';
import { grpcJs } from './grpc-js/subject.js';
import { jsonRoundtrip } from './json-roundtrip.js';
import { memcpy } from './memcpy.js';
import { processSendAdvanced, processSendJson } from './process-send/subjects.js';
import { synckit } from './synckit/subject.js';
import { trpc } from './trpc/subject.js';
import { unixSocketMsgpackr } from './unix-socket-msgpackr/subject.js';
import { workerPostmessage } from './worker-postmessage/subject.js';

/** In the order of the report. */
export const subjects: readonly Subject[] = [
  flipcall,
  cpp,
  go,
  flipcallGo,
  flipcallBorrow,
  jsonRoundtrip,
  memcpy,
  unixSocketMsgpackr,
  processSendJson,
  processSendAdvanced,
  workerPostmessage,
  atomicsWait,
  synckit,
  birpc,
  comlink,
  capnweb,
  connect,
  grpcJs,
  trpc,
];
