import { Packr } from 'msgpackr';
import { Turn } from './turn.js';

const CONTROL_BYTES = 8;
const CAPACITY = 64 * 1024;

/** Memory for two threads that take turns: a word that says whose turn it is, a length, and a message. */
export class Mailbox {
  readonly memory: SharedArrayBuffer;
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #bytes: Uint8Array;
  readonly #packr = new Packr({ useRecords: false });

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(CONTROL_BYTES + CAPACITY)) {
    this.memory = memory;
    this.#control = new Int32Array(memory, 0, CONTROL_BYTES / 4);
    this.#bytes = new Uint8Array(memory, CONTROL_BYTES);
  }

  give(to: Turn): void {
    Atomics.store(this.#control, 0, to);
    Atomics.notify(this.#control, 0);
  }

  /** Blocks until it is the turn of `turn`. */
  wait(turn: Turn): void {
    const other = turn === Turn.Client ? Turn.Worker : Turn.Client;
    while (Atomics.load(this.#control, 0) !== turn) Atomics.wait(this.#control, 0, other);
  }

  write(value: unknown): void {
    const packed = this.#packr.pack(value);
    this.#bytes.set(packed);
    this.#control[1] = packed.length;
  }

  read(): unknown {
    return this.#packr.unpack(this.#bytes.slice(0, this.#control[1]));
  }
}
