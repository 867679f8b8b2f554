import type { OutgoingDatagram } from '../transport.js';
import type { Writer } from '../wire/writer.js';
import type { Carrier } from './carrier.js';
import { FrameKind } from './frame.js';
import type { MessageMemory } from './message-memory.js';

/** A fragment's array, kind, id, number of bytes left and binary header take at most this many bytes. */
const FRAGMENT_HEADER = 20;
/** A fragment that carries fewer bytes than this waits for the next datagram. */
const SMALLEST_FRAGMENT = 64;
/** Of a message that is lent, the other side is told each time that there are so many bytes more: who hears nothing falls asleep. */
const LENT_AT_ONCE = 256 * 1024;
/**
 * Through bulk memory a message goes in parts that double from this many bytes on, as far as there is room: the other side soon starts to
 * copy, and does little else then.
 */
const FIRST_PART = 64 * 1024;

/** A message that goes in fragments, as one must that is too large for a datagram. */
export class BulkMessage implements Carrier {
  written = false;
  done = false;
  readonly byteLength: number;
  readonly #id: number;
  readonly #after: Carrier | undefined;
  /** Whether some of the bytes are not its own. */
  readonly #borrows: boolean;
  #parts: readonly Uint8Array[];
  #kept: Uint8Array | undefined;
  /** Which of the parts goes next, and from where on. */
  #part = 0;
  #offset = 0;
  #sent = 0;
  #nextPart = FIRST_PART;

  /**
   * @param message Has been written, binaries that it borrows included.
   * @param after What must be gone before it starts.
   */
  constructor(id: number, message: Writer, after: Carrier | undefined) {
    this.#id = id;
    this.#after = after;
    this.#borrows = message.borrows;
    this.#parts = message.parts();
    this.byteLength = message.byteLength;
  }

  get mayStart(): boolean {
    return this.#after?.done !== false;
  }

  /** Copies what has not gone yet of the bytes of others, who may have them then; says whether they were all still there. */
  keep(memory: MessageMemory): boolean {
    if (!this.#borrows || this.#kept !== undefined) return true;
    const byteLength = this.byteLength - this.#sent;
    const kept = memory.take(byteLength);
    this.#kept = kept;
    if (!this.#copy(kept, 0, byteLength)) return false;
    this.#sent -= byteLength; // It has gone no further than here.
    this.#parts = [kept.subarray(0, byteLength)];
    this.#part = 0;
    this.#offset = 0;
    return true;
  }

  /** Gives back what `keep` took: the message has gone. */
  giveBack(memory: MessageMemory): void {
    if (this.#kept !== undefined) memory.giveBack(this.#kept);
    this.#kept = undefined;
  }

  /**
   * Appends as much of it as there is room for; gives back how many of its bytes that were, or undefined if they are not all
   * there any more.
   */
  fill(datagram: OutgoingDatagram, writer: Writer): number | undefined {
    const room = datagram.bytes.byteLength - datagram.length - FRAGMENT_HEADER;
    const end = Math.min(this.byteLength, this.#sent + room);
    const left = this.byteLength - end;
    if (room < SMALLEST_FRAGMENT && !(left === 0 && room > 0)) return 0;
    const count = end - this.#sent;
    writer.target(datagram.bytes, datagram.length);
    writer.arrayHeader(4);
    writer.uint(FrameKind.Fragment);
    writer.uint(this.#id);
    writer.uint(left);
    writer.binaryHeader(count);
    if (!this.#copy(datagram.bytes, writer.position, count)) return undefined;
    datagram.length = writer.position + count;
    this.written = true;
    this.done = left === 0;
    return count;
  }

  /** Copies its next bytes into bulk memory; gives back how many, or undefined if they are not all there any more. */
  copyPart(memory: Uint8Array, offset: number, mostBytes: number): number | undefined {
    const count = Math.min(mostBytes, this.#nextPart, this.byteLength - this.#sent);
    this.#nextPart *= 2;
    return this.#copy(memory, offset, count) ? count : undefined;
  }

  /**
   * Puts its next bytes where all of it is lent, and appends the frame that says so; gives back how many, or undefined if they are not
   * all there any more.
   */
  lend(memory: Uint8Array, offset: number, datagram: OutgoingDatagram, writer: Writer): number | undefined {
    const count = Math.min(LENT_AT_ONCE, this.byteLength - this.#sent);
    if (!this.#copy(memory, offset + this.#sent, count)) return undefined;
    const left = this.byteLength - this.#sent;
    writer.target(datagram.bytes, datagram.length);
    writer.arrayHeader(4);
    writer.uint(FrameKind.Lent);
    writer.uint(offset);
    writer.uint(this.#sent);
    writer.uint(left);
    datagram.length = writer.position;
    this.written = true;
    this.done = left === 0;
    return count;
  }

  /** Appends the frame that says where the bytes are which were copied last. */
  announce(datagram: OutgoingDatagram, writer: Writer, offset: number, byteLength: number): void {
    const left = this.byteLength - this.#sent;
    writer.target(datagram.bytes, datagram.length);
    writer.arrayHeader(5);
    writer.uint(FrameKind.BulkFragment);
    writer.uint(this.#id);
    writer.uint(left);
    writer.uint(offset);
    writer.uint(byteLength);
    datagram.length = writer.position;
    this.written = true;
    this.done = left === 0;
  }

  /** Copies the next bytes; says whether they are still there. */
  #copy(memory: Uint8Array, position: number, byteLength: number): boolean {
    for (let copied = 0; copied < byteLength; ) {
      const part = this.#parts[this.#part];
      if (part === undefined || part.byteLength <= this.#offset) return false;
      const piece = part.subarray(this.#offset, this.#offset + byteLength - copied);
      memory.set(piece, position + copied);
      copied += piece.byteLength;
      this.#offset += piece.byteLength;
      if (this.#offset < part.byteLength) continue;
      this.#part++;
      this.#offset = 0;
    }
    this.#sent += byteLength;
    return true;
  }
}
