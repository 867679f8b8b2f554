import type { Limits } from './limits.js';
import { WireError } from './wire/wire-error.js';

interface Assembly {
  bytes: Uint8Array;
  byteLength: number;
}

/** A message put together again. */
export interface Assembled {
  readonly bytes: Uint8Array;
  readonly byteLength: number;
}

/** Messages that arrived in part. They hold at most twice as much memory as has arrived, whatever is announced. */
export class Assemblies {
  readonly #limits: Limits;
  readonly #unfinished = new Map<number, Assembly>();
  #totalBytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Appends a copy of `part` to the message with that id; gives the message back when this was its last part. */
  add(id: number, last: boolean, part: Uint8Array): Assembled | undefined {
    this.#totalBytes += part.byteLength;
    if (this.#totalBytes > this.#limits.maxMessageBytes) {
      throw new WireError(
        `unfinished messages exceed ${this.#limits.maxMessageBytes} bytes (limits.maxMessageBytes)`,
      );
    }
    const assembly = this.#unfinished.get(id) ?? this.#start(id);
    append(assembly, part);
    if (!last) return undefined;
    this.#unfinished.delete(id);
    this.#totalBytes -= assembly.byteLength;
    return assembly;
  }

  #start(id: number): Assembly {
    if (this.#unfinished.size >= this.#limits.maxAssemblies) {
      throw new WireError(
        `more than ${this.#limits.maxAssemblies} unfinished messages (limits.maxAssemblies)`,
      );
    }
    const assembly = { bytes: new Uint8Array(0), byteLength: 0 };
    this.#unfinished.set(id, assembly);
    return assembly;
  }
}

function append(assembly: Assembly, part: Uint8Array): void {
  const byteLength = assembly.byteLength + part.byteLength;
  if (byteLength > assembly.bytes.byteLength) {
    const grown = new Uint8Array(Math.max(byteLength, 2 * assembly.byteLength));
    grown.set(assembly.bytes.subarray(0, assembly.byteLength));
    assembly.bytes = grown;
  }
  assembly.bytes.set(part, assembly.byteLength);
  assembly.byteLength = byteLength;
}
