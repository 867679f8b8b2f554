import {
  Channel,
  Control,
  type NativeFdWatch,
  type NativeLink,
  type NativeMessage,
  type NativeWindow,
  native,
  Status,
} from '@flipcall/native';
import { encodeHandshake, SESSION_FEATURES } from './handshake.js';
import { checkedPeer, type MeetingAddon, readable, sessionOf } from './meeting.js';
import type { PeerIdentity } from './peer-identity.js';
import type { Session } from './session.js';
import { TimeLimit } from './time-limit.js';

/** No socket is that; nothing here uses it. */
const NO_SOCKET = -1;
const NOBODY: PeerIdentity = { pid: 0, uid: 0, gid: 0 };
const PAGES = { window: 4 * native.pageSize, bulk: 2 * native.pageSize };

/**
 * Opens a session as the connecting side, with an addon that does nothing and a peer that says what it must, and closes it. V8 compiles
 * a function when it first runs, and these take a sixth of the time of connecting otherwise. So they run while the program starts, when
 * nobody waits for an answer yet.
 *
 * @returns what the session's user was told.
 */
export function rehearse(): readonly string[] {
  const told: string[] = [];
  const limit = new TimeLimit(1000, () => new Error('nobody waits'));
  const peer = checkedPeer(NO_SOCKET, { peer: NOBODY, authorize: () => true });
  void readable(NO_SOCKET, limit, IDLE);
  limit.clear();
  const session = sessionOf(donation(), NO_SOCKET, peer, {}, IDLE);
  IdleLink.last?.shakeHands();
  session.open({
    onDatagram: (_bytes, length) => void told.push(`${length} bytes`),
    onWritable: () => void told.push('writable'),
    onClose: () => void told.push('closed'),
  });
  send(session);
  IdleLink.last?.arrive(Channel.Own, new Uint8Array(1));
  session.close();
  IdleLink.last = undefined;
  return told;
}

function send(session: Session): void {
  const datagram = session.outgoing();
  if (datagram !== undefined) datagram.length = 1;
  session.flush();
}

/** What the accepting side sends first. */
function donation(): NativeMessage {
  const window = { offset: 0, length: PAGES.window };
  const bytes = Buffer.from(
    JSON.stringify({ flipcall: 1, windows: [window, window], bulkBytes: PAGES.bulk }),
  );
  return { bytes, descriptors: [NO_SOCKET], truncated: false };
}

/** The native half of a session with nobody: has memory, and takes whatever it is told. */
class IdleLink implements NativeLink {
  /** The one that was made last. */
  static last: IdleLink | undefined;
  readonly #memory = new ArrayBuffer(PAGES.window);
  readonly #control: Int32Array;
  readonly #onDatagram: () => void;

  constructor(
    _socket: number,
    _own: NativeWindow,
    _peers: NativeWindow,
    control: Int32Array,
    onDatagram: () => void,
  ) {
    this.#control = control;
    this.#onDatagram = onDatagram;
    control[Control.HeldOwn] = 1;
    IdleLink.last = this;
  }

  /** The peer answers the handshake on our channel, and asks for one on its own. */
  shakeHands(): void {
    for (const channel of [Channel.Own, Channel.Peers])
      this.arrive(channel, encodeHandshake(SESSION_FEATURES));
  }

  arrive(channel: number, bytes: Uint8Array): void {
    new Uint8Array(this.#memory).set(bytes);
    this.#control[Control.ArrivedChannel] = channel;
    this.#control[Control.ArrivedLength] = bytes.length;
    this.#onDatagram();
  }

  window(): ArrayBuffer {
    return this.#memory;
  }

  draft(): ArrayBuffer {
    return this.#memory;
  }

  pushReceiveBuffer(): ArrayBuffer {
    return this.#memory;
  }

  give(): undefined {
    this.#control[Control.OutOwn] = 0;
    this.#control[Control.OutPeers] = 0;
  }

  goOn(): number {
    return Status.TimedOut;
  }

  block(): number {
    return Status.TimedOut;
  }

  blockFor(): number {
    return Status.TimedOut;
  }

  donate(): number {
    return -1;
  }

  claim(): number {
    return Status.BadDescriptors;
  }

  statistics(): never {
    throw new TypeError('a rehearsal has no statistics');
  }

  popReceiveBuffer(): void {}
  enableSleepFlags(): void {}
  setSpin(): void {}
  setBusyShare(): void {}
  putOff(): void {}
  setReferenced(): void {}
  close(): void {}
}

/** A watch that sees nothing. */
class IdleWatch implements NativeFdWatch {
  close(): void {}
  setReferenced(): void {}
}

const IDLE: MeetingAddon = {
  Link: IdleLink,
  FdWatch: IdleWatch,
  checkDonatedWindow: () => null,
  close: () => undefined,
};
