/** A type that can cross the boundary, with values that are of it and values that are not. */
export interface Row {
  /** What people call it. */
  readonly name: string;
  /** Declarations that the type needs; what it imports is in `files`. */
  readonly source?: string;
  /** The type. */
  readonly type: string;
  /** The oldest TypeScript that knows how the type is written, if that is not the oldest of all that we support. */
  readonly since?: number;
  /** Values of the type; each arrives as an equal one. */
  readonly accepts: readonly unknown[];
  /** Values that are not of the type, each with the path to what is wrong in it. */
  readonly rejects: readonly (readonly [value: unknown, path: string])[];
  /** Values that arrive with less than was sent, because the type declares no more, with what arrives. */
  readonly strips?: readonly (readonly [sent: unknown, arrived: unknown])[];
}
