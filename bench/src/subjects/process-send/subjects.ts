import { startPeer } from '../../peer-process.js';
import type { Subject } from '../../scenario.js';
import { messageConnection } from '../messages/connection.js';
import { openers } from '../service.js';

/** A forked child, `process.send` both ways. */
function open(serialization: 'json' | 'advanced') {
  return async () => {
    const { child, pid, stop } = await startPeer('process-send/server.js', [], { serialization });
    const { connection, receive } = messageConnection((message) => child.send(message));
    child.on('message', receive);
    return { ...connection, peerPids: [pid], close: stop };
  };
}

export const processSendJson: Subject = {
  name: 'process-send-json',
  about:
    "a forked child and process.send, with Node's default serialization; typed by hand, zod in the child",
  // JSON has no bytes: it does not take part in `bulk`.
  ...openers(open('json'), []),
};

export const processSendAdvanced: Subject = {
  name: 'process-send-advanced',
  about: "the same with serialization: 'advanced', structured clones",
  ...openers(open('advanced'), ['take']),
};
