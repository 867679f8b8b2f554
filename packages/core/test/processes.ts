import { type ChildProcess, spawn } from 'node:child_process';
import { fstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A child process whose output is read line by line. */
export class Child {
  readonly process: ChildProcess;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #lines: AsyncIterator<string>;

  constructor(script: string, ...args: string[]) {
    this.process = spawn(process.execPath, [join(__dirname, script), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.process;
    if (stdout === null) throw new Error('no stdout');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.exited = new Promise((resolve) => {
      this.process.on('exit', (code, signal) => resolve({ code, signal }));
    });
  }

  get pid(): number {
    return this.process.pid ?? -1;
  }

  /** The next line that it prints. */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('The child closed its output.');
    return value;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.process.kill(signal);
  }
}

/** A folder of its own for each test file. */
export function temporaryFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'flipcall-test-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What this process holds of the system and flipcall may have taken: descriptors, mappings of packet windows, threads. */
export function resources(): { descriptors: number; windows: number; threads: number } {
  return {
    descriptors: openDescriptors().size,
    windows: readFileSync('/proc/self/maps', 'utf8').split('flipcall_packet_windows').length - 1,
    threads: readdirSync('/proc/self/task').length,
  };
}

/**
 * This process's descriptors that flipcall may have opened, each with the file behind it. A test asks which are new rather
 * than how many there are: what an earlier test file opened in the same process may well be closed in between.
 */
export function openDescriptors(): ReadonlySet<string> {
  return new Set(readdirSync('/proc/self/fd').flatMap(fileOfOurKind));
}

/** What is open now and was not `before`. */
export function openedSince(before: ReadonlySet<string>): string[] {
  return [...openDescriptors()].filter((file) => !before.has(file));
}

/** Not the files that the test runner happens to be reading. */
function fileOfOurKind(fd: string): string[] {
  try {
    const target = readlinkSync(`/proc/self/fd/${fd}`);
    if (!/^(socket:|\/memfd:|anon_inode:\[io_uring)/.test(target)) return [];
    return [`${fd}: ${target} ${fstatSync(Number(fd)).ino}`];
  } catch {
    return []; // The one that read the folder is closed by now.
  }
}

/** Processor time that a process has used so far, in clock ticks of 10 ms. */
export function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
