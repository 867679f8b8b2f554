import type { CheckedValue } from '../codec/checked-value.js';
import type { Place } from '../codec/method-codec.js';
import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';
import type { CompactType } from './compact-codec.js';

/** A value of one place in a method, between sides that agree on the contract. */
export class CompactValue implements Place {
  readonly mayRefer = false;
  /** The generated function itself: every call writes twice, and needs no step between. */
  readonly write: (writer: Writer, value: unknown) => void;
  readonly #read: (reader: Reader) => unknown;
  readonly #checked: CheckedValue;

  constructor({ write, read }: CompactType<unknown>, checked: CheckedValue) {
    this.write = write;
    this.#read = read;
    this.#checked = checked;
  }

  read(reader: Reader): unknown {
    reader.startBudget();
    const value = this.#read(reader);
    // The schema has the last word on what the decoder did not recognize, and words for what is wrong with it.
    return reader.refused ? this.#checked.check(value) : value;
  }
}
