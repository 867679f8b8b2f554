const SLOTS = 512;
/** A longer key is not worth comparing byte by byte. */
const MAX_LENGTH = 32;

/**
 * Remembers strings that a peer sends again and again, the names of properties and of members of unions, so that the same name is the same
 * string each time: V8 then finds what it names without hashing it anew. Bounded: a name displaces another that falls into its slot.
 */
export class KeyCache {
  readonly #slots: string[] = new Array<string>(SLOTS).fill('');

  /** The name whose ASCII bytes these are, if it is known. */
  get(bytes: Uint8Array, at: number, length: number): string | undefined {
    const known = this.#slots[slotOf(bytes, at, length)] as string; // a slot is below SLOTS
    if (known.length !== length) return undefined;
    for (let index = 0; index < length; index++) {
      if (known.charCodeAt(index) !== bytes[at + index]) return undefined;
    }
    return known;
  }

  /** Remembers the name that these bytes mean, and gives it back. */
  add(name: string, bytes: Uint8Array, at: number, length: number): string {
    // A name that is not ASCII has fewer characters than bytes, and would never be found.
    if (name.length === length && length <= MAX_LENGTH) this.#slots[slotOf(bytes, at, length)] = name;
    return name;
  }
}

function slotOf(bytes: Uint8Array, at: number, length: number): number {
  if (length === 0) return 0;
  // All three indexes are within the name.
  const first = bytes[at] as number;
  const middle = bytes[at + (length >> 1)] as number;
  const last = bytes[at + length - 1] as number;
  return (first * 31 + middle * 131 + last * 7 + length * 17) & (SLOTS - 1);
}
