import type { Limits } from '../limits.js';
import type { SessionValues } from '../remote/session-values.js';
import type { BulkTransport } from '../transport.js';
import { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import { Assemblies } from './assemblies.js';
import {
  BARE_HEAD_BYTES,
  bareAnswer,
  FOUR_MEMBERS,
  idIn,
  isBareAnswer,
  isBareRequest,
  methodIn,
} from './bare-frame.js';
import { FrameKind } from './frame.js';
import { type Hello, readHello } from './hello.js';

/** Who takes the frames. Each method reads what follows the kind, up to the frame's end. */
export interface FrameTakers {
  onHello(hello: Hello): void;
  /** Reads on behind the head of a bare request (bare-frame.ts). */
  readonly requests: { onBare(reader: Reader, id: number, method: number): void };
  /** The same for an answer without error. */
  readonly answers: { onBare(reader: Reader, id: number): void };
  onRequest(reader: Reader, hasOptions: boolean): void;
  onResponse(reader: Reader, hasOptions: boolean): void;
  onNotification(reader: Reader, hasOptions: boolean): void;
  onAccept(reader: Reader): void;
  onItem(reader: Reader): void;
  onEnd(reader: Reader): void;
  onCancel(reader: Reader): void;
  onCredit(reader: Reader): void;
  onRelease(reader: Reader): void;
  onDrain(): void;
  /** The other side returns a message that it was lent. */
  onReturned(offset: number): void;
  /** This side has done with a message that it was lent. */
  returnLent(offset: number): void;
}

/** Where frames wait while others have their turn. */
export interface WaitingRoom {
  /** Whether others wait. */
  readonly hurried: boolean;
  /** Has them read on later. */
  putOff(readOn: () => void): void;
}

/** How long the frames of one datagram are taken before others have their turn, in milliseconds; and how often that is checked. */
const SLICE_MS = 0.2;
/** The same where others wait. What the frames start goes on after them, and takes as long again. */
const HURRIED_SLICE_MS = 0.04;
const FRAMES_BETWEEN_CHECKS = 2;

/** Takes datagrams apart into frames. Throws `WireError` for anything that docs/wire/rpc.md does not have. */
export class Inbox {
  readonly #takers: FrameTakers;
  readonly #requests: FrameTakers['requests'];
  readonly #answers: FrameTakers['answers'];
  readonly #limits: Limits;
  readonly #values: SessionValues;
  readonly #reader: Reader;
  readonly #assemblies: Assemblies;
  /** For messages that came in fragments, unless one is being read. */
  #spareReader: Reader | undefined;
  #depth = 0;
  #greeted = false;
  #stopped = false;

  readonly #waiting: WaitingRoom | undefined;
  readonly #bulk: BulkTransport | undefined;
  readonly #borrows: boolean;

  /**
   * @param waiting Has the rest of a datagram read later; without it none is put off.
   * @param bulk Where large messages come through, if there is that.
   * @param borrows Whether requests may be read where they lie there.
   */
  constructor(
    takers: FrameTakers,
    limits: Limits,
    values: SessionValues,
    waiting?: WaitingRoom,
    bulk?: BulkTransport,
    borrows = false,
  ) {
    this.#waiting = waiting;
    this.#bulk = bulk;
    this.#borrows = borrows;
    this.#values = values;
    this.#takers = takers;
    this.#requests = takers.requests;
    this.#answers = takers.answers;
    this.#limits = limits;
    this.#reader = this.#newReader();
    this.#assemblies = new Assemblies(limits);
  }

  /** How many datagrams are being read: more than one where a handler blocks and another arrives meanwhile. */
  get depth(): number {
    return this.#depth;
  }

  /** Takes the frames of the first `length` of `bytes`. Says whether there were several. */
  read(bytes: Uint8Array, length: number): boolean {
    const reader = this.#depth === 0 ? this.#reader : this.#newReader();
    this.#depth++;
    try {
      reader.reset(bytes, length);
      // Most datagrams hold one frame.
      if (length > 0 && !this.#stopped) this.#frame(reader, true);
      if (reader.position >= length) return false;
      this.#readRest(reader, bytes, length);
      return true;
    } finally {
      this.#depth--;
    }
  }

  /**
   * Starts on a datagram that a call was waiting for. Gives back a reader at the result, if the datagram begins with the bare answer to the
   * call with that id; `readOn` takes what was not read then. `finish` must follow. Precondition: no datagram is being read.
   */
  startAnswer(bytes: Uint8Array, length: number, id: number): Reader | undefined {
    const reader = this.#reader;
    reader.reset(bytes, length);
    this.#depth++;
    if (length < BARE_HEAD_BYTES || reader.view.getInt32(0) !== bareAnswer(id) || this.#stopped)
      return undefined;
    reader.position = BARE_HEAD_BYTES;
    return reader;
  }

  /** Takes the frames that were not read yet of a datagram that was started on. */
  readOn(bytes: Uint8Array, length: number): void {
    if (this.#reader.position < length) this.#readRest(this.#reader, bytes, length);
  }

  finish(): void {
    this.#depth--;
  }

  #readRest(reader: Reader, bytes: Uint8Array, length: number): void {
    if (!this.#readFrames(reader)) this.#readLater(bytes.slice(0, length), reader.position);
  }

  /** Reads on from that position. The bytes are not used for anything else meanwhile. */
  #readLater(bytes: Uint8Array, position: number): void {
    this.#waiting?.putOff(() => {
      const reader = this.#reader;
      this.#depth++;
      try {
        reader.reset(bytes, bytes.length);
        reader.position = position;
        if (!this.#readFrames(reader)) this.#readLater(bytes, reader.position);
      } finally {
        this.#depth--;
      }
    });
  }

  #newReader(): Reader {
    const reader = new Reader(this.#limits);
    reader.references = this.#values.references;
    reader.descriptors = this.#values.descriptors;
    return reader;
  }

  /** Takes the frames that are there; false if it is time for others before that is done. */
  #readFrames(reader: Reader): boolean {
    // What nests is waited for by a handler that blocks.
    const waiting = this.#depth === 1 ? this.#waiting : undefined;
    const hurried = waiting?.hurried === true;
    const sliceMs = hurried ? HURRIED_SLICE_MS : SLICE_MS;
    let started = hurried ? performance.now() : 0;
    for (let frames = 1; reader.position < reader.end && !this.#stopped; frames++) {
      this.#frame(reader, true);
      // Most datagrams are over before the clock is asked.
      if (waiting === undefined || (!hurried && frames % FRAMES_BETWEEN_CHECKS !== 1)) continue;
      const now = performance.now();
      if (started === 0) started = now;
      else if (now - started > sliceMs) return reader.position >= reader.end;
    }
    return true;
  }

  /** Takes no more frames, not even the rest of a datagram. */
  stop(): void {
    this.#stopped = true;
  }

  #frame(reader: Reader, mayBeFragment: boolean): void {
    const at = reader.position;
    const head = this.#greeted && reader.end - at >= BARE_HEAD_BYTES ? reader.view.getInt32(at) : 0;
    if (isBareRequest(head)) {
      reader.position = at + BARE_HEAD_BYTES;
      this.#requests.onBare(reader, idIn(head), methodIn(head));
    } else if (isBareAnswer(head)) {
      reader.position = at + BARE_HEAD_BYTES;
      this.#answers.onBare(reader, idIn(head));
    } else this.#otherFrame(reader, mayBeFragment);
  }

  #otherFrame(reader: Reader, mayBeFragment: boolean): void {
    const count = reader.arrayHeader();
    const kind = reader.uint();
    if (!this.#greeted && kind !== FrameKind.Hello) throw new WireError('the first frame is not a hello');
    switch (kind) {
      case FrameKind.Request:
        checkCount(kind, count, 4, 5);
        this.#takers.onRequest(reader, count === 5);
        break;
      case FrameKind.Response:
        checkCount(kind, count, 4, 5);
        this.#takers.onResponse(reader, count === 5);
        break;
      case FrameKind.Notification:
        checkCount(kind, count, 3, 4);
        this.#takers.onNotification(reader, count === 4);
        break;
      case FrameKind.Item:
        checkCount(kind, count, 3, 3);
        this.#takers.onItem(reader);
        break;
      case FrameKind.Drain:
        checkCount(kind, count, 1, 1);
        this.#takers.onDrain();
        break;
      case FrameKind.Fragment:
        checkCount(kind, count, 4, 4);
        if (!mayBeFragment) throw nestedFragment();
        this.#fragment(reader.uint(), reader.uint(), reader.binaryView());
        break;
      case FrameKind.Hello:
        checkCount(kind, count, 2, 2);
        if (this.#greeted) throw new WireError('a second hello');
        this.#greeted = true;
        this.#takers.onHello(readHello(reader));
        break;
      default:
        this.#rarer(reader, kind, count, mayBeFragment);
    }
  }

  #rarer(reader: Reader, kind: number, count: number, mayBeFragment: boolean): void {
    switch (kind) {
      case FrameKind.Accept:
        checkCount(kind, count, 3, 3);
        this.#takers.onAccept(reader);
        break;
      case FrameKind.End:
        checkCount(kind, count, 2, 2);
        this.#takers.onEnd(reader);
        break;
      case FrameKind.Cancel:
        checkCount(kind, count, 2, 2);
        this.#takers.onCancel(reader);
        break;
      case FrameKind.Credit:
        checkCount(kind, count, 4, 4);
        this.#takers.onCredit(reader);
        break;
      case FrameKind.Release:
        checkCount(kind, count, 3, 3);
        this.#takers.onRelease(reader);
        break;
      case FrameKind.BulkFragment:
        checkCount(kind, count, 5, 5);
        if (!mayBeFragment) throw nestedFragment();
        this.#bulkFragment(reader);
        break;
      case FrameKind.Lent:
        checkCount(kind, count, 4, 4);
        if (!mayBeFragment) throw nestedFragment();
        this.#lent(reader);
        break;
      case FrameKind.Returned:
        checkCount(kind, count, 2, 2);
        this.#takers.onReturned(reader.uint());
        break;
      default:
        throw new WireError(`frame kind ${kind} is not one that we know`);
    }
  }

  /** A fragment whose bytes the peer may change while they are copied. */
  #bulkFragment(reader: Reader): void {
    const id = reader.uint();
    const left = reader.uint();
    const part = this.#inBulkMemory(reader.uint(), reader.uint(), this.#bulk?.incoming);
    if (reader.position < reader.end) throw new WireError('a part in bulk memory whose frame is not alone');
    this.#bulk?.onPart(left === 0);
    this.#fragment(id, left, part);
  }

  #inBulkMemory(offset: number, byteLength: number, memory: Uint8Array | undefined): Uint8Array {
    if (memory === undefined || offset + byteLength > memory.byteLength) {
      throw new WireError(`${byteLength} bytes from ${offset} on in bulk memory that is not there`);
    }
    return memory.subarray(offset, offset + byteLength);
  }

  /**
   * A whole message in bulk memory. A request is read where it lies, since this side trusts the other one not to change it, and its
   * handler gives it back. Anything else is copied.
   */
  #lent(reader: Reader): void {
    const offset = reader.uint();
    const lent = this.#inBulkMemory(offset, reader.uint(), this.#borrows ? this.#bulk?.incoming : undefined);
    if (reader.uint() > 0) return; // There is more to come.
    if (lent[0] === FOUR_MEMBERS && lent[1] === FrameKind.Request) {
      this.#whole(lent, lent.byteLength, () => this.#takers.returnLent(offset), true);
    } else {
      const bytes = lent.slice();
      this.#takers.returnLent(offset);
      this.#whole(bytes, bytes.byteLength);
    }
  }

  /** @param part Is copied, once. */
  #fragment(id: number, left: number, part: Uint8Array): void {
    const message = this.#assemblies.add(id, left, part);
    if (message === undefined) return;
    const { bytes, byteLength } = message;
    this.#whole(bytes, byteLength, () => this.#assemblies.memory.giveBack(bytes));
  }

  /** @param must Whether it must be given back even if no handler borrows it. */
  #whole(bytes: Uint8Array, byteLength: number, giveBack?: () => void, must = false): void {
    const whole = this.#spareReader ?? this.#newReader();
    this.#spareReader = undefined;
    whole.reset(bytes, byteLength, true);
    whole.giveBack = giveBack;
    this.#frame(whole, false);
    if (whole.position < whole.end)
      throw new WireError('more than one frame in a message that came in fragments');
    if (must) whole.takeGiveBack()?.();
    // What was read of it may keep the message's memory alive, the reader must not.
    whole.release();
    this.#spareReader = whole;
  }
}

function nestedFragment(): WireError {
  return new WireError('a fragment within a message that came in fragments');
}

function checkCount(kind: number, count: number, least: number, most: number): void {
  if (count < least || count > most) throw new WireError(`a frame of kind ${kind} with ${count} members`);
}
