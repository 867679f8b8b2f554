import type { OutgoingDatagram, Receiver, Transport } from '../src/transport.js';

const CAPACITY = 1024;

/** A transport whose other side is a list of datagrams: each time control goes there, the next one comes back. */
export class ScriptedTransport implements Transport {
  readonly datagramCapacity = CAPACITY;
  readonly peer = undefined;
  /** What was sent, each time control went. */
  readonly sent: Uint8Array[] = [];
  /** As in shared memory, the same bytes each time. */
  readonly received = new Uint8Array(CAPACITY);
  /** Why the session ended the transport, if it did. */
  aborted: Error | undefined;
  /** Datagrams that were handed out by `exchange` and not finished with. */
  unfinished = 0;
  readonly #datagram: OutgoingDatagram = { bytes: new Uint8Array(CAPACITY), length: 0 };
  readonly #answers: Uint8Array[];
  #receiver: Receiver | undefined;

  constructor(answers: readonly Uint8Array[]) {
    this.#answers = [...answers];
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  outgoing(): OutgoingDatagram | undefined {
    return this.aborted === undefined ? this.#datagram : undefined;
  }

  next(): OutgoingDatagram | undefined {
    return this.outgoing();
  }

  flush(): void {}

  block(): boolean {
    if (this.aborted !== undefined) return true;
    const length = this.#handOff();
    this.#receiver?.onDatagram(this.received, length);
    this.#receiver?.onWritable();
    return true;
  }

  exchange(): number {
    if (this.aborted !== undefined) return 0;
    this.unfinished++;
    return this.#handOff();
  }

  finish(): void {
    this.unfinished--;
  }

  close(): void {
    this.abort(new Error('closed'));
  }

  abort(reason: Error): void {
    this.aborted ??= reason;
    this.#receiver?.onClose(reason);
  }

  #handOff(): number {
    this.sent.push(this.#datagram.bytes.slice(0, this.#datagram.length));
    this.#datagram.length = 0;
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('nothing more is answered');
    this.received.set(answer);
    return answer.byteLength;
  }
}
