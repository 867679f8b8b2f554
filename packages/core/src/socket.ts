import { lstatSync, unlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type NativeFdWatch, native } from '@flipcall/native';
import { FlipcallError, systemError } from './flipcall-error.js';
import { type AcceptingOptions, acceptSession, connectSession, type MeetingOptions } from './meeting.js';
import type { Session } from './session.js';

/** How long a listener rests after the system did not let it accept. */
const ACCEPT_PAUSE_MS = 50;

export interface ListenOptions extends AcceptingOptions {
  /** The socket's path; at most 107 bytes. */
  readonly path: string;
  /** The socket file's permissions. Default: 0o600, this user only. */
  readonly mode?: number;
  /** Called with each session that opened. */
  readonly onSession: (session: Session) => void;
  /** Called when a peer connected but no session came of it; the listener goes on. Default: ignored. */
  readonly onRefused?: (reason: unknown) => void;
}

export interface ConnectOptions extends MeetingOptions {
  /** The path that the server listens on. */
  readonly path: string;
}

/** A socket path on which sessions are accepted. */
export interface Listener {
  readonly path: string;
  /** Stops listening and removes the socket file; open sessions stay open. */
  close(): void;
}

/**
 * Listens for sessions on a Unix-domain socket. A socket file that nobody listens on is replaced.
 * @throws RangeError for a path that is too long; FlipcallError `system` if somebody listens there already, or the
 * path cannot be used.
 */
export function listen(options: ListenOptions): Listener {
  const { path } = options;
  const fd = listenOn(path, options.mode ?? 0o600);
  const file = lstatSync(path);
  let watch: NativeFdWatch | undefined;
  let pause: NodeJS.Timeout | undefined;
  const resume = (): void => {
    watch = new native.FdWatch(fd, () => {
      if (acceptAll(fd, options)) return;
      // Out of descriptors, say: what waits stays in the queue, and asking again at once would burn the CPU.
      watch?.close();
      pause = setTimeout(resume, ACCEPT_PAUSE_MS);
    });
  };
  resume();
  let closed = false;
  return {
    path,
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(pause);
      watch?.close();
      native.close(fd);
      removeSocketFile(path, file.ino);
    },
  };
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
    if (performance.now() - started > limitMs) {
      throw new FlipcallError(
        'timeout',
        `The server on ${options.path} did not accept a session within ${limitMs} ms.`,
      );
    }
    await delay(5);
  }
}

/** A connected socket, or undefined while the server's queue is full. */
function tryConnect(path: string): number | undefined {
  requirePath(path);
  try {
    return native.connect(path);
  } catch (cause) {
    const code = codeOf(cause);
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

function listenOn(path: string, mode: number): number {
  requirePath(path);
  try {
    return native.listen(path, mode);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EADDRINUSE') {
      throw new FlipcallError(
        'system',
        `Another server listens on ${path} already: stop it, or use another path.`,
        {
          cause,
        },
      );
    }
    if (code === 'ENOTSOCK') {
      throw new FlipcallError(
        'system',
        `${path} exists and is not a socket: remove it, or use another path.`,
        { cause },
      );
    }
    if (code === 'ENOENT') {
      throw new FlipcallError('system', `The folder of ${path} does not exist.`, { cause });
    }
    throw systemError(`Listening on ${path} failed`, cause);
  }
}

/** Accepts who waits; false if the system did not let us. */
function acceptAll(fd: number, options: ListenOptions): boolean {
  for (;;) {
    let socket: number;
    try {
      socket = native.accept(fd);
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return true;
      options.onRefused?.(systemError('Accepting a session failed', error));
      return false;
    }
    acceptSession(socket, options).then(options.onSession, options.onRefused ?? (() => {}));
  }
}

/** A server that took the path over has a file of its own there: that one stays. */
function removeSocketFile(path: string, inode: number): void {
  try {
    if (lstatSync(path).ino === inode) unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw systemError(`Removing ${path} failed`, error);
  }
}

function requirePath(path: string): void {
  const bytes = Buffer.byteLength(path);
  if (bytes === 0 || path.includes('\0')) throw new RangeError(`Not a socket path: ${JSON.stringify(path)}.`);
  if (bytes > native.maxSocketPathBytes) {
    throw new RangeError(
      `The socket path is ${bytes} bytes long; the system allows ${native.maxSocketPathBytes}: ${path}`,
    );
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
