// A hostile client that keeps to the rules of the memory and breaks those of the frames.
// Usage: frame-attacker.js <path> <seed> <milliseconds>
import { connect, type Session } from '@flipcall/core';
import { anyDatagram, greeting } from './frames.js';
import { Random } from './random.js';

const [, , path = '', seed = '0', milliseconds = '1000'] = process.argv;
const random = new Random(Number(seed));
const until = performance.now() + Number(milliseconds);

/** One session, until the server has had enough of it. */
async function attack(session: Session): Promise<void> {
  let over = false;
  session.open({ onDatagram() {}, onWritable() {}, onClose: () => (over = true) });
  const takesNothing = random.oneIn(10);
  say(session, greeting(random.oneIn(2)));
  while (!over && performance.now() < until) {
    if (random.oneIn(5)) donate(session);
    if (!say(session, anyDatagram(random)) || random.oneIn(3)) await turn();
    if (takesNothing) session.block(0);
    if (random.oneIn(40)) session.close();
  }
  session.close();
}

function say(session: Session, bytes: Uint8Array): boolean {
  const datagram = session.outgoing();
  if (datagram === undefined) return false;
  if (bytes.length > datagram.bytes.length - datagram.length) datagram.widen();
  if (bytes.length > datagram.bytes.length - datagram.length) return false;
  datagram.bytes.set(bytes, datagram.length);
  // A length beyond the window now and then.
  datagram.length = random.oneIn(200)
    ? datagram.bytes.length + 1 + random.below(2 ** 20)
    : datagram.length + bytes.length;
  session.flush();
  return true;
}

/** What is named later, more or less, or never. */
function donate(session: Session): void {
  try {
    session.donate(Array.from({ length: random.pick([1, 1, 8, 64]) }, () => 0));
  } catch {
    // Its session is over.
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

while (performance.now() < until) {
  try {
    await attack(await connect({ path }));
  } catch {
    await turn(); // Refused, or ended meanwhile: on to the next one.
  }
}
