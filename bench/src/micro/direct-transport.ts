import type { OutgoingDatagram, Receiver, Transport } from '@flipcall/rpc';

const CAPACITY = 65_536;

/**
 * Two ends in one thread, of which the one that blocks has the other one do its work at once: what is left of a call's
 * cost when handing datagrams over is free.
 */
export class DirectTransport implements Transport {
  readonly datagramCapacity = CAPACITY;
  readonly peer = undefined;
  readonly #datagram: OutgoingDatagram = { bytes: new Uint8Array(CAPACITY), length: 0 };
  #receiver: Receiver | undefined;
  #other: DirectTransport = this;

  static pair(): [DirectTransport, DirectTransport] {
    const [one, other] = [new DirectTransport(), new DirectTransport()];
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  outgoing(): OutgoingDatagram {
    return this.#datagram;
  }

  next(): OutgoingDatagram {
    this.#give();
    return this.#datagram;
  }

  flush(): void {}

  block(): boolean {
    this.#give();
    this.#other.#give();
    return true;
  }

  received: Uint8Array = this.#datagram.bytes;

  exchange(): number {
    this.#give();
    const answer = this.#other.#datagram;
    const { bytes, length } = answer;
    answer.length = 0;
    this.received = bytes;
    return length;
  }

  finish(): void {}

  close(): void {}

  abort(reason: Error): void {
    this.#receiver?.onClose(reason);
  }

  #give(): void {
    const { bytes, length } = this.#datagram;
    this.#datagram.length = 0;
    this.#other.#receiver?.onDatagram(bytes, length);
    this.#other.#receiver?.onWritable();
  }
}
