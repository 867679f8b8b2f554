import type { Place } from '../codec/method-codec.js';
import { failure } from '../failure.js';
import type { Limits } from '../limits.js';
import { MOST_DESCRIPTORS } from '../remote/descriptors.js';
import type { SessionValues } from '../remote/session-values.js';
import type { RpcError } from '../rpc-error.js';
import type { OutgoingDatagram, Transport } from '../transport.js';
import { OVERFLOW, Writer } from '../wire/writer.js';
import { BulkMessage } from './bulk-message.js';
import type { Carrier, Page } from './carrier.js';
import type { Frame } from './frame.js';
import { LargeMessages } from './large-messages.js';
import { givePageWriterBack, takePageWriter } from './page-writers.js';

/**
 * What became of a frame that was to go out at once. One that is `large` was written, but does not go in a datagram; one that did not fit, even
 * into an empty datagram if need be, is `full`.
 */
type DirectOutcome = 'written' | 'large' | 'full' | 'no room';

/** How much memory a message starts with that is likely small. */
const SMALL_MESSAGE = 256;
/** Streams rest while more bytes than this wait for the other side to take them, and go on when half of them are gone. */
const BUSY_BYTES = 512 * 1024;

/**
 * Where frames go. A frame is encoded at once, since its caller may change the arguments afterwards: straight into the
 * outgoing datagram when there is one with room, else into memory that waits for one. Frames keep their order, except
 * that large ones (`LargeMessages`) travel in parts, one message after another, and others overtake them: all but
 * those that are sent *behind* them.
 */
export class Outbox {
  /** The largest message that the other side takes. */
  maxMessageBytes: number;
  readonly #transport: Transport;
  readonly #limits: Limits;
  readonly #direct: Writer = Writer.borrowingForTargets();
  #values: SessionValues | undefined;
  readonly #pages: Page[] = [];
  readonly #large: LargeMessages;
  #queuedBytes = 0;
  #largeIsNext = false;
  /** Whether `pump` may have something to do: something waits to be sent, or did, and somebody waits for that to be gone. */
  #stirred = false;
  #writing = false;
  #resting: (() => void)[] = [];
  #untilEmpty: (() => void)[] = [];

  /** What frames may hold beside data. Set before the first one is sent. */
  set values(values: SessionValues) {
    this.#values = values;
    this.#give(this.#direct);
  }

