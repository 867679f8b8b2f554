export { Admission, type AdmissionLimits } from './admission.js';
export { type BulkMemory, expectLargeMessages } from './bulk-memory.js';
export { DatagramReader, DatagramWriter } from './datagram.js';
export { Endpoint, EndpointSide } from './endpoint.js';
export type { EndpointOptions } from './endpoint-options.js';
export { FlipcallError, type FlipcallErrorKind, ShutdownError } from './flipcall-error.js';
export type { Feature } from './handshake.js';
export {
  type Listener,
  type ListeningPath,
  listenForSockets,
  type SocketListenerOptions,
} from './listen-for-sockets.js';
export {
  type AcceptingOptions,
  acceptSession,
  closeDescriptor,
  connectSession,
  connectSessionBlocking,
  duplicateDescriptor,
  type MeetingOptions,
  refuseSession,
  requireAcceptingOptions,
  socketPair,
} from './meeting.js';
export type { OutgoingDatagram } from './outgoing-datagram.js';
export {
  MAX_PACKET_WINDOW_BYTES,
  PACKET_HEADER_BYTES,
  PacketWindowAllocator,
  type PacketWindowDescriptor,
  packetWindowLengthForDataCap,
} from './packet-window.js';
export { dieWithParent } from './parent-process.js';
export { type Authorize, type PeerIdentity, peerIdentity } from './peer-identity.js';
export type { Session, SessionOptions, SessionReceiver } from './session.js';
export type { SessionStatistics } from './session-statistics.js';
export { type ShutdownHandle, shutdownEndpoint } from './shutdown-handle.js';
export { type ConnectOptions, connect, connectBlocking, type ListenOptions, listen } from './socket.js';
