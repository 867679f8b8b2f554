import type { FailureKind } from '../failure.js';
import { WireError } from '../wire/wire-error.js';

/** Why a session ended, and so how the calls on it end that have no answer. */
export interface Ending {
  readonly kind: FailureKind;
  readonly message: string;
  readonly cause: unknown;
}

/** The ending when this side closes the session. */
export function closedHere(): Ending {
  return { kind: 'closed-here', message: 'this side closed the session', cause: undefined };
}

/** How the calls that wait end when the transport closed for that reason. */
export function endingOf(reason: Error | undefined): Ending & { readonly kind: EndingKind } {
  if (reason === undefined) {
    return { kind: 'closed-by-peer', message: 'the other side closed the session', cause: undefined };
  }
  const kind = kindOf(reason);
  return { kind, message: `${TEXTS[kind]}: ${reason.message}`, cause: reason };
}

/** The ways in which the other side can end it. */
export type EndingKind = Extract<
  FailureKind,
  'closed-by-peer' | 'peer-died' | 'transport-failed' | 'protocol-error'
>;

const TEXTS: Readonly<Record<EndingKind, string>> = {
  'closed-by-peer': 'the other side closed the session',
  'peer-died': 'the other process died',
  'transport-failed': 'the transport failed',
  'protocol-error': 'the other side broke the protocol, so the session was ended',
};

/** Transports say what happened in their error's `kind`, as `FlipcallError` does. */
function kindOf(reason: Error): EndingKind {
  if (reason instanceof WireError) return 'protocol-error';
  switch ('kind' in reason ? reason.kind : undefined) {
    case 'protocol':
      return 'protocol-error';
    case 'peer-died':
      return 'peer-died';
    case 'shutdown':
      return 'closed-by-peer';
    default:
      return 'transport-failed';
  }
}
