import type { TypeShape } from '../service-shape.js';
import { block, type Code, code, list } from './code.js';
import type { CodecContext } from './codec-context.js';
import { fromDoor } from './run-time.js';

/** An array each of whose places has a type of its own. */
export interface Places {
  readonly places: readonly PlaceOfOne[];
  /** How many of them must be there: all, when there is something `last`. */
  readonly required: number;
  /** The type of whatever follows them. */
  readonly rest: PlaceOfOne | undefined;
  /** What must be there after that. */
  readonly last: readonly PlaceOfOne[];
}

/** A type, and what the functions for it are called if it has no name. */
interface PlaceOfOne {
  readonly type: TypeShape;
  readonly hint: string;
}

/** The statements that write such an array, which has that name. */
export function writePlacesOf(
  {
    name,
    isArray,
    places,
    required,
    rest,
    last,
  }: Places & { readonly name: string; readonly isArray: boolean },
  context: CodecContext,
): readonly Code[] {
  const length = `${name}.length`;
  const least = required + last.length;
  const wrong = [
    ...(isArray ? [] : [`!Array.isArray(${name})`]),
    ...(required === places.length && rest === undefined
      ? [`${length} !== ${required}`]
      : [
          ...(least > 0 ? [`${length} < ${least}`] : []),
          ...(rest === undefined ? [`${length} > ${places.length}`] : []),
        ]),
  ];
  const item = (index: number | string, type: TypeShape): Code => {
    const one = `(${name} as readonly unknown[])[${index}]`;
    return code`${isArray ? `${name}[${index}]` : one} as ${context.typeOf(type)}`;
  };
  const statements: Code[] = [];
  if (wrong.length > 0) {
    const mismatch = code`return ${fromDoor('writeMismatch')}(writer, ${name});`;
    statements.push([`if (${wrong.join(' || ')}) `, mismatch]);
  }
  statements.push(`writer.arrayHeader(${length});`);
  for (const [index, { type, hint }] of places.entries()) {
    const guard = index < required ? '' : `if (${length} > ${index}) `;
    statements.push([guard, context.write(type, hint, item(index, type)), ';']);
  }
  if (rest !== undefined) {
    const head = `for (let index = ${places.length}; index < ${upTo(length, last.length)}; index++) `;
    statements.push([head, block([[context.write(rest.type, rest.hint, item('index', rest.type)), ';']])]);
  }
  for (const [index, { type, hint }] of last.entries()) {
    const at = upTo(length, last.length - index);
    statements.push([context.write(type, hint, item(at, type)), ';']);
  }
  return statements;
}

/** The statements that read such an array and return it as that type. */
export function readPlacesOf(
  { type, places, required, rest, last }: Places & { readonly type: Code },
  context: CodecContext,
): readonly Code[] {
  const read = ({ type: each, hint }: PlaceOfOne): Code => context.read(each, hint);
  const mismatch = code`return ${fromDoor('readMismatch')}(reader);`;
  if (required === places.length && rest === undefined) {
    return [
      code`if (!${fromDoor('readPlaces')}(reader, ${String(required)})) ${mismatch}`,
      ['return ', list('[', places.map(read), ']'), ';'],
    ];
  }
  const most = rest === undefined ? String(places.length) : 'Infinity';
  const statements: Code[] = [
    code`const count = ${fromDoor('readCountWithin')}(reader, ${String(required + last.length)}, ${most});`,
    code`if (count < 0) ${mismatch}`,
    ['const items: unknown[] = ', list('[', places.slice(0, required).map(read), ']'), ';'],
  ];
  for (const [index, place] of places.entries()) {
    if (index >= required)
      statements.push([`if (count > ${index}) items.push`, list('(', [read(place)], ')'), ';']);
  }
  if (rest !== undefined) {
    const head = `for (let index = ${places.length}; index < ${upTo('count', last.length)}; index++) `;
    statements.push([head, block([['items.push', list('(', [read(rest)], ')'), ';']])]);
  }
  for (const place of last) statements.push(['items.push', list('(', [read(place)], ')'), ';']);
  // It has as many members as the type wants, which the compiler can not see.
  statements.push(code`return items as unknown as ${type};`);
  return statements;
}

/** A count, without the last so many. */
function upTo(count: string, without: number): string {
  return without === 0 ? count : `${count} - ${without}`;
}
