import { native } from '@flipcall/native';

/** The process on the other side when it connected, as the kernel saw it; in this process's namespaces. */
export interface PeerIdentity {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
}

/** Says whether a peer may talk to us. */
export type Authorize = (peer: PeerIdentity) => boolean;

/** The default: only processes of the user that this process runs as. */
export const sameUser: Authorize = (peer) => peer.uid === process.geteuid?.();

/** @throws Error with the `code` of getsockopt. */
export function peerIdentity(socket: number): PeerIdentity {
  return native.peerCredentials(socket);
}
