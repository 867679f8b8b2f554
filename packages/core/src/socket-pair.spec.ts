import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openDescriptors, openedSince } from '../test/processes.js';
import { acceptSession, closeDescriptor, socketPair } from './meeting.js';
import type { Session } from './session.js';

const script = join(__dirname, '../test/inherited.mjs');

/** Sends `text` and blocks until it came back. */
function echoSync(session: Session, text: string): string {
  const datagram = session.outgoing();
  if (datagram === undefined) throw new Error('not writable');
  datagram.bytes.set(Buffer.from(text));
  datagram.length = text.length;
  echoed = '';
  while (echoed === '') session.block(Infinity);
  return echoed;
}
let echoed = '';
let ended: Promise<Error | undefined>;

function open(session: Session): void {
  ended = new Promise((onClose) => {
    session.open({
      onDatagram: (bytes, length) => {
        echoed = Buffer.from(bytes.slice(0, length)).toString();
      },
      onWritable: () => {},
      onClose,
    });
  });
}

it('joins a parent and a child that inherits its end, and tells when the child dies', async () => {
  const before = openDescriptors();
  const [accepting, connecting] = socketPair();
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit', connecting] });
  closeDescriptor(connecting);
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const session = await acceptSession(accepting, { peer: { pid: child.pid ?? 0, uid, gid } });
  expect(session.peer.pid).toBe(child.pid);
  open(session);
  expect(echoSync(session, 'to a child')).toBe('to a child');
  child.kill('SIGKILL');
  expect(await ended).toMatchObject({ kind: 'peer-died' });
  await once(child, 'close');
  expect(openedSince(before)).toEqual([]);
});

it('joins a thread and a worker, and tells when the worker is terminated', async () => {
  const [accepting, socket] = socketPair();
  const worker = new Worker(script, { workerData: { socket } });
  const session = await acceptSession(accepting);
  open(session);
  expect(echoSync(session, 'to a worker')).toBe('to a worker');
  await worker.terminate();
  // A terminated worker still says goodbye: its environment is torn down in order.
  expect(await ended).toBeUndefined();
});
