import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const dist = join(__dirname, '../dist');
export const without = join(__dirname, '../build/without');

/** A program of this package's, compiled. */
export const program = (name: string): string => join(dist, `${name}.js`);

/** A child whose lines can be awaited. */
export class Child {
  readonly process: ChildProcess;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  errors = '';
  readonly #lines: AsyncIterator<string>;

  constructor(command: string, ...args: string[]) {
    this.process = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.process;
    if (stdout === null || stderr === null) throw new Error('no output to read');
    stderr.on('data', (chunk) => {
      this.errors += String(chunk);
    });
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.exited = new Promise((resolve) => {
      this.process.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the child closed its output: ${this.errors}`);
    return value;
  }

  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) return lines;
      lines.push(value);
    }
  }
}

/** A folder, and the children, of one test file. */
export class Ground {
  readonly #folder = mkdtempSync(join(tmpdir(), 'flipcall-hostile-'));
  readonly #children: Child[] = [];
  #paths = 0;

  path(): string {
    return join(this.#folder, `${this.#paths++}.sock`);
  }

  start(command: string, ...args: string[]): Child {
    const child = new Child(command, ...args);
    this.#children.push(child);
    return child;
  }

  /** The attacked server, started by `wrapper`, and its path. */
  async serve(path = this.path(), ...wrapper: string[]): Promise<{ server: Child; path: string }> {
    const [command = process.execPath, ...args] = [
      ...wrapper,
      process.execPath,
      '--expose-gc',
      program('prey-server'),
      path,
    ];
    const server = this.start(command, ...args);
    await server.line();
    return { server, path };
  }

  /** What `use-once` says, started by `wrapper`. */
  async use(path: string, ...wrapper: string[]): Promise<string> {
    const [command = process.execPath, ...args] = [...wrapper, process.execPath, program('use-once'), path];
    const child = this.start(command, ...args);
    return (await child.rest()).join('\n') + child.errors;
  }

  killAll(): void {
    for (const child of this.#children.splice(0)) child.process.kill('SIGKILL');
  }

  remove(): void {
    this.killAll();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
