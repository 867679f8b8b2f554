/**
 * The seam between calls and whatever carries them. A transport moves datagrams of bounded size, in order, between
 * two sessions; it knows nothing of what is in them. Implementations: `SessionTransport` (shared memory) and
 * `MemoryTransport` (one thread, for tests).
 */
export interface Transport {
  /** The most bytes that one datagram holds. */
  readonly datagramCapacity: number;

  /** Who is on the other side, as the kernel tells it; undefined where there is no process on the other side. */
  readonly peer: PeerIdentity | undefined;

  /** What carries file descriptors beside the datagrams; absent where nothing does. */
  readonly descriptors?: DescriptorTransport;

  /** What carries large messages; absent where datagrams have to. */
  readonly bulk?: BulkTransport;

  /** Counts of what happened so far; of a transport that has closed, until it did. Absent where nothing is counted. */
  statistics?(): TransportStatistics;

  /** Whether others are used too, and this session would rest for them: what is delivered is to be put off soon. */
  readonly hurried?: boolean;

  /**
   * Called while a datagram is delivered that takes long: has `readOn` called when others had their turn, and delivers nothing more
   * before. Absent where nobody else waits.
   */
  putOff?(readOn: () => void): void;

  /**
   * For the receiver to say: whether datagrams of some length hold many frames. If so, the other side is to prepare the next one while one
   * is worked on; if not, it waits for the answer anyway. Absent where that makes no difference.
   */
  expectsBatches?: boolean;

  /** Starts delivery to `receiver`. Called once, before anything else. */
  open(receiver: Receiver): void;

  /**
   * The datagram to append to, or undefined while none can be sent; `receiver.onWritable` follows when one can.
   * The transport keeps what was appended and goes on returning the same datagram until it is sent.
   */
  outgoing(): OutgoingDatagram | undefined;

  /**
   * Sends what was appended at once, because there is no room for what comes next, and returns the next datagram to
   * append to, or undefined as `outgoing` does.
   */
  next(): OutgoingDatagram | undefined;

  /** Says that something was appended. The transport sends it before the event loop goes on, at the latest. */
  flush(): void;

  /**
   * Sends what was appended, then blocks the calling thread until at least one datagram was delivered or the
   * transport closed (true), or until `timeoutMs` milliseconds have passed (false). Infinity waits for ever.
   */
  block(timeoutMs: number): boolean;

  /**
   * The same for the answer to a call, which is read sooner where it lies: gives back the length of a datagram that has arrived and is not
   * delivered; it is the first bytes of `received`, a private copy, until `finish`, which must follow. 0 if something else has happened, was
   * delivered, or could happen: `block` goes on then. Absent where nothing is won by it.
   */
  exchange?(): number;
  readonly received?: Uint8Array;
  finish?(): void;

  /** Ends the transport on both sides; `receiver.onClose(undefined)` follows. Does nothing the second time. */
  close(): void;

  /**
   * Ends the transport because the peer broke the protocol or a limit; `receiver.onClose(reason)` follows.
   * The other side sees only that we closed.
   */
  abort(reason: Error): void;
}

/** Carries file descriptors. Each side's are numbered from 0 up, in the order in which they are donated. */
export interface DescriptorTransport {
  /**
   * Donates descriptors, from 1 to 64, to go with the outgoing datagram or before it; gives back the number of the first, or
   * undefined if that can not be now: send what was appended, and try again after `onWritable`. @throws if one is not open.
   */
  donate(fds: readonly number[]): number | undefined;
  /** The descriptor with that number, which was donated to this side with the datagram that names it. @throws if it was not. */
  claim(number: number): number;
  /** Another descriptor of the same open file. @throws if it is not open. */
  duplicate(fd: number): number;
  close(fd: number): void;
}

/** Carries large messages through memory beside the datagrams, which say what is in it. */
export interface BulkTransport {
  /** Ours to write. The peer may see and change these bytes: never read them back. Empty when the transport has closed. */
  readonly outgoing: Uint8Array;
  /** The peer's. It may change them at any time: copy each byte out once. Empty when the transport has closed. */
  readonly incoming: Uint8Array;
  /**
   * An empty datagram, or undefined as `Transport.outgoing`. Getting one says that the peer has done with all that this method gave
   * before but for the last one, so that the memory which they were about may be written again.
   */
  datagram(): OutgoingDatagram | undefined;
  /**
   * Called while such a datagram is delivered, before what it is about is copied. Unless it is the last one of a message, it lets the peer
   * prepare the next one meanwhile.
   */
  onPart(isLast: boolean): void;
}

/** A datagram while it is being filled. */
export interface OutgoingDatagram {
  /**
   * Where to write. The peer may see and change these bytes: never read them back. Another array once `widen` was called.
   */
  readonly bytes: Uint8Array;
  /** Whether the peer can see and change `bytes` now. Absent where it never can. */
  readonly shared?: boolean;
  /** How many bytes are filled; whoever appends moves it on. */
  length: number;
  /**
   * Makes room for all that one datagram can hold, where `bytes` is shorter at first; says whether that is more than there
   * was. Absent where there is all the room from the start.
   */
  widen?(): boolean;
}

/** What a transport tells its user. None of its methods is called while one runs, except from within `block` and `exchange`. */
export interface Receiver {
  /** A datagram arrived: the first `length` of `bytes`, a private copy which is reused when this returns. */
  onDatagram(bytes: Uint8Array, length: number): void;
  /** `outgoing()` would return a datagram now. */
  onWritable(): void;
  /** Nothing will arrive and nothing can be sent any more. `reason` is undefined when either side closed. */
  onClose(reason: Error | undefined): void;
}

/** The process on the other side when it connected, as the kernel saw it. */
export interface PeerIdentity {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
}

/** What a transport over shared memory counts, on this side. */
export interface TransportStatistics {
  /** How often control was given to the peer, with a datagram or without. */
  readonly handoffsGiven: number;
  /** How often control came from the peer. */
  readonly handoffsTaken: number;
  /** Of datagrams. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** How often what this side spun for came while it did, so that nobody had to be woken. */
  readonly spinsCaught: number;
  /** How often it spun for nothing: the time burnt is that of `spinMicroseconds`. */
  readonly spinsMissed: number;
  /** How often this side went to sleep, in epoll or poll. */
  readonly sleeps: number;
  /** How often the peer had to be woken: a system call of this side, and a wake-up of the peer. */
  readonly ringsSent: number;
  /** How often the peer rang. */
  readonly ringsReceived: number;
  readonly descriptorsDonated: number;
  readonly descriptorsReceived: number;
}
