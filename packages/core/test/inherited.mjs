// A child process or worker that finds its session's socket where its parent put it, and sends everything back.
import { workerData } from 'node:worker_threads';
import { connectSession } from '../dist/index.js';

const session = await connectSession(workerData?.socket ?? 3);
session.open({
  onDatagram(bytes, length) {
    const answer = session.outgoing();
    answer.bytes.set(bytes.subarray(0, length), answer.length);
    answer.length += length;
    session.flush();
  },
  onWritable: () => {},
  onClose: () => {},
});