  /** @param onBroken Told when a message can not be sent to its end: the session can not go on. */
  constructor(transport: Transport, limits: Limits, onBroken: (reason: Error) => void) {
    this.#transport = transport;
    this.#large = new LargeMessages({
      transport,
      onSent: (byteLength) => {
        this.#queuedBytes -= byteLength;
      },
      onBroken,
    });
    this.#limits = limits;
    this.maxMessageBytes = limits.maxMessageBytes;
    this.#direct.maxDepth = limits.maxDepth;
  }

  /** Has large messages go through bulk memory from now on, as `LargeMessages` does. */
  useBulk(lends: boolean): void {
    this.#large.useBulk(lends);
  }

  onReturned(offset: number): void {
    this.#large.onReturned(offset);
  }

  /** How many bytes wait for the other side to take them. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Whether nothing waits for a datagram. */
  get isEmpty(): boolean {
    return !this.#waits();
  }

  /** Whether who has much to say had better wait until the other side has taken some of what waits. */
  get busy(): boolean {
    return this.#queuedBytes > BUSY_BYTES;
  }

  /** Calls back once when the other side has taken much of what waits; never, if the session ends before. */
  onceCalm(callback: () => void): void {
    this.#resting.push(callback);
  }

  /**
   * Encodes a frame. Gives back where it waits, or undefined if it is in the outgoing datagram already; `flush` sends that.
   * It does not overtake the frame that waits `behind`. Throws what the frame throws, and `RpcError` for a message that is
   * too large; nothing is sent then.
   */
  send(frame: Frame, behind?: Carrier): Carrier | undefined {
    this.requireRest();
    if (behind?.done === false && behind instanceof BulkMessage)
      return this.#enqueueLarge(frame, undefined, SMALL_MESSAGE);
    const datagram = this.#pages.length === 0 ? this.#transport.outgoing() : undefined;
    if (datagram === undefined) return this.#enqueue(frame, behind);
    const outcome = this.#append(frame, datagram);
    return outcome === 'written' ? undefined : this.#sendOther(frame, datagram, outcome, behind);
  }

  /**
   * Encodes a bare frame (bare-frame.ts) of that head as `send` does, without a step between. Says whether it did: if not, nothing was sent,
   * and `send`, which writes the value once more, finds out why, or another way.
   */
  sendBare(head: number, place: Place, value: unknown): boolean {
    if (this.#writing || this.#queuedBytes > 0) return false;
    const datagram = this.#transport.outgoing();
    if (datagram === undefined) return false;
    const writer = this.#direct;
    const start = datagram.length;
    writer.target(datagram.bytes, start);
    this.#writing = true;
    try {
      writer.word(head);
      place.write(writer, value);
    } catch (error) {
      return this.#takeBare(datagram, error);
    }
    if (!writer.isPlain || writer.position - start > this.maxMessageBytes)
      return this.#takeBare(datagram, undefined);
    this.#writing = false;
    datagram.length = writer.position;
    return true;
  }

  /** Takes back what was written of a bare frame. */
  #takeBare(datagram: OutgoingDatagram, error: unknown): false {
    this.#writing = false;
    this.#direct.takeBack();
    if (error === OVERFLOW) datagram.widen?.();
    return false;
  }

  /** Does what `flush` does, after `sendBare`: nothing waits then. */
  flushBare(): void {
    this.#transport.flush();
  }

  /** Sends a frame that is too much for what is left of the draft of a datagram. */
  #sendOther(
    frame: Frame,
    datagram: OutgoingDatagram,
    first: DirectOutcome,
    behind: Carrier | undefined,
  ): Carrier | undefined {
    const outcome = first === 'large' ? first : this.#appendElsewhere(frame, datagram, first);
    if (outcome === 'written') return undefined;
    if (outcome === 'large') return this.#pushLarge(this.#direct, behind);
    if (outcome === 'full') return this.#enqueueLarge(frame, behind, SMALL_MESSAGE);
    return this.#enqueue(frame, behind);
  }

  /** Sends a frame that overtakes nothing. */
  sendLast(frame: Frame): void {
    this.send(frame, this.#large.last);
    this.flush();
  }

  /** Has the transport send what is in the outgoing datagram before the event loop goes on. */
  flush(): void {
    if (this.#stirred && !this.#writing) this.#pumpAll();
    this.#transport.flush();
  }

  /** Takes a message back of which nothing was sent; says whether it did. */
  withdraw(carrier: Carrier): boolean {
    const message = this.#large.withdraw(carrier);
    if (message === undefined) return false;
    this.#queuedBytes -= message.byteLength;
    return true;
  }

  /** Throws `RpcError` if a frame is being written: nothing of what was written can go meanwhile. */
  requireRest(): void {
    if (this.#writing) throw reentrant();
  }

  /** Moves what waits into outgoing datagrams, as long as there are any. */
  pump(): void {
    if (!this.#stirred || this.#writing) return;
    this.#large.onRoom();
    this.#pumpAll();
  }

  #pumpAll(): void {
    let datagram = this.#transport.outgoing();
    while (datagram !== undefined && this.#waits()) {
      datagram = this.#isTurnOfLarge() ? this.#large.send(datagram, this.#direct) : this.#sendPage(datagram);
    }
    if (this.#untilEmpty.length > 0 && this.isEmpty) this.#emptied();
    this.#transport.flush();
    if (this.#resting.length > 0 && this.#queuedBytes < BUSY_BYTES / 2) this.#goOn();
    this.#stirred =
      this.#waits() || this.#untilEmpty.length > 0 || this.#resting.length > 0 || this.#large.isInTheWay;
  }

  /** Calls back once nothing waits that was sent so far; never, if the session ends before. */
  onceEmpty(callback: () => void): void {
    if (this.isEmpty) callback();
    else this.#untilEmpty.push(callback);
  }

  #emptied(): void {
    const waiting = this.#untilEmpty;
    this.#untilEmpty = [];
    for (const callback of waiting) callback();
  }

  #goOn(): void {
    const resting = this.#resting;
    this.#resting = [];
    for (const callback of resting) callback();
  }

  #waits(): boolean {
    return this.#pages.length > 0 || !this.#large.isEmpty;
  }

  /** Appends a frame that could not be appended at `first`: to all of the datagram, or else to the next one. */
  #appendElsewhere(frame: Frame, datagram: OutgoingDatagram, first: DirectOutcome): DirectOutcome {
    const outcome = first === 'full' && datagram.widen?.() === true ? this.#append(frame, datagram) : first;
    if (outcome === 'written' || outcome === 'large' || datagram.length === 0) return outcome;
    const next = this.#transport.next();
    if (next === undefined) return 'no room';
    const again = this.#append(frame, next);
    return again === 'full' && next.widen?.() === true ? this.#append(frame, next) : again;
  }

  /** Appends the frame, or nothing if it does not fit; there is no room either while its descriptors can not be donated. */
  #append(frame: Frame, datagram: OutgoingDatagram): DirectOutcome {
    const writer = this.#direct;
    writer.target(datagram.bytes, datagram.length);
    this.#writing = true;
    try {
      frame.write(writer);
    } catch (error) {
      this.#writing = false;
      writer.takeBack();
      if (error === OVERFLOW) return 'full';
      throw error;
    }
    this.#writing = false;
    if (writer.byteLength > this.maxMessageBytes || !writer.isPlain) return this.#appendOther(datagram);
    datagram.length = writer.position;
    return 'written';
  }

  /** Appends a frame of which more than bytes was written, or too much. */
  #appendOther(datagram: OutgoingDatagram): DirectOutcome {
    const writer = this.#direct;
    if (writer.byteLength > this.maxMessageBytes) {
      writer.takeBack();
      throw this.#tooLarge();
    }
    if (writer.borrows) return this.#appendBorrowed(datagram);
    if (writer.donated.length > 0 && !this.#donate(writer)) return 'no room';
    writer.settle();
    datagram.length = writer.position;
    return 'written';
  }

  /** Appends a frame of which large binaries were not copied yet. */
  #appendBorrowed(datagram: OutgoingDatagram): DirectOutcome {
    const writer = this.#direct;
    const { byteLength } = writer;
    if (writer.donated.length === 0 && this.#large.takes(byteLength)) {
      writer.settle();
      return 'large';
    }
    // To put it together it would have to be read back, from memory that the peer writes to: the next datagram is private at first.
    if (datagram.shared === true) {
      writer.takeBack();
      return 'full';
    }
    const parts = writer.parts();
    datagram.widen?.();
    if (byteLength > datagram.bytes.byteLength - datagram.length) {
      writer.takeBack();
      return 'full';
    }
    if (writer.donated.length > 0 && !this.#donate(writer)) return 'no room';
    writer.settle();
    for (const part of parts) {
      datagram.bytes.set(part, datagram.length);
      datagram.length += part.byteLength;
    }
    return 'written';
  }

  /** Donates the descriptors of a frame; says whether that can be now. Takes the frame back if not. */
  #donate(writer: Writer): boolean {
    try {
      if (this.#values?.descriptors.donate(writer.donated) === true) return true;
    } catch (error) {
      writer.takeBack();
      throw badDescriptor(error);
    }
    writer.takeBack();
    return false;
  }

  #tooLarge(): RpcError {
    const text = `a message is larger than the ${this.maxMessageBytes} bytes allowed (limits.maxMessageBytes)`;
    return failure('message-too-large', text);
  }

  #enqueue(frame: Frame, behind: Carrier | undefined): Carrier {
    this.#large.onOther();
    const last = this.#pages.at(-1);
    const before = last?.writer.byteLength ?? 0;
    if (last !== undefined && this.#keepFrame(frame, last)) {
      this.#queuedBytes += last.writer.byteLength - before;
      return last;
    }
    const page: Page = {
      writer: this.#prepared(takePageWriter(this.#transport.datagramCapacity)),
      descriptors: [],
      written: false,
      done: false,
    };
    if (this.#keepFrame(frame, page)) {
      this.#pages.push(page);
      this.#stirred = true;
      this.#queuedBytes += page.writer.byteLength;
      return page;
    }
    givePageWriterBack(page.writer);
    return this.#enqueueLarge(frame, behind, this.#transport.datagramCapacity * 2);
  }

  #enqueueLarge(frame: Frame, after: Carrier | undefined, initialBytes: number): Carrier {
    const writer = this.#prepared(Writer.borrowing(this.maxMessageBytes, initialBytes));
    if (!this.#keepFrame(frame, { writer, descriptors: undefined })) throw this.#tooLarge();
    return this.#pushLarge(writer, after);
  }

  #pushLarge(writer: Writer, after: Carrier | undefined): Carrier {
    const message = this.#large.add(writer, after);
    this.#queuedBytes += message.byteLength;
    this.#stirred = true;
    if (message.byteLength <= this.#transport.datagramCapacity) {
      const datagram = this.#pages.length === 0 ? this.#transport.outgoing() : undefined;
      this.#large.sendOrKeep(message, datagram, this.#direct);
    }
    return message;
  }

  #prepared(writer: Writer): Writer {
    writer.maxDepth = this.#limits.maxDepth;
    this.#give(writer);
    return writer;
  }

  #give(writer: Writer): void {
    writer.references = this.#values?.references;
    writer.descriptors = this.#values?.descriptors;
  }

  /** Appends the frame to memory that waits, or nothing if it does not fit; says whether it did. */
  #keepFrame(frame: Frame, page: Pick<Page, 'writer'> & { descriptors: number[] | undefined }): boolean {
    const { writer } = page;
    const mark = writer.mark();
    this.#writing = true;
    try {
      frame.write(writer);
      if (writer.byteLength - mark.byteLength > this.maxMessageBytes) throw this.#tooLarge();
      if (writer.donated.length > 0) page.descriptors = this.#keep(writer.donated, page.descriptors);
    } catch (error) {
      writer.rewind(mark);
      if (error === OVERFLOW) return false;
      throw error;
    } finally {
      this.#writing = false;
    }
    writer.settle();
    return true;
  }

  /** Keeps descriptors open that go with frames which wait. */
  #keep(fds: readonly number[], others: readonly number[] | undefined): number[] {
    if (others === undefined) {
      const text =
        'a message that holds file descriptors is larger than a datagram, or goes behind one that is; send what is large by another call';
      throw failure('message-too-large', text, { maybeExecuted: false });
    }
    // Those that do not fit go with the next page.
    if (others.length + fds.length > MOST_DESCRIPTORS) throw OVERFLOW;
    try {
      return [...others, ...(this.#values?.descriptors.keep(fds) ?? [])];
    } catch (error) {
      throw badDescriptor(error);
    }
  }

  /** Closes the descriptors that wait: the session has ended. */
  end(): void {
    for (const { descriptors } of this.#pages) this.#values?.descriptors.drop(descriptors);
    this.#pages.length = 0;
  }

  #isTurnOfLarge(): boolean {
    const isTurn = this.#pages.length === 0 || (this.#largeIsNext && this.#large.mayStart);
    this.#largeIsNext = !isTurn;
    return isTurn;
  }

  /** Moves the first page into a datagram; gives back what the next frames go into, undefined if they have to wait. */
  #sendPage(datagram: OutgoingDatagram): OutgoingDatagram | undefined {
    const page = this.#pages[0];
    if (page === undefined) return datagram;
    datagram.widen?.();
    const byteLength = page.writer.position;
    if (byteLength > datagram.bytes.byteLength - datagram.length) return this.#transport.next();
    // What does not go into an empty one has to wait: for room for its descriptors, which a peer may never make.
    if (page.descriptors.length > 0 && !this.#donateKept(page))
      return datagram.length === 0 ? undefined : this.#transport.next();
    datagram.bytes.set(page.writer.bytes.subarray(0, byteLength), datagram.length);
    datagram.length += byteLength;
    page.written = true;
    page.done = true;
    this.#pages.shift();
    givePageWriterBack(page.writer);
    this.#queuedBytes -= byteLength;
    return datagram;
  }

  #donateKept({ descriptors }: Page): boolean {
    const { descriptors: port } = this.#values ?? {};
    if (port?.donate(descriptors) !== true) return false;
    port.drop(descriptors);
    return true;
  }
}

function reentrant(): RpcError {
  return failure(
    'reentrant',
    'a call was made, or an item awaited, from a getter or an iterator of an argument that was being sent',
  );
}

function badDescriptor(cause: unknown): RpcError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return failure('not-sendable', text, { cause, maybeExecuted: false });
}
