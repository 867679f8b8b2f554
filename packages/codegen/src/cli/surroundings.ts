/** What the command line tool touches of the world around it. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute; paths on the command line are relative to it. */
  readonly cwd: string;
  /** Ends a command that would go on for ever. */
  readonly signal?: AbortSignal;
}

/** As much of a stream as is needed to write to a terminal. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Something about the command line or the configuration that stops a command before it starts. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
