import { Channel, Control, type Native, type NativeLink, native, Status } from '@flipcall/native';
import { type BulkMemory, bulkMemory } from './bulk-memory.js';
import { claim, donate, requireDescriptors } from './donation.js';
import { errorFromStatus, FlipcallError } from './flipcall-error.js';
import { decodeHandshake, encodeHandshake, SESSION_FEATURES } from './handshake.js';
import { type OutgoingDatagram, WindowDatagram } from './outgoing-datagram.js';
import { PACKET_HEADER_BYTES, type PacketWindowDescriptor } from './packet-window.js';
import type { PeerIdentity } from './peer-identity.js';
import type { SessionStatistics } from './session-statistics.js';

/** What a session tells its user. None is called while another one runs, except from within `block` and `exchange`. */
export interface SessionReceiver {
  /** A datagram arrived: the first `length` of `bytes`, a private copy which is reused when this returns. */
  onDatagram(bytes: Uint8Array, length: number): void;
  /** `outgoing()` returns a datagram now; and `donate` may succeed that did not before. */
  onWritable(): void;
  /** The session is over; `reason` is undefined if either side closed it. */
  onClose(reason: Error | undefined): void;
}

/** A side's half of a session's windows, mapped by its constructor. */
export interface SessionWindows {
  readonly own: PacketWindowDescriptor;
  readonly peers: PacketWindowDescriptor;
  /** How many bytes at the end of each window hold no datagram but parts of large messages; a multiple of two pages. */
  readonly bulkBytes: number;
}

export interface SessionOptions {
  /**
   * Microseconds to spin for the peer before sleeping; three times as long where it had to be woken. More answers faster
   * and burns more CPU; spinning stops by itself while the peer usually takes longer. 0 never spins. Default: 50 where at
   * least two CPUs are usable, else 0.
   */
  readonly spinMicroseconds?: number;
  /**
   * The part of this thread's time that the session gets while it keeps the thread busy and sessions that do not are used, more than 0
   * and at most 1: it rests for the other part, so that the others find the thread idle. 1 never rests. Nobody rests for others that
   * are busy too. Default: 0.05 where sessions are accepted, else 1.
   */
  readonly busyShare?: number;
  /** Called once, when the session is over. */
  readonly onOver?: () => void;
}

/** A datagram of so many bytes is no batch: it is answered in the same hand-off. */
const MOST_OF_ONE = 512;
/**
 * To work on a longer one than this takes so much longer than a hand-off that control goes back to the peer before, so that both sides
 * compute at once.
 */
const LONG_BYTES = 8192;

/** The handshake that every session sends. */
const OFFER = encodeHandshake(SESSION_FEATURES);

/**
 * Two processes joined by a life line and two flipcall channels. Each side is the client of its own channel and the
 * server of the other's. A datagram goes out on the peer's channel when the peer just handed one over there and waits for
 * control, else on our own.
 *
 * All methods belong to the thread that made the session. An open session keeps the event loop alive.
 */
export class Session {
  readonly peer: PeerIdentity;
  /** Most bytes that one datagram holds, either way. */
  readonly datagramCapacity: number;
  /** Memory for parts of large messages; undefined where the session has none. */
  readonly bulkMemory: BulkMemory | undefined;
  /** Ends when both channels have shaken hands; rejects if that fails. */
  readonly opened: Promise<void>;
  /** For the receiver to say: whether datagrams of 0.5 to 8 KiB hold many messages. Then control goes back before they are worked on. */
  expectsBatches = true;

  readonly #link: NativeLink;
  readonly #control = new Int32Array(Control.Words);
  readonly #datagrams: readonly [WindowDatagram, WindowDatagram];
  readonly #give = (): void => this.#giveNow();
  #received: Uint8Array;
  #receiver: SessionReceiver | undefined;
  #handshake: Handshake | undefined;
  /** What came before `open`; or when the peer hung up, behind what is put off. Its channel is kept until it is delivered. */
  readonly #kept: { readonly channel: number; readonly bytes: Uint8Array }[] = [];
  /** What reads on what was put off. */
  #readOn: (() => void) | undefined;
  readonly #onOver: (() => void) | undefined;
  #giveScheduled = false;
  /** Control went back before the datagram was done with: the next one is likely there already. */
  #gaveBack = false;
  #delivering = false;
  #closed = false;

