import { createRequire } from 'node:module';

/**
 * The addon, as TypeScript sees it. These are bare system calls and shared memory: arguments are not checked here but
 * in `@flipcall/core`, which is what programs use. Failed system calls throw an `Error` with `code`, `errno` and
 * `syscall`.
 */
export interface Native {
  /** Bytes of a memory page. */
  readonly pageSize: number;
  /** The longest path of a Unix-domain socket, in bytes. */
  readonly maxSocketPathBytes: number;
  /** CPUs that this process may use: its affinity mask, cut down by a cgroup quota. */
  readonly usableCpus: number;
  /** Nanoseconds to spin for an answer by default; 0 where fewer than two CPUs are usable. */
  readonly defaultSpinNs: number;
  readonly PacketWindowAllocator: new () => NativeAllocator;
  readonly Endpoint: new (side: number, fd: number, offset: number, length: number) => NativeEndpoint;
  readonly Link: new (
    socket: number,
    own: NativeWindow,
    peers: NativeWindow,
    control: Int32Array,
    onDatagram: () => void,
    onResumed: () => void,
    onRoom: () => void,
    onOver: (status: number) => void,
  ) => NativeLink;
  /**
   * Calls back whenever `fd` is readable or hung up, until closed, and closes `fd` should the environment end before that. Or calls
   * back only when it hung up, and leaves `fd` alone. Keeps the event loop alive.
   */
  readonly FdWatch: new (
    fd: number,
    onReady: () => void,
    what?: 'hang-up',
  ) => NativeFdWatch;
  /** Whether a link that does not keep this thread busy was served in the last few milliseconds. */
  hasLightLinks(): boolean;
  /** Has the C library keep memory for many large messages that are freed at once, as garbage collections do. */
  expectLargeMessages(): void;
  /** Shuts down the endpoint, of any thread, whose `shutdownToken` this is; nothing if it was destroyed. */
  shutdownByToken(token: number): void;
  /** What is wrong with a window that a peer donated, or null. */
  checkDonatedWindow(fd: number, offset: number, length: number): string | null;
  listen(path: string, mode: number, takeOver: boolean): number;
  /** Removes the socket file of a listener that is still open, unless another listener's is there by now. */
  removeSocketFile(path: string, inode: number): void;
  accept(listener: number): number;
  connect(path: string): number;
  socketPair(): [number, number];
  /** Closes a descriptor that came from here; `node:fs` would warn about it in a worker. */
  close(fd: number): void;
  /** Another descriptor of the same file, close-on-exec. */
  duplicate(fd: number): number;
  /** Has the kernel kill this process when the thread ends that started it. */
  dieWithParent(): void;
  peerCredentials(socket: number): { pid: number; uid: number; gid: number };
  sendMessage(socket: number, bytes: string, descriptors: readonly number[]): void;
  receiveMessage(socket: number, maxBytes: number, maxDescriptors: number): NativeMessage;
}

export interface NativeWindow {
  readonly fd: number;
  readonly offset: number;
  readonly length: number;
}

export interface NativeMessage {
  readonly bytes: Buffer;
  readonly descriptors: number[];
  readonly truncated: boolean;
}

export interface NativeAllocator {
  allocate(size: number): NativeWindow;
  fd(): number;
  destroy(): void;
}

/**
 * Calls return a datagram's length in bytes, or a negative `Status`. `exchangeSync` returns `-TimedOut` now and then: go on
 * by giving -1.
 */
export interface NativeEndpoint {
  buffer(): ArrayBuffer;
  giveControl(length: number): number;
  exchangeSync(length: number, spinNs?: number): number;
  exchange(length: number, spinNs: number, done: (result: number) => void): number;
  enableSleepFlags(): void;
  setSpin(ns: number): void;
  useHelperThread(): void;
  /** Takes the descriptor over. */
  setLifeLine(fd: number): void;
  /** Ends the call under way with `-PeerDied`, unless its answer is there. */
  peerHungUp(): void;
  waiting(): 'io_uring' | 'helper-thread';
  shutdownToken(): number;
  shutdown(): void;
  destroy(): void;
}

