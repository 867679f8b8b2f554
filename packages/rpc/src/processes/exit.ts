/** How a child process or a worker ended. */
export interface Exit {
  /** Who it was, for people: `process 4711 (node plugin.js)`. */
  readonly who: string;
  /** Its exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | number | null;
  /** What a worker threw. */
  readonly error?: Error | undefined;
  /** The last lines that it wrote to its standard error. */
  readonly stderr: readonly string[];
}

/** The end of a child process or a worker, with all that is known of it. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly kind = 'peer-died';
  readonly exit: Exit;

  constructor(exit: Exit) {
    super(describe(exit), exit.error === undefined ? undefined : { cause: exit.error });
    this.exit = exit;
  }
}

function describe({ who, code, signal, error, stderr }: Exit): string {
  const how = signal === null ? `exited with code ${code}` : `was ended by ${signalName(signal)}`;
  const why = error === undefined ? '' : `: ${error.name}: ${error.message}`;
  if (stderr.length === 0) return `${who} ${how}${why}`;
  return `${who} ${how}${why}; the last that it wrote to its standard error:\n${stderr.map((line) => `    ${line}`).join('\n')}\n`;
}

function signalName(signal: NodeJS.Signals | number): string {
  return typeof signal === 'string' ? signal : `signal ${signal}`;
}
