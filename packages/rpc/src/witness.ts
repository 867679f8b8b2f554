/** Knows how the other side ended, where that is known at all: of a child process, say. */
export interface Witness {
  /** Ends soon, never fails, with the reason to give for the end of a transport that closed for `reason`. */
  later(reason: Error | undefined): Promise<Error | undefined>;
  /** The same, for a thread that cannot wait for promises. */
  now(reason: Error | undefined): Error | undefined;
}
