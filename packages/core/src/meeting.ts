import { type Native, type NativeMessage, native } from '@flipcall/native';
import { errorCode, FlipcallError, systemError } from './flipcall-error.js';
import {
  PacketWindowAllocator,
  type PacketWindowDescriptor,
  packetWindowLengthForDataCap,
  requireInteger,
} from './packet-window.js';
import { type Authorize, type PeerIdentity, peerIdentity, sameUser } from './peer-identity.js';
import { requireShare, Session, type SessionOptions, type SessionWindows } from './session.js';
import { TimeLimit } from './time-limit.js';

/** The version of the meeting and of what follows on the life line. */
const MEETING_VERSION = 1;
const MAX_DONATION_BYTES = 4096;
/** Of a refusal's reason, in characters. */
const LONGEST_REASON = 200;
/** What an accepted session gets unless it is told otherwise: no client is to slow others down for long. */
const BUSY_SHARE = 0.05;
const MIN_WINDOW_BYTES = 4096;
const MAX_WINDOW_BYTES = 2 ** 30;
const DATAGRAM_BYTES = 256 * 1024 - 16;
const BULK_BYTES = 256 * 1024;

/**
 * Two connected sockets, for a session with a child process or a worker: one end goes to `acceptSession`; the other's
 * number is handed over (in `stdio` of `spawn`, or in `workerData`) and goes to `connectSession` there. After a child
 * was started, `closeDescriptor` the end that it inherited.
 * @throws FlipcallError `system` if the system has no descriptors left.
 */
export function socketPair(): [accepting: number, connecting: number] {
  try {
    return native.socketPair();
  } catch (cause) {
    throw systemError('Making a socket pair failed', cause);
  }
}

/**
 * Closes a descriptor that came from `Session.claim`, or an end of a socket pair that became no session. `node:fs` does
 * the same, but in a worker it warns about descriptors that it did not open itself.
 */
export function closeDescriptor(descriptor: number): void {
  requireInteger('descriptor', descriptor, 0, 2 ** 31 - 1);
  native.close(descriptor);
}

/**
 * Another descriptor for the same socket: for a thread that was told the number of one, which stays the teller's to close.
 * @throws FlipcallError `system` if there is no such descriptor, or the system has none left.
 */
export function duplicateDescriptor(descriptor: number): number {
  requireInteger('descriptor', descriptor, 0, 2 ** 31 - 1);
  try {
    return native.duplicate(descriptor);
  } catch (cause) {
    throw systemError('Duplicating a descriptor failed', cause);
  }
}

export interface MeetingOptions extends SessionOptions {
  /**
   * Who is on the other side, where the kernel cannot tell: of a socket pair it knows only who made it. Default: what the
   * kernel says.
   */
  readonly peer?: PeerIdentity;
  /** Says whether the peer may talk to us. Default: it runs as the same user as this process. */
  readonly authorize?: Authorize;
  /** Milliseconds that the peer may take until the session is open. Default: 5,000. */
  readonly handshakeTimeoutMs?: number;
  /** Called once, when the session is over or was never opened. */
  readonly onOver?: () => void;
}

export interface AcceptingOptions extends MeetingOptions {
  /**
   * Bytes that one datagram holds, either way; longer messages travel in several. Memory is used only as far as it is
   * touched. From 4,096 to 1 GiB. Default: 256 KiB.
   */
  readonly datagramBytes?: number;
  /**
   * Bytes beside the datagrams, either way, through which large messages travel, those that no datagram holds and others; used only as far as they are
   * touched, and rounded up to whole pages. 0 for none: such messages go in several datagrams. At most 1 GiB. Default: 256 KiB.
   */
  readonly bulkBytes?: number;
}

/**
 * The options, if sessions can be accepted with them: to be called before the first one comes, whose opening would fail.
 * @throws RangeError that says which makes no sense.
 */
export function requireAcceptingOptions<Options extends AcceptingOptions>(options: Options): Options {
  const { datagramBytes = DATAGRAM_BYTES, bulkBytes = BULK_BYTES, busyShare = BUSY_SHARE } = options;
  requireInteger('datagramBytes', datagramBytes, MIN_WINDOW_BYTES - 16, MAX_WINDOW_BYTES);
  requireInteger('bulkBytes', bulkBytes, 0, MAX_WINDOW_BYTES);
  requireShare(busyShare);
  return options;
}

/**
 * Opens a session as the accepting side of a connected socket (`SOCK_SEQPACKET`), which it takes over: checks who the
 * peer is, then makes the windows and donates them.
 * @throws (rejects) FlipcallError `refused`, `timeout`, `protocol`, `peer-died` or `system`; RangeError.
 */
