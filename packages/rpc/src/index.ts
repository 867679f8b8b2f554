export { Backoff, type BackoffOptions } from './backoff.js';
export type { CallContext } from './call-context.js';
export type { CallOptions, ClientOptions } from './call-options.js';
export type { Role } from './calls/call-table.js';
export { Code, codeName } from './code.js';
export { type ConnectOptions, connect, type ReconnectOptions } from './connect.js';
export type { SessionCloseMessage, SessionDrainMessage, SessionOpenMessage } from './diagnostics.js';
export { FAILURE_CODES, type FailureKind } from './failure.js';
export type { HandlerErrorContext, HandlerErrorHook } from './handler-error.js';
export type { Health } from './health/health.js';
export {
  createHealthClient,
  type HealthClient,
  type HealthHandlers,
  HealthService,
  type HealthStatus,
} from './health/health-service.js';
export { authorizePeer } from './interceptors/authorize-peer.js';
export { type ConcurrencyLimitOptions, concurrencyLimit } from './interceptors/concurrency-limit.js';
export type { InterceptedAnswer, InterceptedCall, Interceptor, Next } from './interceptors/interceptor.js';
export { type CallLog, logging } from './interceptors/logging.js';
export { type RetryOptions, retry } from './interceptors/retry.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export type { ListenOptions } from './listen.js';
export type { Listener } from './listener.js';
export type { Metadata, MutableMetadata } from './metadata.js';
export { ChildSession } from './processes/child-session.js';
export { type Exit, ExitError } from './processes/exit.js';
export type { ChildOptions } from './processes/open-child.js';
export { parentSession, serveParent } from './processes/parent-session.js';
export { type ServeSessionsOptions, serveSessions } from './processes/serve-sessions.js';
export { type SpawnOptions, spawnSession } from './processes/spawn-session.js';
export { type Spread, type SpreadEventMap, type SpreadOptions, spread } from './processes/spread.js';
export { type WorkerSessionOptions, workerSession } from './processes/worker-session.js';
export { type ReconnectEventMap, ReconnectEvents } from './reconnect/reconnect-events.js';
export { ReconnectingSession } from './reconnect/reconnecting-session.js';
export { Descriptor } from './remote/descriptor.js';
export { release } from './remote/release.js';
export { RpcError, type RpcErrorOptions } from './rpc-error.js';
export { RpcSession, type RpcSessionOptions } from './rpc-session.js';
export { Server, type ServerOptions } from './server.js';
export { defineService, type MethodKind, type MethodSpec, type ServiceDescriptor } from './service.js';
export { ServiceRegistry } from './service-registry.js';
export type { DrainOptions } from './session/drain.js';
export { type SessionEventMap, SessionEvents } from './session/session-events.js';
export type { Session } from './session.js';
export { sessionTransport } from './session-transport.js';
export type { RpcStatistics, ServerStatistics } from './statistics.js';
export type {
  OutgoingDatagram,
  PeerIdentity,
  Receiver,
  Transport,
  TransportStatistics,
} from './transport.js';
