import { type NativeFdWatch, native } from '@flipcall/native';
import { errorCode, FlipcallError, systemError } from './flipcall-error.js';
import { requirePath } from './socket-path.js';

/** How long a listener rests after the system did not let it accept. */
const ACCEPT_PAUSE_MS = 50;

/** Accepted in one turn of the event loop, so that a flood of peers leaves the loop time for those that are in. */
const ACCEPTED_PER_TURN = 1;

/** How a listener gets its path. */
export interface ListeningPath {
  /** The socket's path; at most 107 bytes. */
  readonly path: string;
  /** The socket file's permissions. Default: 0o600, this user only. */
  readonly mode?: number;
  /**
   * Take the path over from a server that listens there: it keeps its sessions and gets no new ones. There is no
   * moment at which a client would find nobody. Default: false, such a path is refused.
   */
  readonly takeOver?: boolean;
}

export interface SocketListenerOptions extends ListeningPath {
  /** Called with each connected socket, which is the callee's to close or to make a session of. */
  readonly onSocket: (socket: number) => void;
  /** Called when a peer could not be let in; the listener goes on. Default: ignored. */
  readonly onRefused?: (reason: unknown) => void;
}

/** A socket path on which peers are let in. */
export interface Listener {
  readonly path: string;
  /**
   * Stops listening and removes the socket file, unless another server has taken the path over. Who connected before is
   * let in first; open sessions stay open.
   */
  close(): void;
}

/**
 * Listens on a Unix-domain socket and gives away the connected sockets: to this process's `acceptSession`, or to
 * another thread's or process's. `listen` does both at once.
 * @throws RangeError for a path that is too long; FlipcallError `system` if somebody listens there already, or the
 * path cannot be used.
 */
export function listenForSockets(options: SocketListenerOptions): Listener {
  const { path } = options;
  const fd = listenOn(options);
  // Not imported: to import node:fs loads all of its streams, which a client never needs.
  const { ino } = process.getBuiltinModule('node:fs').lstatSync(path);
  let watch: NativeFdWatch | undefined;
  let pause: NodeJS.Timeout | undefined;
  const resume = (): void => {
    watch = new native.FdWatch(fd, () => {
      if (accept(fd, ACCEPTED_PER_TURN, options)) return;
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
      try {
        removeSocketFile(path, ino);
        accept(fd, Number.POSITIVE_INFINITY, options);
      } finally {
        native.close(fd);
      }
    },
  };
}

function listenOn({ path, mode = 0o600, takeOver = false }: ListeningPath): number {
  requirePath(path);
  try {
    return native.listen(path, mode, takeOver);
  } catch (cause) {
    const text = COMPLAINTS[String(errorCode(cause))];
    if (text === undefined) throw systemError(`Listening on ${path} failed`, cause);
    throw new FlipcallError('system', text(path), { cause });
  }
}

const COMPLAINTS: Readonly<Record<string, (path: string) => string>> = {
  EADDRINUSE: (path) => `Another server listens on ${path} already: stop it, or use another path.`,
  ENOTSOCK: (path) => `${path} exists and is not a socket: remove it, or use another path.`,
  ENOENT: (path) => `The folder of ${path} does not exist.`,
};

/** Accepts who waits, as many as `most`; false if the system did not let us. */
function accept(fd: number, most: number, { onSocket, onRefused }: SocketListenerOptions): boolean {
  for (let accepted = 0; accepted < most; accepted++) {
    let socket: number;
    try {
      socket = native.accept(fd);
    } catch (error) {
      if (errorCode(error) === 'EAGAIN') return true;
      onRefused?.(systemError('Accepting a session failed', error));
      return false;
    }
    onSocket(socket);
  }
  return true;
}

function removeSocketFile(path: string, inode: number): void {
  try {
    native.removeSocketFile(path, inode);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw systemError(`Removing ${path} failed`, error);
  }
}
