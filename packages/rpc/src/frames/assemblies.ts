import type { Limits } from '../limits.js';
import { WireError } from '../wire/wire-error.js';
import { MessageMemory } from './message-memory.js';

interface Assembly {
  bytes: Uint8Array;
  byteLength: number;
  /** How many bytes are to come, as the last part said. */
  left: number;
}

/** A message put together again. */
export interface Assembled {
  readonly bytes: Uint8Array;
  readonly byteLength: number;
}

/** Up to this many bytes are set aside for a message because they are announced; memory that is not touched costs little. */
const EAGER_BYTES = 8 * 1024 * 1024;
/** Beyond that, at most so many times what has come. */
const GROWTH = 4;

/** Messages that arrived in part. What they hold grows with what has arrived, not with what is announced. */
export class Assemblies {
  readonly #limits: Limits;
  readonly #unfinished = new Map<number, Assembly>();
  readonly memory: MessageMemory = new MessageMemory();
  #totalBytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * Appends a copy of `part` to the message with that id, of which `left` bytes are still to come; gives the message back when
   * there are none.
   */
  add(id: number, left: number, part: Uint8Array): Assembled | undefined {
    const assembly = this.#unfinished.get(id) ?? this.#start(id, part.byteLength + left);
    if (assembly.left - part.byteLength !== left) {
      throw new WireError(`a fragment says that ${left} bytes are left, and those before it said otherwise`);
    }
    this.#totalBytes += part.byteLength;
    if (this.#totalBytes > this.#limits.maxMessageBytes) throw this.#tooLarge();
    this.#append(assembly, part, left);
    if (left > 0) return undefined;
    this.#unfinished.delete(id);
    this.#totalBytes -= assembly.byteLength;
    return assembly;
  }

  #start(id: number, announced: number): Assembly {
    const { maxAssemblies, maxMessageBytes } = this.#limits;
    if (this.#unfinished.size >= maxAssemblies) {
      throw new WireError(`more than ${maxAssemblies} unfinished messages (limits.maxAssemblies)`);
    }
    if (announced > maxMessageBytes) throw this.#tooLarge();
    const bytes = this.memory.take(Math.min(announced, EAGER_BYTES));
    const assembly = { bytes, byteLength: 0, left: announced };
    this.#unfinished.set(id, assembly);
    return assembly;
  }

  #tooLarge(): WireError {
    const { maxMessageBytes } = this.#limits;
    return new WireError(`unfinished messages exceed ${maxMessageBytes} bytes (limits.maxMessageBytes)`);
  }

  #append(assembly: Assembly, part: Uint8Array, left: number): void {
    const byteLength = assembly.byteLength + part.byteLength;
    if (byteLength > assembly.bytes.byteLength) {
      const grown = this.memory.take(Math.min(byteLength + left, GROWTH * byteLength));
      grown.set(assembly.bytes.subarray(0, assembly.byteLength));
      assembly.bytes = grown;
    }
    assembly.bytes.set(part, assembly.byteLength);
    assembly.byteLength = byteLength;
    assembly.left = left;
  }
}
