import type { BulkTransport, OutgoingDatagram } from '../transport.js';
import type { Writer } from '../wire/writer.js';
import type { BulkMessage } from './bulk-message.js';

/** A part takes up at most one of so many of bulk memory: then the one after it never reaches into it, wherever it starts. */
const LEAST_PARTS = 4;

/**
 * The way of large messages where the transport has bulk memory, which parts fill round and round: while the other side copies one out, the
 * next one is copied in behind it.
 */
export class BulkLane {
  readonly #transport: BulkTransport;
  readonly #mostBytes: number;
  #offset = 0;

  constructor(transport: BulkTransport) {
    this.#transport = transport;
    this.#mostBytes = Math.floor(transport.outgoing.byteLength / LEAST_PARTS);
  }

  /** An empty datagram for `send`, if there can be one now. */
  datagram(): OutgoingDatagram | undefined {
    return this.#transport.datagram();
  }

  /** Sends the message's next part; gives back how many bytes that is, or undefined if they are not all there any more. */
  send(message: BulkMessage, datagram: OutgoingDatagram, writer: Writer): number | undefined {
    const memory = this.#transport.outgoing;
    if (this.#offset + this.#mostBytes > memory.byteLength) this.#offset = 0;
    const offset = this.#offset;
    const byteLength = message.copyPart(memory, offset, this.#mostBytes);
    if (byteLength === undefined) return undefined;
    this.#offset += byteLength;
    message.announce(datagram, writer, offset, byteLength);
    return byteLength;
  }
}
