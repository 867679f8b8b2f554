import { Status } from '@flipcall/native';

/**
 * Why a channel or session ended:
 * - `shutdown`: this side or the peer ended it on purpose;
 * - `peer-died`: the peer's process is gone, or closed its end without a word;
 * - `protocol`: the peer did what no correct peer does;
 * - `refused`: the peer is not somebody we talk to;
 * - `timeout`: the peer did not do its part in the time given;
 * - `system`: a system call failed; `cause` is Node's error with `code` and `syscall`.
 */
export type FlipcallErrorKind = 'shutdown' | 'peer-died' | 'protocol' | 'refused' | 'timeout' | 'system';

/** Every failure of flipcall that is not the caller's mistake; mistakes are `TypeError` and `RangeError`. */
export class FlipcallError extends Error {
  override readonly name: string = 'FlipcallError';
  readonly kind: FlipcallErrorKind;

  constructor(kind: FlipcallErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The connection was shut down by either side. Go: `ShutdownError`. */
export class ShutdownError extends FlipcallError {
  override readonly name: string = 'ShutdownError';

  constructor(message = 'The flipcall connection was shut down.') {
    super('shutdown', message);
  }
}

/** The error for a native call that ended with `status`; `Status` other than `Ok` and `TimedOut`. */
export function errorFromStatus(status: number): FlipcallError {
  switch (status) {
    case Status.Shutdown:
      return new ShutdownError();
    case Status.PeerDied:
      return new FlipcallError('peer-died', 'The peer process died, or closed its end without saying so.');
    case Status.BadState:
      return new FlipcallError('protocol', 'The peer wrote a connection state that does not exist.');
    case Status.BadLength:
      return new FlipcallError('protocol', 'The peer sent a datagram longer than the packet window holds.');
    case Status.BadDescriptors:
      return new FlipcallError('protocol', 'The peer donated descriptors that it may not.');
    case Status.NotActive:
      return new FlipcallError('protocol', 'Control was given away while the peer held it.');
    default:
      return new FlipcallError('system', `Waiting for the peer failed (native status ${status}).`);
  }
}

/** Wraps an error of a system call, saying what was being done. */
export function systemError(doing: string, cause: unknown): FlipcallError {
  const reason = cause instanceof Error || hasMessage(cause) ? cause.message : String(cause);
  return new FlipcallError('system', `${doing}: ${reason}`, { cause });
}

function hasMessage(value: unknown): value is { message: string } {
  // Errors of another realm are no `instanceof Error`.
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}

/** The `code` of a system call's error. */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
