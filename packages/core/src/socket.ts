import { setTimeout as delay } from 'node:timers/promises';
import { native } from '@flipcall/native';
import { Admission, type AdmissionLimits } from './admission.js';
import { Churn } from './churn.js';
import { errorCode, FlipcallError, systemError } from './flipcall-error.js';
import { type Listener, type ListeningPath, listenForSockets } from './listen-for-sockets.js';
import {
  type AcceptingOptions,
  acceptSession,
  blockFor,
  connectSession,
  connectSessionBlocking,
  type MeetingOptions,
  refuseSession,
  requireAcceptingOptions,
} from './meeting.js';
import { peerIdentity } from './peer-identity.js';
import { rehearse } from './rehearsal.js';
import type { Session } from './session.js';
import { requirePath } from './socket-path.js';

// While the program starts, not when it connects.
rehearse();

export interface ListenOptions extends ListeningPath, AcceptingOptions, AdmissionLimits {
  /** Called with each session that opened. */
  readonly onSession: (session: Session) => void;
  /** Called when a peer connected but no session came of it; the listener goes on. Default: ignored. */
  readonly onRefused?: (reason: unknown) => void;
}

export interface ConnectOptions extends MeetingOptions {
  /** The path that the server listens on. */
  readonly path: string;
}

/**
 * Listens for sessions on a Unix-domain socket. A socket file that nobody listens on is replaced.
 * @throws RangeError for a path that is too long, or an option that makes no sense; FlipcallError `system` if somebody listens
 * there already, or the path cannot be used.
 */
export function listen(options: ListenOptions): Listener {
  const admission = new Admission(options);
  const churn = new Churn();
  requireAcceptingOptions(options);
  const { onSession, onRefused = () => {} } = options;
  return listenForSockets({
    ...options,
    onSocket: (socket) => admit(socket, options, admission, churn).then(onSession, onRefused),
  });
}

/** Opens a session on an accepted socket, if the limits allow it. */
async function admit(
  socket: number,
  options: ListenOptions,
  admission: Admission,
  churn: Churn,
): Promise<Session> {
  const { uid } = peerIdentity(socket);
  const refusal = admission.enter(uid);
  if (refusal !== undefined) throw refuseSession(socket, refusal);
  const cameAt = performance.now();
  // Where nobody else has calls, nobody minds.
  const waitMs = native.hasLightLinks() ? churn.wait(uid, cameAt) : 0;
  if (waitMs > 0) await delay(waitMs);
  return acceptSession(socket, {
    ...options,
    onOver: () => {
      admission.leave(uid);
      churn.ended(uid, cameAt + waitMs, performance.now());
      options.onOver?.();
    },
  });
}

/**
 * Opens a session with the server that listens on `path`.
 * @throws (rejects) RangeError for a path that is too long; FlipcallError `system` if nobody listens there; `refused`,
 * `timeout`, `protocol`, `peer-died`.
 */
export async function connect(options: ConnectOptions): Promise<Session> {
  const limitMs = options.handshakeTimeoutMs ?? 5000;
  const started = performance.now();
  for (;;) {
    const socket = tryConnect(options.path);
    if (socket !== undefined) return connectSession(socket, options);
    if (performance.now() - started > limitMs) throw queueFull(options.path, limitMs);
    await delay(5);
  }
}

/**
 * Does what `connect` does, and blocks the calling thread meanwhile. Not for a server in the same thread.
 * @throws as `connect` rejects.
 */
export function connectBlocking(options: ConnectOptions): Session {
  const limitMs = options.handshakeTimeoutMs ?? 5000;
  const started = performance.now();
  for (;;) {
    const socket = tryConnect(options.path);
    if (socket !== undefined) return connectSessionBlocking(socket, options);
    if (performance.now() - started > limitMs) throw queueFull(options.path, limitMs);
    blockFor(5);
  }
}

function queueFull(path: string, limitMs: number): FlipcallError {
  return new FlipcallError('timeout', `The server on ${path} did not accept a session within ${limitMs} ms.`);
}

/** A connected socket, or undefined while the server's queue is full. */
function tryConnect(path: string): number | undefined {
  requirePath(path);
  try {
    return native.connect(path);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'EAGAIN') return undefined;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') {
      throw new FlipcallError('system', `No server listens on ${path}: start it first.`, { cause });
    }
    if (code === 'EPROTOTYPE') {
      throw new FlipcallError('system', `The server on ${path} is not a flipcall server.`, { cause });
    }
    throw systemError(`Connecting to ${path} failed`, cause);
  }
}
