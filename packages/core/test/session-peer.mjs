// The other process in the session tests. Usage: session-peer.mjs <listen|connect> <path> <behaviour>
import { connect, listen } from '../dist/index.js';

const [, , role, path, behaviour] = process.argv;

const behaviours = {
  /** Sends every datagram back. */
  echo: (session) => ({
    onDatagram(bytes, length) {
      const answer = session.outgoing();
      if (answer.length + length > answer.bytes.length) answer.widen();
      answer.bytes.set(bytes.subarray(0, length), answer.length);
      answer.length += length;
      session.flush();
    },
  }),
  /** The same, and expects no batches. */
  'echo of no batches': (session) => {
    session.expectsBatches = false;
    return behaviours.echo(session);
  },
  /** Sends a datagram back after some turns of the microtask queue, during which nothing really waits. */
  microtasks: (session) => ({
    async onDatagram(bytes, length) {
      const copy = bytes.slice(0, length);
      for (let i = 0; i < 10; i++) await undefined;
      behaviours.echo(session).onDatagram(copy, length);
    },
  }),
  /** Sends a datagram back after the event loop has gone round. */
  later: (session) => ({
    onDatagram(bytes, length) {
      const copy = bytes.slice(0, length);
      setTimeout(() => behaviours.echo(session).onDatagram(copy, length), 1);
    },
  }),
  /** Takes everything, says nothing. */
  silent: () => ({ onDatagram: () => {} }),
  /** Never comes back from its first datagram. */
  stuck: () => ({
    onDatagram: () => {
      process.stdout.write('stuck\n');
      for (;;);
    },
  }),
  /** Dies over its first datagram. */
  crash: () => ({ onDatagram: () => process.kill(process.pid, 'SIGKILL') }),
  /** Answers its first datagram and closes in the same breath. */
  farewell: (session) => ({
    onDatagram() {
      const answer = session.outgoing();
      answer.bytes.set(Buffer.from('bye'), 0);
      answer.length = 3;
      session.close();
    },
  }),
  /** Says 1, after each `go` the next number, and the last one again if asked. */
  counting: (session) => {
    let number = 0;
    const unsaid = [];
    const say = (...bytes) => {
      unsaid.push(...bytes);
      const datagram = session.outgoing();
      if (datagram === undefined || unsaid.length === 0) return;
      datagram.bytes.set(unsaid, datagram.length);
      datagram.length += unsaid.length;
      unsaid.length = 0;
      session.flush();
    };
    say('n'.charCodeAt(0), ++number);
    return {
      onDatagram(bytes, length) {
        const said = Buffer.from(bytes.subarray(0, length)).toString();
        if (said.includes('g')) say('n'.charCodeAt(0), ++number);
        if (said.includes('a')) say('a'.charCodeAt(0), number);
      },
      onWritable: () => say(),
    };
  },
  /** Sends a datagram of its own accord as soon as the session is open. */
  eager: (session) => {
    const greeting = session.outgoing();
    greeting.bytes.set(Buffer.from('hello'), 0);
    greeting.length = 5;
    session.flush();
    return { onDatagram: () => {} };
  },
};

function serve(session) {
  session.open({
    onWritable: () => {},
    onClose: (reason) => process.stdout.write(`closed ${reason?.kind ?? 'cleanly'}\n`),
    ...behaviours[behaviour](session),
  });
  process.stdout.write(`open ${session.peer.pid}\n`);
}

if (role === 'listen') {
  listen({ path, onSession: serve, onRefused: (reason) => process.stdout.write(`refused ${reason.kind}\n`) });
  process.stdout.write('listening\n');
} else {
  serve(await connect({ path }));
}
