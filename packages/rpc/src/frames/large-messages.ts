import type { OutgoingDatagram, Transport } from '../transport.js';
import { WireError } from '../wire/wire-error.js';
import type { Writer } from '../wire/writer.js';
import { BulkLane } from './bulk-lane.js';
import { BulkMessage } from './bulk-message.js';
import type { Carrier } from './carrier.js';
import { MessageMemory } from './message-memory.js';

/** They are numbered below this, so that a number takes one byte. */
const NUMBERS = 128;
/** A frame about bulk memory takes at most this many bytes. */
const BULK_FRAME = 25;
/** After one that a datagram might have held was in the way in bulk memory, so many large messages are not sent there if a datagram holds them. */
const CROWD = 1024;

export interface LargeMessagesOptions {
  readonly transport: Transport;
  /** Told how many bytes are on their way now that were not before. */
  readonly onSent: (byteLength: number) => void;
  /** Told when a message can not be sent to its end: the session can not go on. */
  readonly onBroken: (reason: Error) => void;
}

/** The messages that travel in parts, one after the other: in datagrams, or through bulk memory where there is any. */
export class LargeMessages {
  readonly #options: LargeMessagesOptions;
  readonly #transport: Transport;
  readonly #waiting: BulkMessage[] = [];
  readonly #memory = new MessageMemory();
  #lane: BulkLane | undefined;
  #nextNumber = 0;
  #crowd = 0;
  #inTheWay = false;

  constructor(options: LargeMessagesOptions) {
    this.#options = options;
    this.#transport = options.transport;
  }

  /**
   * Has them go through bulk memory, where there is any: the other side reads it.
   * @param lends Whether it borrows whole messages there.
   */
  useBulk(lends: boolean): void {
    const { bulk } = this.#transport;
    if (bulk !== undefined) this.#lane = new BulkLane(bulk, lends);
  }

  /** The other side has done with the message that it was lent there. */
  onReturned(offset: number): void {
    if (this.#lane === undefined) throw new WireError('returns bulk memory, which was never lent');
    this.#lane.onReturned(offset);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether one that a datagram might have held went through bulk memory just now; until `onRoom`. */
  get isInTheWay(): boolean {
    return this.#inTheWay;
  }

  /** Whether the first one may start; false if there is none. */
  get mayStart(): boolean {
    return this.#waiting[0]?.mayStart === true;
  }

  get last(): Carrier | undefined {
    return this.#waiting.at(-1);
  }

  /**
   * Whether a message that holds large binaries goes here rather than in a datagram. One that a datagram may hold is quicker there while many
   * are sent at a time: each time that this says so counts.
   */
  takes(byteLength: number): boolean {
    if (byteLength > this.#transport.datagramCapacity) return true;
    if (this.#lane === undefined || byteLength <= this.#lane.pays) return false;
    if (this.#crowd === 0) return true;
    this.#crowd--;
    return false;
  }

  /** @param after What must be gone before it starts. */
  add(message: Writer, after: Carrier | undefined): BulkMessage {
    const added = new BulkMessage(this.#nextNumber, message, after);
    this.#nextNumber = (this.#nextNumber + 1) % NUMBERS;
    this.#waiting.push(added);
    return added;
  }

  /** Takes one back of which nothing was sent; undefined if that can not be. */
  withdraw(carrier: Carrier): BulkMessage | undefined {
    const index = this.#waiting.findIndex((message) => message === carrier && !message.written);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** Called when there may be room again. */
  onRoom(): void {
    this.#inTheWay = false;
  }

  /** Called when another frame has to wait. */
  onOther(): void {
    if (this.#inTheWay || this.#isSmaller(this.#waiting[0])) this.#crowd = CROWD;
  }

  /** Sends as much as can go at once of one that was added last, and copies the rest: its bytes may be changed then. */
  sendOrKeep(message: BulkMessage, first: OutgoingDatagram | undefined, writer: Writer): void {
    let datagram = first;
    while (datagram !== undefined && !this.isEmpty) datagram = this.send(datagram, writer);
    if (!message.done && !this.isEmpty && !message.keep(this.#memory)) this.#break();
  }

  #isSmaller(message: BulkMessage | undefined): boolean {
    return message !== undefined && message.byteLength <= this.#transport.datagramCapacity;
  }

  /**
   * Sends the first one, or the next part of it. Gives back what the next frames go into, undefined if they have to wait.
   * @param writer Writes the frames.
   */
  send(datagram: OutgoingDatagram, writer: Writer): OutgoingDatagram | undefined {
    const message = this.#waiting[0];
    if (message === undefined) return datagram;
    return this.#lane === undefined
      ? this.#sendFragment(message, datagram, writer)
      : this.#sendThrough(this.#lane, message, datagram, writer);
  }

  #sendFragment(
    message: BulkMessage,
    datagram: OutgoingDatagram,
    writer: Writer,
  ): OutgoingDatagram | undefined {
    datagram.widen?.();
    const byteLength = message.fill(datagram, writer);
    if (byteLength === 0) return this.#transport.next();
    return this.#sent(message, byteLength) ? datagram : undefined;
  }

  #sendThrough(
    lane: BulkLane,
    message: BulkMessage,
    current: OutgoingDatagram,
    writer: Writer,
  ): OutgoingDatagram | undefined {
    if (current.bytes.byteLength - current.length < BULK_FRAME) return this.#transport.next();
    if (lane.lends(message)) {
      return this.#sent(message, lane.lend(message, current, writer)) ? this.#transport.next() : undefined;
    }
    const datagram = lane.datagram();
    if (datagram === undefined) return undefined;
    return this.#sent(message, lane.send(message, datagram, writer)) ? this.#transport.next() : undefined;
  }

  /** Notes that so many bytes of the first one are on their way; false if not all are there any more. */
  #sent(message: BulkMessage, byteLength: number | undefined): boolean {
    if (byteLength === undefined) {
      this.#break();
      return false;
    }
    this.#options.onSent(byteLength);
    if (message.done) {
      this.#waiting.shift();
      this.#inTheWay = this.#isSmaller(message);
      message.giveBack(this.#memory);
    }
    return true;
  }

  #break(): void {
    this.#waiting.length = 0;
    this.#options.onBroken(new Error(TAKEN_AWAY));
  }
}

const TAKEN_AWAY =
  'the bytes of a call were transferred or cut short before they were sent; leave large ones alone until the call is answered';
