import type { TypeShape } from '../service-shape.js';
import { block, type Code, code } from './code.js';
import type { CodecContext } from './codec-context.js';
import { readInPlace, type ScalarInPlace, ScalarsInPlace } from './emit-codec-scalars.js';
import { LocalPosition } from './local-position.js';
import { fromDoor } from './run-time.js';

/** One value to be read, and what the function for its type is called if the type has no name. */
export interface PlaceOfOne {
  readonly type: TypeShape;
  readonly hint: string;
}

/** The names of its locals. */
const OWN_NAMES: ReadonlySet<string> = new Set(['at', 'bytes', 'end', 'tag', 'view']);

/**
 * Prints how one function reads its values, one after the other: some scalars in place, with the position in a local, and
 * whatever else by calls, before which the position goes back to the reader. Without such scalars there are only calls.
 */
export class PlaceReader {
  readonly #context: CodecContext;
  readonly #scalars: ScalarsInPlace;
  readonly #position: LocalPosition;

  /** For a function that reads values of these types, and any number of one. */
  constructor(types: readonly TypeShape[], repeated: TypeShape | undefined, context: CodecContext) {
    this.#context = context;
    this.#scalars = new ScalarsInPlace(types, repeated, context);
    const has = (scalar: ScalarInPlace): boolean => this.#scalars.has(scalar);
    this.#position = new LocalPosition({
      store: 'reader.position = at;',
      load: 'at = reader.position;',
      declare: [
        `const { bytes, ${has('Number') || has('String') ? 'view, ' : ''}end } = reader;`,
        'let at = reader.position;',
        ...(has('Number') || has('Boolean') ? ['let tag = 0;'] : []),
      ],
    });
  }

  /** Whether anything is read in place. */
  get isInPlace(): boolean {
    return this.#scalars.areAny;
  }

  /** Names that are the function's own, and so nothing else's. */
  get ownNames(): ReadonlySet<string> {
    return this.isInPlace ? OWN_NAMES : new Set();
  }

  /** Reads the header of an array of so many places; returns from the function if there is none. */
  header(count: number): readonly Code[] {
    const isThere = code`${fromDoor('readPlaces')}(reader, ${String(count)})`;
    const mismatch = code`return ${fromDoor('readMismatch')}(reader);`;
    if (!this.isInPlace || count > 15) return [code`if (!${isThere}) ${mismatch}`];
    return [
      ...this.#position.toLocal(),
      `if (at < end && bytes[at] === 0x${(0x90 + count).toString(16)}) at++;`,
      code`else if (${isThere}) at = reader.position;`,
      code`else ${mismatch}`,
    ];
  }

  /** Reads a value into a constant, or something as good, of that name. */
  take({ type, hint }: PlaceOfOne, name: string): readonly Code[] {
    const scalar = this.#scalars.of(type);
    if (scalar !== undefined) return [...this.#position.toLocal(), ...readInPlace(scalar, name)];
    return [...this.toReader(), code`const ${name} = ${this.#context.read(type, hint)};`];
  }

  /** What `take` has read, as the type has it. */
  taken(type: TypeShape, name: string): Code {
    const isItself = type.kind === 'primitive' || this.#scalars.of(type) === undefined;
    return isItself ? name : code`${name} as ${this.#context.typeOf(type)}`;
  }

  /** To be put before values that may be absent, or repeated: the position stays where it is during all of them. */
  prepare(places: readonly PlaceOfOne[]): readonly Code[] {
    if (places.length === 0) return [];
    const isAny = places.some(({ type }) => this.#scalars.of(type) !== undefined);
    return isAny ? this.#position.toLocal() : this.toReader();
  }

  /** Reads a value under a condition, or in a loop, and uses it. */
  under(head: string, place: PlaceOfOne, use: (value: Code) => Code): Code {
    const { type, hint } = place;
    if (this.#scalars.of(type) !== undefined) {
      return [head, ' ', block([...this.take(place, 'item'), use(this.taken(type, 'item'))])];
    }
    return this.#position.callUnder(head, use(this.#context.read(type, hint)));
  }

  /** Gives the position back to the reader. */
  toReader(): readonly Code[] {
    return this.#position.giveBack();
  }
}
