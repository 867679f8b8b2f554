import { WireError } from '../wire/wire-error.js';

/** Messages begin at multiples of so many bytes. */
const ALIGNMENT = 64;

interface Lent {
  readonly offset: number;
  readonly end: number;
  returned: boolean;
}

/**
 * Bulk memory from which whole messages are lent to the other side, for as long as it likes: a ring, in which those that come back early
 * are free when the ones before them are back.
 */
export class LentMemory {
  readonly #start: number;
  readonly #end: number;
  /** The oldest one first. */
  readonly #lent: Lent[] = [];
  #head: number;

  constructor(start: number, end: number) {
    this.#start = start;
    this.#end = end;
    this.#head = start;
  }

  /** Where there is room for so many bytes, which then are lent; undefined if there is none. */
  take(byteLength: number): number | undefined {
    const offset = this.#room(byteLength);
    if (offset === undefined) return undefined;
    const end = offset + Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
    this.#lent.push({ offset, end, returned: false });
    this.#head = end;
    return offset;
  }

  #room(byteLength: number): number | undefined {
    const oldest = this.#lent[0];
    if (oldest === undefined) return this.#start + byteLength <= this.#end ? this.#start : undefined;
    if (this.#head <= oldest.offset) {
      return this.#head + byteLength <= oldest.offset ? this.#head : undefined;
    }
    if (this.#head + byteLength <= this.#end) return this.#head;
    return this.#start + byteLength <= oldest.offset ? this.#start : undefined;
  }

  /** The other side has done with what begins there. @throws `WireError` if nothing does that is lent. */
  giveBack(offset: number): void {
    const lent = this.#lent.find((each) => each.offset === offset && !each.returned);
    if (lent === undefined) throw new WireError(`returns ${offset} in bulk memory, which is not lent`);
    lent.returned = true;
    while (this.#lent[0]?.returned === true) this.#lent.shift();
  }
}
