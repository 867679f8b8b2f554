import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A wait that lasts for this long is a hang. */
const HANG_MS = 30_000;

/** A process under our control, and the lines of JSON that it prints. */
export class Member {
  readonly process: ChildProcess;
  readonly exited: Promise<void>;
  /** Which server process it last said it was connected to, by path. */
  readonly connected: Map<string, number> = new Map();
  onLine: (line: Line) => void = () => undefined;

  constructor(script: string, ...args: string[]) {
    const program = fileURLToPath(new URL(script, import.meta.url));
    this.process = spawn(process.execPath, ['--expose-gc', program, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.exited = new Promise((resolve) => this.process.on('exit', () => resolve()));
    this.process.stdin?.on('error', () => undefined); // It may be dead by now.
    if (this.process.stdout === null) throw new Error('no output to read');
    createInterface({ input: this.process.stdout }).on('line', (text) => {
      if (text.startsWith('{'))
        this.onLine(JSON.parse(text) as Line); // What our own programs print.
      else this.onLine({ event: text });
    });
  }

  /** Tells it a line to which there is no answer. */
  tell(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  get pid(): number {
    return this.process.pid ?? -1;
  }

  /** What it holds of the system. It is asked by an empty line. */
  async report(): Promise<Line> {
    const handler = this.onLine;
    const line = new Promise<Line>((resolve) => {
      this.onLine = (line) => (line.descriptors === undefined ? handler(line) : resolve(line));
    });
    this.tell('');
    try {
      return await withoutHanging(line, `process ${this.pid} does not report`);
    } finally {
      this.onLine = handler;
    }
  }
}

/** What one of our programs prints: things that happened, and what it holds. */
export interface Line {
  readonly event?: string;
  readonly path?: string;
  readonly pid?: number;
  readonly text?: string;
  readonly atNs?: readonly number[];
  readonly wrong?: readonly string[];
  readonly startedNs?: number;
  readonly endedNs?: number;
  readonly descriptors?: number;
  readonly windows?: number;
  readonly threads?: number;
  readonly sessions?: number;
  readonly troubles?: number;
}

/** @throws (rejects) Error with that text if the promise takes too long. */
export async function withoutHanging<T>(promise: Promise<T>, what: string): Promise<T> {
  const timer = new AbortController();
  const hang = delay(HANG_MS, undefined, { signal: timer.signal, ref: true }).then(() => {
    throw new Error(what);
  });
  hang.catch(() => undefined);
  try {
    return await Promise.race([promise, hang]);
  } finally {
    timer.abort();
  }
}

/** @throws (rejects) Error with that text if the condition does not come true. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + HANG_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(what);
    await delay(5);
  }
}
