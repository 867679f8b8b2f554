// A process of another user. It loads everything while it may still read it, and then becomes that user.
// Usage: foreign-peer.mjs <connect|listen> <path>
import { connect, listen } from '../dist/index.js';

const [, , role, path] = process.argv;
const NOBODY = 65534;
process.setgroups([]);
process.setgid(NOBODY);
process.setuid(NOBODY);

const quiet = { onDatagram() {}, onWritable() {}, onClose() {} };
const say = (line) => process.stdout.write(`${line}\n`);
// This side takes anybody: it is the other one that is tested.
const authorize = () => true;

if (role === 'listen') {
  listen({
    path,
    mode: 0o666,
    authorize,
    onSession: (session) => session.open(quiet),
    onRefused: (reason) => say(reason.kind),
  });
  say('listening');
} else {
  try {
    const session = await connect({ path, authorize });
    session.open(quiet);
    say(`open ${session.peer.uid}`);
  } catch (error) {
    say(`${error.kind}: ${error.message}`);
    process.exit();
  }
}
