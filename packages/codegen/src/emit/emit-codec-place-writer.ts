import type { TypeShape } from '../service-shape.js';
import { block, type Code } from './code.js';
import type { CodecContext } from './codec-context.js';
import type { PlaceOfOne } from './emit-codec-place-reader.js';
import { ScalarsInPlace, writeInPlace } from './emit-codec-scalars.js';
import { LocalPosition } from './local-position.js';

/** The names of its locals and of what it uses. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  'Math',
  'at',
  'bytes',
  'end',
  'first',
  'next',
  'view',
  'writer',
]);

/**
 * Prints how one function writes its values, one after the other: some scalars in place, with the position and the memory
 * in locals, and whatever else by calls, before which the position goes back to the writer. Without such scalars there are
 * only calls.
 */
export class PlaceWriter {
  readonly #context: CodecContext;
  readonly #scalars: ScalarsInPlace;
  readonly #load: string;
  readonly #position: LocalPosition;

  /** For a function that writes values of these types, and any number of one. */
  constructor(types: readonly TypeShape[], repeated: TypeShape | undefined, context: CodecContext) {
    this.#context = context;
    this.#scalars = new ScalarsInPlace(types, repeated, context);
    const locals = `{ position: at, bytes, ${this.#scalars.has('Number') ? 'view, ' : ''}end }`;
    this.#load = `(${locals} = writer);`;
    this.#position = new LocalPosition({
      store: 'writer.position = at;',
      load: this.#load,
      declare: [`let ${locals} = writer;`, ...(this.#scalars.has('String') ? ['let next: number;'] : [])],
    });
  }

  /** Names that are the function's own, and so nothing else's. */
  get ownNames(): ReadonlySet<string> {
    return OWN_NAMES;
  }

  /** Writes the header of an array of `length` places: a number, or an expression. */
  header(length: number | string): readonly Code[] {
    const call = `writer.arrayHeader(${length});`;
    if (!this.#scalars.areAny || Number(length) > 15) return [call];
    const [room, byte] =
      typeof length === 'number'
        ? ['at < end', `0x${(0x90 + length).toString(16)}`]
        : [`${length} < 16 && at < end`, `0x90 | ${length}`];
    return [
      ...this.#position.toLocal(),
      `if (${room}) bytes[at++] = ${byte};`,
      `else { ${call} ${this.#load} }`,
    ];
  }

  /** Writes a value; one that is written in place is in a constant of that name first. */
  put({ type, hint }: PlaceOfOne, value: Code, name: string): readonly Code[] {
    const scalar = this.#scalars.of(type);
    if (scalar === undefined) return [...this.toWriter(), [this.#context.write(type, hint, value), ';']];
    const constant: readonly Code[] = value === name ? [] : [[`const ${name} = `, value, ';']];
    return [...this.#position.toLocal(), ...constant, ...writeInPlace(scalar, name, this.#load)];
  }

  /** To be put before values that may be absent, or repeated: the position stays where it is during all of them. */
  prepare(places: readonly PlaceOfOne[]): readonly Code[] {
    if (places.length === 0) return [];
    const isAny = places.some(({ type }) => this.#scalars.of(type) !== undefined);
    return isAny ? this.#position.toLocal() : this.toWriter();
  }

  /** Writes a value under a condition, or in a loop. */
  under(head: string, place: PlaceOfOne, value: Code): Code {
    const { type, hint } = place;
    if (this.#scalars.of(type) !== undefined) {
      return [head, ' ', block(this.put(place, value, 'item'))];
    }
    return this.#position.callUnder(head, [this.#context.write(type, hint, value), ';']);
  }

  /** Gives the position back to the writer. */
  toWriter(): readonly Code[] {
    return this.#position.giveBack();
  }
}
