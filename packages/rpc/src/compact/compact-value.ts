import type { CheckedValue } from '../codec/checked-value.js';
import type { Reader } from '../wire/reader.js';
import type { Writer } from '../wire/writer.js';
import type { CompactType } from './compact-codec.js';

/** A value of one place in a method, between sides that agree on the contract. */
export class CompactValue {
  readonly #type: CompactType<unknown>;
  readonly #checked: CheckedValue;

  constructor(type: CompactType<unknown>, checked: CheckedValue) {
    this.#type = type;
    this.#checked = checked;
  }

  write(writer: Writer, value: unknown): void {
    this.#type.write(writer, value);
  }

  read(reader: Reader): unknown {
    reader.startBudget();
    const value = this.#type.read(reader);
    // The schema has the last word on what the decoder did not recognize, and words for what is wrong with it.
    return reader.refused ? this.#checked.check(value) : value;
  }
}
