import type {
  DescriptorTransport,
  OutgoingDatagram,
  PeerIdentity,
  Receiver,
  Transport,
} from './transport.js';

export interface MemoryTransportOptions {
  /** The most bytes that one datagram holds. Default: 65,536. */
  readonly datagramCapacity?: number;
  /** Who both sides are told to be talking to. Default: nobody. */
  readonly peer?: PeerIdentity;
}

/** After so many deliveries by microtask the event loop gets its turn. */
const DELIVERIES_PER_TURN = 64;

/** Half-duplex, like a flipcall channel: whoever has control may write, and then hands control over. */
class Channel implements OutgoingDatagram {
  readonly bytes: Uint8Array;
  length = 0;
  holder: MemoryTransport;
  /** Handed over, and not yet noticed by its holder. */
  arriving = false;

  constructor(owner: MemoryTransport, capacity: number) {
    this.bytes = new Uint8Array(capacity);
    this.holder = owner;
  }
}

/**
 * Carries datagrams between two ends in one thread: for tests. It behaves as shared memory does: two channels, one owned by each
 * side, one datagram in flight on each, and an answer that is ready at once goes back in the same hand-off. Delivery is
 * by microtask, or by `block`, which runs the other side as far as it gets without the event loop.
 */
export class MemoryTransport implements Transport {
  readonly datagramCapacity: number;
  readonly peer: PeerIdentity | undefined;
  /** Both ends are in one process: the other one gets the very same descriptors, which whoever sent them closes. */
  readonly descriptors: DescriptorTransport = {
    donate: (fds) => this.#other.#donated.push(...fds) - fds.length,
    claim: (number) => {
      const fd = this.#donated[number];
      if (fd === undefined) throw new Error(`descriptor ${number} was not donated`);
      return fd;
    },
    duplicate: (fd) => fd,
    close: () => undefined,
  };
  readonly #donated: number[] = [];
  readonly #own: Channel;
  readonly #private: Uint8Array;
  #other: MemoryTransport = this;
  #receiver: Receiver | undefined;
  /** The other side's channel while we have control of it: an answer goes back on it. */
  #lent: Channel | undefined;
  #closing: { readonly reason: Error | undefined } | undefined;
  #closed = false;
  #delivering = false;
  #scheduled = false;
  #deliveries = 0;
  readonly #run = (): void => {
    this.#scheduled = false;
    this.#send();
    while (this.#step()) this.#send();
  };

  private constructor(options: MemoryTransportOptions) {
    this.datagramCapacity = options.datagramCapacity ?? 65_536;
    this.peer = options.peer;
    this.#own = new Channel(this, this.datagramCapacity);
    this.#private = new Uint8Array(this.datagramCapacity);
  }

  /** Two ends, connected to each other. */
  static pair(options: MemoryTransportOptions = {}): [MemoryTransport, MemoryTransport] {
    const left = new MemoryTransport(options);
    const right = new MemoryTransport(options);
    left.#other = right;
    right.#other = left;
    return [left, right];
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
    this.#schedule();
  }

  outgoing(): OutgoingDatagram | undefined {
    if (this.#closing !== undefined) return undefined;
    // As over shared memory: one datagram at a time, so that they keep their order.
    if (this.#own.holder !== this || this.#own.arriving) return undefined;
    return this.#lent !== undefined && this.#own.length === 0 ? this.#lent : this.#own;
  }

  next(): OutgoingDatagram | undefined {
    const lent = this.#lent;
    if (lent === undefined) this.#send();
    else {
      this.#lent = undefined;
      this.#handOver(lent);
    }
    return this.outgoing();
  }

  flush(): void {
    this.#schedule();
  }

  block(timeoutMs: number): boolean {
    this.next();
    if (this.#step()) return true;
    while (this.#send() || this.#other.#send() || this.#other.#step()) {
      if (this.#step()) return true;
    }
    if (timeoutMs === Number.POSITIVE_INFINITY) {
      throw new Error(
        'a blocking call over a MemoryTransport waits for ever: the other side needs the event loop to answer (its handler is asynchronous, or it waits for this side)',
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, timeoutMs));
    return false;
  }

  close(): void {
    if (this.#closing !== undefined) return;
    this.#send();
    this.#end(undefined);
  }

  abort(reason: Error): void {
    this.#end(reason);
  }

  #end(reason: Error | undefined): void {
    if (this.#closing !== undefined) return;
    this.#closing = { reason };
    this.#schedule();
    const other = this.#other;
    other.#closing ??= { reason: undefined };
    other.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#deliveries++;
    // A stream that never ends would otherwise keep the event loop from all else.
    if (this.#deliveries % DELIVERIES_PER_TURN === 0) setImmediate(this.#run);
    else queueMicrotask(this.#run);
  }

  /** Hands our own channel over if something was appended to it; says whether it did. */
  #send(): boolean {
    const channel = this.#own;
    if (channel.length === 0 || channel.holder !== this || channel.arriving) return false;
    this.#handOver(channel);
    return true;
  }

  #handOver(channel: Channel): void {
    channel.holder = this.#other;
    channel.arriving = true;
    this.#other.#schedule();
  }

  /** Takes in one thing that has happened to this end; says whether it did. */
  #step(): boolean {
    const receiver = this.#receiver;
    if (receiver === undefined || this.#closed) return false;
    if (this.#arrived(this.#own)) this.#takeBack(receiver);
    else if (this.#arrived(this.#other.#own)) this.#answer(receiver, this.#other.#own);
    else if (this.#closing !== undefined) {
      this.#closed = true;
      receiver.onClose(this.#closing.reason);
    } else return false;
    return true;
  }

  #arrived(channel: Channel): boolean {
    return channel.arriving && channel.holder === this;
  }

  #takeBack(receiver: Receiver): void {
    this.#deliver(receiver, this.#own);
    if (this.#closing === undefined) receiver.onWritable();
  }

  #answer(receiver: Receiver, channel: Channel): void {
    this.#lent = channel;
    this.#deliver(receiver, channel);
    if (this.#lent !== channel) return;
    this.#lent = undefined;
    this.#handOver(channel);
  }

  #deliver(receiver: Receiver, channel: Channel): void {
    const length = channel.length;
    channel.arriving = false;
    // A receiver that blocks has the next datagram delivered while it still reads this one.
    const bytes = this.#delivering ? new Uint8Array(length) : this.#private;
    const outermost = !this.#delivering;
    bytes.set(channel.bytes.subarray(0, length));
    channel.length = 0;
    this.#delivering = true;
    try {
      receiver.onDatagram(bytes, length);
    } finally {
      if (outermost) this.#delivering = false;
    }
  }
}