  /**
   * Takes over the socket; the windows' file may be closed afterwards. `accept` and `connect` make sessions.
   * @param addon Makes the native half.
   */
  constructor(
    socket: number,
    windows: SessionWindows,
    peer: PeerIdentity,
    options: SessionOptions = {},
    addon: Pick<Native, 'Link'> = native,
  ) {
    const busyShare = requireShare(options.busyShare ?? 1);
    this.peer = peer;
    this.#onOver = options.onOver;
    const shortest = Math.min(windows.own.length, windows.peers.length);
    this.datagramCapacity = shortest - PACKET_HEADER_BYTES - windows.bulkBytes;
    this.#link = new addon.Link(
      socket,
      windows.own,
      windows.peers,
      this.#control,
      () => this.#deliverAll(),
      () => this.#goOnReading(),
      () => this.#receiver?.onWritable(),
      (status) => this.#end(errorFromStatus(status)),
    );
    this.#received = this.#part(this.#link.pushReceiveBuffer());
    this.#link.setBusyShare(busyShare);
    if (options.spinMicroseconds !== undefined) this.#link.setSpin(options.spinMicroseconds * 1000);
    const own = this.#link.window(Channel.Own);
    const peers = this.#link.window(Channel.Peers);
    this.bulkMemory = windows.bulkBytes === 0 ? undefined : bulkMemory(own, peers, windows.bulkBytes);
    // One draft is enough for both: while a datagram on one channel is under construction, none is on the other.
    const draft = this.#draft();
    this.#datagrams = [
      new WindowDatagram(draft, this.#part(own), this.#control, Control.OutOwn),
      new WindowDatagram(draft, this.#part(peers), this.#control, Control.OutPeers),
    ];
    this.opened = new Promise((resolve, reject) => {
      this.#handshake = { resolve, reject, own: false, peers: false };
    });
    this.#append(this.#datagrams[Channel.Own], OFFER);
    this.#giveNow();
  }

