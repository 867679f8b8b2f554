import type { TypeShape } from '../service-shape.js';
import { type Code, code, indent, newLine } from './code.js';
import type { CodecContext } from './codec-context.js';
import { fromDoor } from './run-time.js';

/** The scalars that can be read and written in place: with few calls, and with the position in the local `at`. */
export type ScalarInPlace = 'Boolean' | 'Number' | 'String';

/**
 * What one function reads or writes in place. Loading the position for each scalar and storing it again takes as long as all
 * the rest; so it stays in a local, if there are two at least. A string takes so long that for strings alone it makes no
 * difference.
 */
export class ScalarsInPlace {
  readonly #context: CodecContext;
  readonly #scalars: ReadonlySet<ScalarInPlace>;

  /** For a function that has values of these types, and any number of some. */
  constructor(types: readonly TypeShape[], repeated: TypeShape | undefined, context: CodecContext) {
    this.#context = context;
    const all = repeated === undefined ? types : [...types, repeated, repeated];
    const scalars = all.map((type) => this.#scalarOf(type)).filter((scalar) => scalar !== undefined);
    const isWorth = scalars.length > 1 && scalars.some((scalar) => scalar !== 'String');
    this.#scalars = new Set(isWorth ? scalars : []);
  }

  /** Whether there are any. */
  get areAny(): boolean {
    return this.#scalars.size > 0;
  }

  has(scalar: ScalarInPlace): boolean {
    return this.#scalars.has(scalar);
  }

  /** What a value of that type is in place; undefined is one for a call. */
  of(type: TypeShape): ScalarInPlace | undefined {
    return this.areAny ? this.#scalarOf(type) : undefined;
  }

  #scalarOf(type: TypeShape): ScalarInPlace | undefined {
    const form = this.#context.formOf(type);
    if (form.form !== 'scalar') return undefined;
    const { scalar } = form;
    return scalar === 'Boolean' || scalar === 'Number' || scalar === 'String' ? scalar : undefined;
  }
}

/**
 * The statements that read one into a new variable of that name. The usual values are read in place, and nothing beyond
 * `end`, where there may be old bytes; a function of the run time takes, or refuses, the others.
 */
export function readInPlace(scalar: ScalarInPlace, name: string): readonly Code[] {
  const read = fromDoor(`read${scalar}`);
  const other = code`else { reader.position = at; ${name} = ${read}(reader); at = reader.position; }`;
  switch (scalar) {
    case 'Boolean':
      return [
        `let ${name}: boolean;`,
        `if (at < end && ((tag = bytes[at] as number) | 1) === 0xc3) { ${name} = tag === 0xc3; at++; }`,
        other,
      ];
    case 'Number':
      return [
        `let ${name}: number;`,
        `if (at < end && (tag = bytes[at] as number) < 0x80) { ${name} = tag; at++; }`,
        `else if (tag === 0xcb && end - at > 8) { ${name} = view.getFloat64(at + 1); at += 9; }`,
        other,
      ];
    case 'String':
      return [
        code`let ${name} = ${fromDoor('readShortString')}(bytes, view, at, end);`,
        `if (${name} !== undefined) at += 1 + ${name}.length;`,
        other,
      ];
    default:
      throw new TypeError(`unknown scalar ${scalar satisfies never}`);
  }
}

/**
 * The statements that write the one in the variable of that name. The usual values are written in place; a function of the
 * run time writes the others, those that are of another type, and those for which room must be made. After that, `load` is
 * needed.
 */
export function writeInPlace(scalar: ScalarInPlace, name: string, load: string): readonly Code[] {
  const other = code`else { writer.position = at; ${fromDoor(`write${scalar}`)}(writer, ${name}); ${load} }`;
  switch (scalar) {
    case 'Boolean':
      return [`if (typeof ${name} === 'boolean' && at < end) bytes[at++] = ${name} ? 0xc3 : 0xc2;`, other];
    case 'Number':
      return [
        [
          `if (typeof ${name} === 'number' && end - at > 8) {`,
          indent([
            newLine,
            `if (Math.floor(${name}) !== ${name}) { bytes[at] = 0xcb; view.setFloat64(at + 1, ${name}); at += 9; }`,
            newLine,
            `else if ((${name} & 0x7f) === ${name} && !Object.is(${name}, -0)) bytes[at++] = ${name};`,
            newLine,
            code`else at = ${fromDoor('writeWhole')}(bytes, view, at, ${name});`,
          ]),
          newLine,
          '} ',
          other,
        ],
      ];
    case 'String':
      return [
        code`if ((next = ${fromDoor('writeShortString')}(bytes, at, end, ${name})) > 0) at = next;`,
        other,
      ];
    default:
      throw new TypeError(`unknown scalar ${scalar satisfies never}`);
  }
}
