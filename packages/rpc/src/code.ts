/** Why a call failed: the canonical codes of gRPC, with their numbers. The list is closed. */
export const Code = {
  /** The caller, or the end of its session, cancelled the call. */
  Cancelled: 1,
  /** The other side reported something that has no other code. */
  Unknown: 2,
  /** The arguments are wrong, whatever the state of the system. */
  InvalidArgument: 3,
  /** The deadline passed before the answer came. */
  DeadlineExceeded: 4,
  /** What was asked for does not exist. */
  NotFound: 5,
  /** What was to be created exists already. */
  AlreadyExists: 6,
  /** The caller may not do this. */
  PermissionDenied: 7,
  /** A limit was reached, or something ran out. */
  ResourceExhausted: 8,
  /** The system is not in the state that this needs; trying again alone does not help. */
  FailedPrecondition: 9,
  /** The operation was given up, usually because another one interfered; a new attempt may succeed. */
  Aborted: 10,
  /** Past the end of what there is. */
  OutOfRange: 11,
  /** The other side has no such service or method. */
  Unimplemented: 12,
  /** Something that must not happen did. */
  Internal: 13,
  /** The other side can not be reached now; trying again may help. */
  Unavailable: 14,
  /** Data was lost for good. */
  DataLoss: 15,
  /** The caller did not say, or not credibly, who it is. */
  Unauthenticated: 16,
} as const;

export type Code = (typeof Code)[keyof typeof Code];

const NAMES: ReadonlyMap<number, keyof typeof Code> = new Map(
  // The keys of an object literal are what its type says.
  (Object.keys(Code) as (keyof typeof Code)[]).map((name) => [Code[name], name]),
);

/** The code's name, as in `Code`. */
export function codeName(code: Code): keyof typeof Code {
  return NAMES.get(code) ?? 'Unknown';
}

/** Whether a number is one of the codes. */
export function isCode(value: unknown): value is Code {
  return NAMES.has(value as number); // a Map may be asked for anything
}