export async function acceptSession(socket: number, options: AcceptingOptions = {}): Promise<Session> {
  return meet(socket, options, () => {
    const peer = checkedPeer(socket, options, (reason) => tellRefusal(socket, reason));
    const { datagramBytes = DATAGRAM_BYTES, bulkBytes: wantedBytes = BULK_BYTES } =
      requireAcceptingOptions(options);
    using allocator = new PacketWindowAllocator();
    const bulkBytes = wholePages(wantedBytes / 2) * 2;
    const length = packetWindowLengthForDataCap(datagramBytes) + bulkBytes;
    const forward = allocator.allocate(length);
    const reverse = allocator.allocate(length);
    native.sendMessage(socket, encodeDonation([forward, reverse], bulkBytes), [allocator.fd]);
    // The connecting side owns the forward channel.
    return new Session(socket, { own: reverse, peers: forward, bulkBytes }, peer, {
      ...options,
      busyShare: options.busyShare ?? BUSY_SHARE,
    });
  });
}

/**
 * Opens a session as the connecting side of a connected socket, which it takes over: waits for the windows, checks that
 * they can be mapped safely, and maps them.
 * @throws (rejects) as `acceptSession`.
 */
export async function connectSession(socket: number, options: MeetingOptions = {}): Promise<Session> {
  return meet(socket, options, async (limit) => {
    const peer = checkedPeer(socket, options);
    await readable(socket, limit);
    return sessionOf(native.receiveMessage(socket, MAX_DONATION_BYTES, 1), socket, peer, options);
  });
}

/**
 * Does what `connectSession` does, and blocks the calling thread meanwhile.
 * @throws as `connectSession` rejects.
 */
export function connectSessionBlocking(socket: number, options: MeetingOptions = {}): Session {
  const timeoutMs = options.handshakeTimeoutMs ?? 5000;
  const deadline = performance.now() + timeoutMs;
  let session: Session | undefined;
  try {
    const peer = checkedPeer(socket, options);
    session = sessionOf(receiveBlocking(socket, deadline, timeoutMs), socket, peer, options);
    session.openBlocking(Math.max(0, deadline - performance.now()));
    return session;
  } catch (error) {
    if (session === undefined) {
      native.close(socket);
      options.onOver?.();
    }
    throw asMeetingError(error);
  }
}

/** What opening a session asks of the addon, beside what `rehearse` leaves out. */
export type MeetingAddon = Pick<Native, 'Link' | 'FdWatch' | 'checkDonatedWindow' | 'close'>;

/** The connecting side's session, in the windows that the message donates; closes the descriptors that came with it. */
export function sessionOf(
  message: NativeMessage,
  socket: number,
  peer: PeerIdentity,
  options: SessionOptions,
  addon: MeetingAddon = native,
): Session {
  try {
    return new Session(socket, takeDonation(message, addon), peer, options, addon);
  } finally {
    for (const fd of message.descriptors) addon.close(fd);
  }
}

/** Looks again and again: a server answers within a millisecond, and this is no time to set up a wait. */
function receiveBlocking(socket: number, deadline: number, timeoutMs: number): NativeMessage {
  for (;;) {
    try {
      return native.receiveMessage(socket, MAX_DONATION_BYTES, 1);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
    }
    if (performance.now() > deadline) throw tooSlow(timeoutMs);
    blockFor(1);
  }
}

