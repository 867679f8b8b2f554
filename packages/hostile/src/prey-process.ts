import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the attacked process holds, as it says itself. */
export interface Report {
  readonly troubles: number;
  readonly sessions: number;
  readonly descriptors: number;
  readonly windows: number;
  readonly threads: number;
  readonly residentBytes: number;
}

/** The attacked process. */
export class PreyProcess {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly exited: Promise<string>;

  private constructor(path: string, options: readonly string[]) {
    const script = fileURLToPath(new URL('./prey-server.js', import.meta.url));
    this.#process = spawn(process.execPath, ['--expose-gc', script, path, ...options], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('no output to read');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.exited = once(this.#process, 'exit').then(([code, signal]) => `ended with ${code ?? signal}`);
  }

  static async start(path: string, ...options: readonly string[]): Promise<PreyProcess> {
    const prey = new PreyProcess(path, options);
    await prey.#line();
    return prey;
  }

  async report(): Promise<Report> {
    this.#process.stdin?.write('\n');
    return JSON.parse(await this.#line()) as Report; // What prey-server.ts prints.
  }

  /** Has it end by itself; what a sanitizer found shows in its exit code. */
  async stop(): Promise<string> {
    this.#process.stdin?.end();
    return this.exited;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the server ${await this.exited}`);
    return value;
  }
}
