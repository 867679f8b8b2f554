import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PacketWindowAllocator, type PacketWindowDescriptor } from '../packages/core/src/index.js';

/** gVisor's endpoint, or ours with calls in one of their forms: `helper-thread` are promises without io_uring. */
export type Kind = 'go' | 'sync' | 'promise' | 'helper-thread';

/** A process with one endpoint that obeys the lines of peer/script.go. */
export class Party {
  readonly kind: Kind;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(kind: Kind, windowsFd: number) {
    this.kind = kind;
    const [program, args] =
      kind === 'go'
        ? [join(__dirname, 'build/peer'), ['script']]
        : [process.execPath, [join(__dirname, 'our-peer.mjs'), kind]];
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit', windowsFd] });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('no stdout');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** Gives an order, without waiting for what comes of it. */
  order(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** The next line that it says. */
  async says(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`The ${this.kind} party ended.`);
    return value;
  }

  /** Gives an order that does not block, and returns what comes of it. */
  async does(line: string): Promise<string> {
    this.order(line);
    const answer = await this.says();
    return answer.startsWith('calling ') ? this.says() : answer;
  }

  /** Gives the order to make a call, and returns once the call is under way. */
  async begins(line: string): Promise<void> {
    this.order(line);
    const answer = await this.says();
    if (answer !== `calling ${line.split(' ')[0]}`) throw new Error(`unexpected: ${answer}`);
    // A promise that was returned is a call that has begun; a thread first has to arrive in the kernel.
    while (['go', 'sync'].includes(this.kind) && !this.#waitsInFutex()) await new Promise(setImmediate);
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }

  /** Whether a thread of it waits on a word of a packet window. True where the system does not let us look. */
  #waitsInFutex(): boolean {
    const folder = `/proc/${this.#process.pid}`;
    try {
      const windows = readFileSync(`${folder}/maps`, 'utf8')
        .split('\n')
        .filter((line) => line.includes('flipcall_packet_windows'))
        .map((line) => BigInt(`0x${line.split('-')[0]}`));
      return readdirSync(`${folder}/task`).some((task) => {
        // The number of the system call, then its arguments: the first one of a futex wait is the word's address.
        const address = readFileSync(`${folder}/task/${task}/syscall`, 'utf8').split(' ')[1];
        return address !== undefined && windows.includes(BigInt(address));
      });
    } catch (error) {
      if (['EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return true; // From node:fs.
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
      throw error;
    }
  }
}

/** Two parties, and windows for them to meet in. */
export class Meeting {
  readonly client: Party;
  readonly server: Party;
  readonly #allocator = new PacketWindowAllocator();
  #window: PacketWindowDescriptor;

  constructor(client: Kind, server: Kind) {
    this.#window = this.#allocator.allocate(4096);
    this.client = new Party(client, this.#allocator.fd);
    this.server = new Party(server, this.#allocator.fd);
  }

  /** Opens fresh endpoints over a fresh window of at least `bytes`; returns what one datagram holds. */
  async open(bytes = 4096): Promise<number> {
    this.#window = this.#allocator.allocate(bytes);
    const { offset, length } = this.#window;
    for (const [side, party] of [
      ['client', this.client],
      ['server', this.server],
    ] as const) {
      expect(await party.does(`open ${side} ${offset} ${length}`)).toBe('open ok 0');
    }
    return length - 16;
  }

  /** The connection state that the window's header says. */
  state(): number {
    const word = new Uint32Array(1);
    readSync(this.#allocator.fd, word, 0, 4, this.#window.offset);
    return word[0] ?? -1;
  }

  end(): void {
    this.client.end();
    this.server.end();
    this.#allocator.destroy();
  }
}

/** Every pairing with the original in it, ours among themselves, and the original with itself: the tests' own test. */
export const PAIRINGS: readonly (readonly [client: Kind, server: Kind])[] = [
  ['go', 'go'],
  ['go', 'sync'],
  ['go', 'promise'],
  ['go', 'helper-thread'],
  ['sync', 'go'],
  ['promise', 'go'],
  ['helper-thread', 'go'],
  ['sync', 'sync'],
  ['promise', 'promise'],
  ['sync', 'promise'],
];
