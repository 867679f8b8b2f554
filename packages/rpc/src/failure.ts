import { Code } from './code.js';
import { RpcError, type RpcErrorOptions } from './rpc-error.js';

/** Every way in which this package itself makes a call fail. */
export type FailureKind =
  /** The callee's schema refused the arguments. */
  | 'invalid-arguments'
  /** A value has no place in MessagePack: a function, a symbol, an object with behaviour. */
  | 'not-sendable'
  /** The caller's schema refused the result. */
  | 'invalid-result'
  /** The caller's schema refused the fields of an error that the method declares. */
  | 'invalid-error'
  | 'unknown-service'
  | 'unknown-method'
  /** The handler threw something that is not an `RpcError`, or returned what can not be sent. */
  | 'handler-failed'
  | 'message-too-large'
  /** As many calls as the limit allows are waiting on the caller's side, or running on the callee's. */
  | 'too-many-calls'
  /** The other side has as many references to our objects as the limit allows. */
  | 'too-many-references'
  /** As many file descriptors came from the other side as the limit, or the system, allows. */
  | 'too-many-descriptors'
  /** What was called was released: by the caller, or while the call was on its way. */
  | 'released'
  /** The other side does not take what we send, and our queue is full. */
  | 'queue-full'
  | 'deadline-exceeded'
  /** The caller gave the call up. */
  | 'cancelled'
  /** This side closed the session while the call was waiting. */
  | 'closed-here'
  /** The other side closed the session. */
  | 'closed-by-peer'
  /** A reconnecting session had no connection for the call. */
  | 'not-connected'
  /** The call was made on a session that had already ended. */
  | 'session-ended'
  /** The other side takes no new calls, for it is about to end. */
  | 'draining'
  | 'peer-died'
  /** The system refused something that the transport needs. */
  | 'transport-failed'
  /** The other side broke the protocol, and we ended the session. */
  | 'protocol-error'
  /** A blocking call where none can be made. */
  | 'cannot-block'
  /** A call made by a getter or an iterator of an argument while that argument was being sent. */
  | 'reentrant';

/** The code that each way has. */
export const FAILURE_CODES: Readonly<Record<FailureKind, Code>> = {
  'invalid-arguments': Code.InvalidArgument,
  'not-sendable': Code.InvalidArgument,
  'invalid-result': Code.Internal,
  'invalid-error': Code.Internal,
  'unknown-service': Code.Unimplemented,
  'unknown-method': Code.Unimplemented,
  'handler-failed': Code.Internal,
  'message-too-large': Code.ResourceExhausted,
  'too-many-calls': Code.ResourceExhausted,
  'too-many-references': Code.ResourceExhausted,
  'too-many-descriptors': Code.ResourceExhausted,
  released: Code.FailedPrecondition,
  'queue-full': Code.ResourceExhausted,
  'deadline-exceeded': Code.DeadlineExceeded,
  cancelled: Code.Cancelled,
  'closed-here': Code.Cancelled,
  'closed-by-peer': Code.Unavailable,
  'not-connected': Code.Unavailable,
  'session-ended': Code.Unavailable,
  draining: Code.Unavailable,
  'peer-died': Code.Unavailable,
  'transport-failed': Code.Unavailable,
  'protocol-error': Code.Internal,
  'cannot-block': Code.FailedPrecondition,
  reentrant: Code.FailedPrecondition,
};

/** The error of a failure of that kind. */
export function failure(
  kind: FailureKind,
  message: string,
  options: Omit<RpcErrorOptions, 'code'> = {},
): RpcError {
  return new RpcError(message, { ...options, code: FAILURE_CODES[kind] });
}