/** Calls return a `Status`; those on the path of every call undefined instead of `Ok`, which costs less. */
export interface NativeLink {
  window(channel: number): ArrayBuffer;
  /** Private memory in which short datagrams are made, until they go. */
  draft(): ArrayBuffer;
  /** A buffer to which datagrams are copied from here on, until it is popped; then it is empty. */
  pushReceiveBuffer(): ArrayBuffer;
  popReceiveBuffer(): void;
  enableSleepFlags(channel: number): void;
  setSpin(ns: number): void;
  /** The part of this thread's time that the link gets while it keeps it busy and others are used now and then; at first 1. */
  setBusyShare(share: number): void;
  /** Has `onResumed` called in the next turn, and nothing delivered before. */
  putOff(): void;
  give(): number | undefined;
  /** Within a turn: undefined if the next datagram has come already, `TimedOut` if the turn is over. */
  goOn(): number | undefined;
  /** Undefined when a datagram has come; `TimedOut` comes now and then without a reason. */
  block(): number | undefined;
  /** The same for at most so long; `TimedOut` may come earlier. */
  blockFor(timeoutMs: number): number;
  /** The number of the first descriptor; -1 if none can be donated now. */
  donate(descriptors: readonly number[]): number;
  /** The descriptors, or a `Status`. */
  claim(first: number, count: number): number[] | number;
  statistics(): NativeLinkStatistics;
  setReferenced(referenced: boolean): void;
  close(): void;
}

/** What happened on a link so far; `SessionStatistics` in `@flipcall/core` tells what each count means. */
export interface NativeLinkStatistics {
  readonly handoffsGiven: number;
  readonly handoffsTaken: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly spinsCaught: number;
  readonly spinsMissed: number;
  readonly sleeps: number;
  readonly ringsSent: number;
  readonly ringsReceived: number;
  readonly descriptorsDonated: number;
  readonly descriptorsReceived: number;
}

export interface NativeFdWatch {
  close(): void;
  setReferenced(referenced: boolean): void;
}

/** How a native call ended; `Status` in endpoint_unsafe.h. */
export const Status = {
  Ok: 0,
  Shutdown: 1,
  PeerDied: 2,
  TimedOut: 3,
  BadState: 4,
  BadLength: 5,
  Busy: 6,
  NotActive: 7,
  System: 8,
  BadDescriptors: 9,
  Room: 10,
} as const;

/** The most descriptors in one donation; `DonatedDescriptors` in donated_descriptors.h. */
export const MOST_DONATED = 64;

/** Words of the `Int32Array` that a link shares with its native half; `ControlWord` in addon_link.cc. */
export const Control = {
  HeldOwn: 0,
  HeldPeers: 1,
  OutOwn: 2,
  OutPeers: 3,
  ArrivedChannel: 4,
  ArrivedLength: 5,
  InTurn: 6,
  InWindow: 7,
  Hurried: 8,
  Words: 9,
} as const;

/** The channels of a link: a side is the flipcall client on its own channel, the server on its peer's. */
export const Channel = { Own: 0, Peers: 1 } as const;

function load(): Native {
  if (process.platform !== 'linux') {
    throw new Error(`flipcall needs Linux (memfd and futexes); this is ${process.platform}.`);
  }
  const require = createRequire(import.meta.url);
  try {
    return require('../build/Release/flipcall.node') as Native; // What addon.cc exports.
  } catch (cause) {
    throw new Error(
      'The flipcall addon could not be loaded. Build it with a C++ compiler: run "npm rebuild @flipcall/native", ' +
        'or "npm run build" in a checkout.',
      { cause },
    );
  }
}

/** The loaded addon; importing this module throws where it cannot be loaded. */
export const native: Native = load();
