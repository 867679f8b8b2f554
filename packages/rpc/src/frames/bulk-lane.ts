import type { BulkTransport, OutgoingDatagram } from '../transport.js';
import { WireError } from '../wire/wire-error.js';
import type { Writer } from '../wire/writer.js';
import type { BulkMessage } from './bulk-message.js';
import { LentMemory } from './lent-memory.js';

/** Where messages are lent, this much is for parts, in bytes, and the rest for those. */
const PARTS_BYTES = 256 * 1024;
/**
 * A message of more bytes than this is quicker in bulk memory than in a datagram that may hold it: both sides copy at once, and the other
 * side once instead of twice, or not at all.
 */
const PAYS_BYTES = 32 * 1024;
const PAYS_TO_LEND_BYTES = 16 * 1024;
/** A part takes up at most one of so many of bulk memory: then the one after it never reaches into it, wherever it starts. */
const LEAST_PARTS = 4;

/**
 * The way of large messages where the transport has bulk memory, which parts fill round and round: while the other side copies one out, the
 * next one is copied in behind it.
 */
export class BulkLane {
  /** A message of more bytes than this, of which most are large binaries, had better go here. */
  readonly pays: number;
  readonly #transport: BulkTransport;
  readonly #partsEnd: number;
  readonly #mostBytes: number;
  readonly #lent: LentMemory | undefined;
  #offset = 0;
  #lentMessage: BulkMessage | undefined;
  #lentAt = 0;

  /** @param lends Whether the other side borrows whole messages. */
  constructor(transport: BulkTransport, lends: boolean) {
    this.#transport = transport;
    const { byteLength } = transport.outgoing;
    this.#partsEnd = lends ? Math.min(PARTS_BYTES, byteLength) : byteLength;
    this.#mostBytes = Math.floor(this.#partsEnd / LEAST_PARTS);
    const canLend = byteLength > this.#partsEnd;
    this.pays = canLend ? PAYS_TO_LEND_BYTES : PAYS_BYTES;
    this.#lent = lends ? new LentMemory(this.#partsEnd, byteLength) : undefined;
  }

  /** Whether all of the message is lent, from now on if there is room for it. */
  lends(message: BulkMessage): boolean {
    if (this.#lentMessage === message) return true;
    if (message.written) return false;
    const offset = this.#lent?.take(message.byteLength);
    if (offset === undefined) return false;
    this.#lentMessage = message;
    this.#lentAt = offset;
    return true;
  }

  /** Puts the next bytes of a message that is lent where the other side can read them; gives back as `send`. */
  lend(message: BulkMessage, datagram: OutgoingDatagram, writer: Writer): number | undefined {
    const byteLength = message.lend(this.#transport.outgoing, this.#lentAt, datagram, writer);
    if (message.done) this.#lentMessage = undefined;
    return byteLength;
  }

  /** The other side has done with what it was lent. */
  onReturned(offset: number): void {
    if (this.#lent === undefined) throw new WireError('returns bulk memory, of which nothing is lent');
    this.#lent.giveBack(offset);
  }

  /** An empty datagram for `send`, if there can be one now. */
  datagram(): OutgoingDatagram | undefined {
    return this.#transport.datagram();
  }

  /** Sends the message's next part; gives back how many bytes that is, or undefined if they are not all there any more. */
  send(message: BulkMessage, datagram: OutgoingDatagram, writer: Writer): number | undefined {
    const memory = this.#transport.outgoing;
    if (this.#offset + this.#mostBytes > this.#partsEnd) this.#offset = 0;
    const offset = this.#offset;
    const byteLength = message.copyPart(memory, offset, this.#mostBytes);
    if (byteLength === undefined) return undefined;
    this.#offset += byteLength;
    message.announce(datagram, writer, offset, byteLength);
    return byteLength;
  }
}