  /**
   * Waits as `opened` does, and blocks the calling thread meanwhile.
   * @throws FlipcallError as `opened` rejects; `timeout` after so many milliseconds, and the session is over then.
   */
  openBlocking(timeoutMs: number): void {
    let failure: Error | undefined;
    const handshake = this.#handshake;
    if (handshake !== undefined) {
      this.#handshake = { ...handshake, reject: (reason) => (failure = reason) };
      // Nobody else waits for it; what goes wrong is thrown here.
      this.opened.catch(() => undefined);
    }
    const deadline = performance.now() + timeoutMs;
    while (this.#handshake !== undefined && this.block(Math.max(0, deadline - performance.now())));
    if (this.#handshake !== undefined) {
      this.#end(new FlipcallError('timeout', `The peer did not open the session within ${timeoutMs} ms.`));
    }
    if (failure !== undefined) {
      handshake?.reject(failure);
      throw failure;
    }
  }

  /** Starts delivery. Precondition: `opened` has ended well; called once. */
  open(receiver: SessionReceiver): void {
    this.#receiver = receiver;
    if (this.#closed) {
      receiver.onClose(undefined);
      return;
    }
    if (this.#kept.length === 0) return;
    this.#deliverKept();
    this.flush();
  }

  /** Whether others are used too, and the session would rest for them: what is delivered is to be put off soon. */
  get hurried(): boolean {
    return this.#control[Control.Hurried] !== 0;
  }

  /**
   * Called while a datagram is delivered that takes long: has `readOn` called in the next turn of the event loop, so that others
   * have theirs, and delivers nothing more before. It comes sooner if this thread blocks or the session ends.
   */
  putOff(readOn: () => void): void {
    this.#readOn = readOn;
    this.#link.putOff();
  }

  /**
   * The datagram to append to, or undefined while none can be sent; `onWritable` follows.
   *
   * Datagrams arrive in order although there are two channels: nothing is sent on the peer's channel while one of ours is
   * under way, and who finds both channels arrived takes its own first.
   */
  outgoing(): OutgoingDatagram | undefined {
    if (this.#closed || this.#control[Control.HeldOwn] === 0) return undefined;
    const answering = this.#control[Control.HeldPeers] !== 0 && this.#control[Control.OutOwn] === 0;
    return this.#datagrams[answering ? Channel.Peers : Channel.Own];
  }

  /** Sends what was appended at once, and returns the next datagram to append to, if one can be sent. */
  next(): OutgoingDatagram | undefined {
    this.#giveNow();
    return this.outgoing();
  }

  /**
   * An empty datagram on our own channel, after what was appended before has been sent. Getting one says that the peer has done with all
   * that this method gave before, except for the last if it gave control back earlier (`giveBack`): of bulk memory, what those were about
   * may be written again.
   */
  outgoingForBulk(): OutgoingDatagram | undefined {
    if (this.#closed || this.#control[Control.HeldOwn] === 0) return undefined;
    if (this.#control[Control.HeldPeers] !== 0 || this.#word(Control.OutOwn) > 0) this.#giveNow();
    return this.#closed || this.#control[Control.HeldOwn] === 0 ? undefined : this.#datagrams[Channel.Own];
  }

  /** Called while a datagram is delivered: gives control back before it is done with, so that the peer can prepare the next one. */
  giveBack(): void {
    this.#gaveBack = true;
    this.#giveNow();
  }

  /**
   * Sends file descriptors to the peer, which can claim them by their numbers from when it receives the datagram that
   * `outgoing()` returns now. The kernel duplicates them: close yours when you like.
   *
   * Both sides count the descriptors that this side donates, from 0 up; so whatever is appended to the datagram can say
   * which ones it means.
   *
   * @returns the number of the first; the others follow it. Undefined if none can be sent now, because no datagram can,
   * because 64 were donated with this one already, or because the peer reads its socket too slowly. Then nothing was
   * sent: send what was appended (`next`), and try again after `onWritable`.
   * @throws RangeError unless there are from 1 to 64, each a non-negative integer; FlipcallError `system` if the system
   * does not pass them on, say because one is not open.
   * @example
   * const number = session.donate([file.fd]);
   */
  donate(descriptors: readonly number[]): number | undefined {
    requireDescriptors(descriptors);
    return this.outgoing() === undefined ? undefined : donate(this.#link, descriptors);
  }

  /**
   * Takes descriptors that the peer donated, `count` from number `first` on; they are the caller's to close
   * (`closeDescriptor`). Never waits: what the peer donated with a datagram is there when the datagram is, in a blocking
   * call too. The numbers may be whatever a peer sent. Descriptors that nobody claims are closed with the session; a peer
   * that leaves more than 256 of them lying is taken to break the protocol.
   *
   * @throws FlipcallError `protocol` if the peer did not donate all of these, or some were claimed before; `system` if
   * this process had no descriptors left when they came, in which case they are lost; `shutdown` if the session is over.
   */
  claim(first: number, count: number): number[] {
    return claim(this.#link, first, count);
  }

  /** Says that something was appended: it goes out when the microtasks have run, or earlier. */
  flush(): void {
    if (this.#control[Control.InTurn] === 0) this.#scheduleGive();
  }

  #scheduleGive(): void {
    if (this.#giveScheduled) return;
    this.#giveScheduled = true;
    queueMicrotask(this.#give);
  }

  /**
   * Sends what was appended, and blocks the calling thread until a datagram was delivered, `onWritable` was called or the
   * session ended (true), or for `timeoutMs` milliseconds (false).
   */
  block(timeoutMs: number): boolean {
    if (this.#closed) return true;
    if (this.#delivering) return this.#blockNested(timeoutMs);
    if (this.#readOn !== undefined) {
      this.#goOnReading();
      this.#giveNow();
      return true;
    }
    const status = this.#blockUntilDone(timeoutMs);
    if (status === Status.TimedOut) return false;
    this.#deliverBlocking(status);
    return true;
  }

  /**
   * Sends what was appended and blocks the calling thread until a datagram came, and does not deliver it: gives back its length, and leaves it
   * in the first bytes of `received`, a private copy, until `finish`, which must follow. 0 if something else happened, what may be a batch say,
   * or can: `block` goes on then.
   */
  exchange(): number {
    if (this.#closed || this.#delivering || this.#readOn !== undefined || this.#receiver === undefined)
      return 0;
    const other = this.#link.block();
    if (other === Status.TimedOut) return 0;
    const length = this.#word(Control.ArrivedLength);
    if (other !== undefined || length === 0 || length > this.datagramCapacity || this.#mayBeBatch(length)) {
      this.#deliverBlocking(other ?? Status.Ok);
      return 0;
    }
    this.#delivering = true;
    return length;
  }

  /** What `exchange` has left there. */
  get received(): Uint8Array {
    return this.#received;
  }

  /** Says that what `exchange` has left was read. */
  finish(): void {
    this.#delivering = false;
    this.#giveBackPeers();
  }

  #deliverBlocking(status: number): void {
    if (status === Status.Ok) {
      this.#deliver();
      this.#giveBackPeers();
    } else if (status === Status.Room) this.#receiver?.onWritable();
    else this.#end(errorFromStatus(status));
  }

  /** The peer needs its channel back even if whoever blocks goes on without another hand-off. */
  #giveBackPeers(): void {
    if (this.#control[Control.HeldPeers] !== 0) this.#giveNow();
  }

  /** Counts of what happened so far; of a session that is over, until it was. A new object each time. */
  statistics(): SessionStatistics {
    return this.#link.statistics();
  }

  /** Whether the session, while open, keeps the event loop alive; it does by default. */
  setReferenced(referenced: boolean): void {
    this.#link.setReferenced(referenced);
  }

  /** Ends the session on both sides; what was sent before still arrives. Does nothing the second time. */
  close(): void {
    if (this.#closed) return;
    if (this.#word(Control.OutOwn) > 0 || this.#word(Control.OutPeers) > 0) this.#giveNow();
    this.#end(undefined);
  }

  /** Ends the session because the peer did what it must not; `onClose(reason)` follows. */
  abort(reason: Error): void {
    this.#readOn = undefined;
    this.#kept.length = 0;
    this.#end(reason);
  }

  /** A datagram waits for room in the receive buffer that an outer delivery still reads: use another one meanwhile. */
  #blockNested(timeoutMs: number): boolean {
    const outer = this.#received;
    this.#received = this.#part(this.#link.pushReceiveBuffer());
    this.#delivering = false;
    try {
      return this.block(timeoutMs);
    } finally {
      this.#delivering = true;
      this.#received = outer;
      this.#link.popReceiveBuffer();
    }
  }

  /** The native call returns now and then without a result: only outside the addon can a worker be terminated. */
  #blockUntilDone(timeoutMs: number): number {
    const deadline = timeoutMs === Number.POSITIVE_INFINITY ? timeoutMs : performance.now() + timeoutMs;
    let status = this.#link.blockFor(Math.max(0, timeoutMs));
    while (status === Status.TimedOut) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) break;
      status = this.#link.blockFor(leftMs);
    }
    return status;
  }

  /**
   * Delivers what has come, and as long as each datagram is answered at once or control went back early, what comes next, without going back to the
   * event loop in between. Whatever is answered later needs the microtasks, which run only there.
   */
  #deliverAll(): void {
    this.#deliver();
    // While something is put off nothing more is taken in: it would have to be kept, and control with it, without which the peer
    // answers nothing to whoever blocks while reading on.
    while (this.#readOn === undefined && (this.#word(Control.OutPeers) > 0 || this.#gaveBack)) {
      this.#gaveBack = false;
      const other = this.#link.goOn();
      if (other !== undefined) {
        if (other !== Status.TimedOut) this.#end(errorFromStatus(other));
        return;
      }
      this.#deliver();
    }
  }

  #deliver(): void {
    const channel = this.#word(Control.ArrivedChannel);
    const length = this.#word(Control.ArrivedLength);
    if (length > this.datagramCapacity) {
      const text = `The peer sent a datagram of ${length} bytes; at most ${this.datagramCapacity} are allowed.`;
      this.#end(new FlipcallError('protocol', text));
      return;
    }
    if (this.#handshake !== undefined) {
      this.#shakeHands(this.#handshake, channel, length);
      return;
    }
    const receiver = this.#receiver;
    if (receiver === undefined || this.#readOn !== undefined) {
      this.#keepForLater(channel, length);
      return;
    }
    if (this.#mayBeBatch(length) && (length > LONG_BYTES || this.expectsBatches)) this.#giveNow();
    if (length > 0) {
      this.#delivering = true;
      try {
        receiver.onDatagram(this.#received, length);
      } finally {
        this.#delivering = false;
      }
    }
    if (!this.#closed) receiver.onWritable();
  }

  /** Whether the datagram that has arrived may be one; what comes back on our own channel is an answer, and its channel nobody waits for. */
  #mayBeBatch(length: number): boolean {
    return length > MOST_OF_ONE && this.#word(Control.ArrivedChannel) === Channel.Peers;
  }

  /** Keeping its channel keeps the peer from sending more. */
  #keepForLater(channel: number, length: number): void {
    if (length === 0) return;
    this.#kept.push({ channel, bytes: this.#received.slice(0, length) });
    this.#control[HELD[channel] ?? Control.HeldPeers] = 0;
  }

  /** Reads what was put off, if that was not done meanwhile. */
  #goOnReading(): void {
    const readOn = this.#readOn;
    this.#readOn = undefined;
    readOn?.();
    this.#deliverKept();
    if (!this.#closed && this.#readOn === undefined) this.#receiver?.onWritable();
  }

  #deliverKept(): void {
    while (!this.#closed && this.#readOn === undefined) {
      const kept = this.#kept.shift();
      if (kept === undefined) return;
      this.#control[HELD[kept.channel] ?? Control.HeldPeers] = 1;
      this.#receiver?.onDatagram(kept.bytes, kept.bytes.length);
    }
  }

  #shakeHands(handshake: Handshake, channel: number, length: number): void {
    try {
      const features = decodeHandshake(this.#received, length, SESSION_FEATURES);
      if (channel === Channel.Own) {
        handshake.own = true;
      } else if (handshake.peers) {
        throw new FlipcallError('protocol', 'The peer sent a datagram before it answered the handshake.');
      } else {
        handshake.peers = true;
        this.#append(this.#datagrams[Channel.Peers], encodeHandshake(features));
        this.#giveNow();
      }
      // On the peer's channel only after the answer was given: until the peer has read it, it must be woken anyway.
      if (SESSION_FEATURES.every((feature) => features.includes(feature)))
        this.#link.enableSleepFlags(channel);
    } catch (error) {
      this.#end(error instanceof FlipcallError ? error : new FlipcallError('protocol', String(error)));
      return;
    }
    if (!handshake.own || !handshake.peers || this.#closed) return;
    this.#handshake = undefined;
    handshake.resolve();
  }

  #giveNow(): void {
    this.#giveScheduled = false;
    if (this.#closed) return;
    const failure = this.#link.give();
    if (failure !== undefined) this.#end(errorFromStatus(failure));
  }

  #end(reason: Error | undefined): void {
    // What the peer sent before it left still arrives.
    while (reason !== undefined && this.#readOn !== undefined && !this.#closed) this.#goOnReading();
    if (this.#closed) return;
    this.#closed = true;
    this.#link.close();
    const meant = reason instanceof FlipcallError && reason.kind === 'shutdown';
    this.#handshake?.reject(
      reason === undefined || meant
        ? new FlipcallError('shutdown', 'The session was closed before it was open.')
        : reason,
    );
    this.#handshake = undefined;
    this.#receiver?.onClose(meant ? undefined : reason);
    this.#onOver?.();
  }

  #append(datagram: WindowDatagram, bytes: Uint8Array): void {
    datagram.bytes.set(bytes, datagram.length);
    datagram.length += bytes.length;
  }

  #draft(): Uint8Array {
    const memory = this.#link.draft();
    return new Uint8Array(memory, 0, Math.min(memory.byteLength, this.datagramCapacity));
  }

  #part(window: ArrayBuffer): Uint8Array {
    return new Uint8Array(window, 0, this.datagramCapacity);
  }

  #word(index: number): number {
    return this.#control[index] ?? 0; // Always there: the array has Control.Words words.
  }
}

/** @throws RangeError unless that is a part of something. */
export function requireShare(share: number): number {
  if (share > 0 && share <= 1) return share;
  throw new RangeError(`busyShare must be more than 0 and at most 1, not ${share}.`);
}

/** The word that says whether JavaScript holds a channel. */
const HELD: Readonly<Record<number, number>> = {
  [Channel.Own]: Control.HeldOwn,
  [Channel.Peers]: Control.HeldPeers,
};

interface Handshake {
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
  /** Our own channel's answer came. */
  own: boolean;
  /** The peer's request came, and was answered. */
  peers: boolean;
}
