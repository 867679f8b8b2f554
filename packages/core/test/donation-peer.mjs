// Reads a file from the descriptor that comes with the first datagram, and says what is in it; claims all others.
// Usage: donation-peer.mjs <path>
import { readFileSync } from 'node:fs';
import { listen } from '../dist/index.js';

const [, , path] = process.argv;

listen({
  path,
  onSession(session) {
    session.open({
      onDatagram(bytes) {
        const [kind] = bytes;
        if (kind !== 1) return;
        const [fd] = session.claim(0, 1);
        process.stdout.write(`${readFileSync(fd, 'utf8')}\n`);
      },
      onWritable() {},
      onClose() {},
    });
  },
});
process.stdout.write('listening\n');