/** Blocks the calling thread, and burns no CPU. */
export function blockFor(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function tooSlow(timeoutMs: number): FlipcallError {
  return new FlipcallError(
    'timeout',
    `The peer did not open the session within ${timeoutMs} ms (handshakeTimeoutMs).`,
  );
}

/**
 * Tells the connecting side of a connected socket why it gets no session, and closes the socket.
 * @returns the error that says so here.
 */
export function refuseSession(socket: number, reason: string): FlipcallError {
  tellRefusal(socket, reason);
  native.close(socket);
  return new FlipcallError('refused', `A peer was refused: ${reason}.`);
}

function tellRefusal(socket: number, reason: string): void {
  try {
    native.sendMessage(socket, JSON.stringify({ flipcall: MEETING_VERSION, refused: reason }), []);
  } catch {
    // Who has hung up needs no reason.
  }
}

/** @throws FlipcallError `refused` unless the peer may talk to us. */
export function checkedPeer(
  socket: number,
  options: MeetingOptions,
  tell?: (reason: string) => void,
): PeerIdentity {
  const peer = options.peer ?? peerIdentity(socket);
  if ((options.authorize ?? sameUser)(peer)) return peer;
  tell?.(`user ${peer.uid} may not open a session`);
  throw new FlipcallError(
    'refused',
    `Process ${peer.pid} of user ${peer.uid} may not open a session here (see the option "authorize").`,
  );
}

/** What both sides do: get the windows, wait for the channels' handshakes, all within the time limit. */
async function meet(
  socket: number,
  options: MeetingOptions,
  join: (limit: TimeLimit) => Session | Promise<Session>,
): Promise<Session> {
  const timeoutMs = options.handshakeTimeoutMs ?? 5000;
  const limit = new TimeLimit(timeoutMs, () => tooSlow(timeoutMs));
  let session: Session | undefined;
  try {
    session = await join(limit);
    const opening = session;
    limit.onExceeded = (reason) => opening.abort(reason);
    await session.opened;
    return session;
  } catch (error) {
    if (session === undefined) {
      native.close(socket);
      options.onOver?.();
    }
    throw asMeetingError(error);
  } finally {
    limit.clear();
  }
}

function asMeetingError(error: unknown): unknown {
  if (error instanceof FlipcallError || error instanceof RangeError) return error;
  const code = errorCode(error);
  if (code === 'EPIPE' || code === 'ECONNRESET') {
    return new FlipcallError('peer-died', 'The peer hung up before the session was open.', { cause: error });
  }
  return systemError('Opening the session failed', error);
}

function encodeDonation(windows: readonly PacketWindowDescriptor[], bulkBytes: number): string {
  return JSON.stringify({
    flipcall: MEETING_VERSION,
    windows: windows.map(({ offset, length }) => ({ offset, length })),
    ...(bulkBytes > 0 && { bulkBytes }),
  });
}

function wholePages(byteLength: number): number {
  return Math.ceil(byteLength / native.pageSize) * native.pageSize;
}

/** @throws FlipcallError `protocol` unless the message donates two windows in one file that is safe to map. */
function takeDonation(message: NativeMessage, addon: MeetingAddon): SessionWindows {
  const donation = parseDonation(message.bytes.toString());
  if (typeof donation.refused === 'string') {
    const reason = donation.refused.slice(0, LONGEST_REASON);
    throw new FlipcallError('refused', `The server refused the session: ${reason}.`);
  }
  const fd = message.descriptors[0];
  if (fd === undefined || message.truncated) {
    throw new FlipcallError(
      'protocol',
      'The peer must donate exactly one descriptor, the file of its packet windows.',
    );
  }
  if (donation.flipcall !== MEETING_VERSION) {
    throw new FlipcallError(
      'protocol',
      `The peer speaks version ${String(donation.flipcall)} of the session protocol; this side speaks ${MEETING_VERSION}.`,
    );
  }
  const [own, peers] = Array.isArray(donation.windows) ? donation.windows : [];
  return checkedBulk(
    { own: checkedWindow(fd, own, addon), peers: checkedWindow(fd, peers, addon) },
    donation.bulkBytes ?? 0,
  );
}

/** @throws FlipcallError `protocol` unless each window has room for so many bytes beside its datagrams. */
function checkedBulk(windows: Omit<SessionWindows, 'bulkBytes'>, bulkBytes: unknown): SessionWindows {
  const most = Math.min(windows.own.length, windows.peers.length) - MIN_WINDOW_BYTES;
  if (!isInteger(bulkBytes, 0, most) || bulkBytes % (2 * native.pageSize) !== 0) {
    throw new FlipcallError(
      'protocol',
      "The peer's windows have no room for the bulk memory that it described.",
    );
  }
  return { ...windows, bulkBytes };
}

function parseDonation(text: string): {
  flipcall?: unknown;
  windows?: unknown;
  bulkBytes?: unknown;
  refused?: unknown;
} {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new FlipcallError('protocol', "The peer's first message is no description of packet windows.");
}

function checkedWindow(fd: number, window: unknown, addon: MeetingAddon): PacketWindowDescriptor {
  if (typeof window !== 'object' || window === null || !('offset' in window) || !('length' in window)) {
    throw new FlipcallError('protocol', 'The peer described fewer than two packet windows.');
  }
  const { offset, length } = window;
  if (
    !isInteger(offset, 0, Number.MAX_SAFE_INTEGER) ||
    !isInteger(length, MIN_WINDOW_BYTES, 2 * MAX_WINDOW_BYTES + native.pageSize)
  ) {
    throw new FlipcallError('protocol', "The peer's packet window has an impossible offset or length.");
  }
  const complaint = addon.checkDonatedWindow(fd, offset, length);
  if (complaint !== null) {
    throw new FlipcallError('protocol', `The peer's packet window cannot be mapped safely: ${complaint}.`);
  }
  return { fd, offset, length };
}

function isInteger(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Resolves when the socket has something to read or hung up. @throws (rejects) when the time limit is exceeded. */
export function readable(
  socket: number,
  limit: TimeLimit,
  addon: Pick<Native, 'FdWatch'> = native,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const watch = new addon.FdWatch(socket, () => {
      watch.close();
      resolve();
    });
    limit.onExceeded = (reason) => {
      watch.close();
      reject(reason);
    };
  });
}
