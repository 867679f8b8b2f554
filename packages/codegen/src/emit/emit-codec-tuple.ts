import type { TypeShape } from '../service-shape.js';
import { type Code, code, list } from './code.js';
import type { CodecContext } from './codec-context.js';
import { type PlaceOfOne, PlaceReader } from './emit-codec-place-reader.js';
import { PlaceWriter } from './emit-codec-place-writer.js';
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
  const writer = new PlaceWriter([...places, ...last].map(typeOf), rest?.type, context);
  const isExact = required === places.length && rest === undefined;
  const statements: Code[] = [];
  if (wrong.length > 0) {
    const mismatch = code`return ${fromDoor('writeMismatch')}(writer, ${name});`;
    statements.push([`if (${wrong.join(' || ')}) `, mismatch]);
  }
  statements.push(...writer.header(isExact ? required : length));
  for (const [index, place] of places.slice(0, required).entries()) {
    statements.push(...writer.put(place, item(index, place.type), `item${index}`));
  }
  const optional = places.slice(required);
  statements.push(...writer.prepare(rest === undefined ? optional : [...optional, rest]));
  for (const [index, place] of optional.entries()) {
    const at = required + index;
    statements.push(writer.under(`if (${length} > ${at})`, place, item(at, place.type)));
  }
  if (rest !== undefined) {
    const head = `for (let index = ${places.length}; index < ${upTo(length, last.length)}; index++)`;
    statements.push(writer.under(head, rest, item('index', rest.type)));
  }
  for (const [index, place] of last.entries()) {
    const at = upTo(length, last.length - index);
    statements.push(...writer.put(place, item(at, place.type), `last${index}`));
  }
  statements.push(...writer.toWriter());
  return statements;
}

/** The statements that read such an array and return it as that type. */
export function readPlacesOf(
  { type, places, required, rest, last }: Places & { readonly type: Code },
  context: CodecContext,
): readonly Code[] {
  const reader = new PlaceReader([...places, ...last].map(typeOf), rest?.type, context);
  const isExact = required === places.length && rest === undefined;
  const statements: Code[] = [];
  if (isExact) statements.push(...reader.header(required));
  else {
    const most = rest === undefined ? String(places.length) : 'Infinity';
    statements.push(
      code`const count = ${fromDoor('readCountWithin')}(reader, ${String(required + last.length)}, ${most});`,
      code`if (count < 0) return ${fromDoor('readMismatch')}(reader);`,
    );
  }
  const head: Code[] = [];
  for (const [index, place] of places.slice(0, required).entries()) {
    // Without anything in place, the calls can stand in the array itself.
    if (!reader.isInPlace) head.push(context.read(place.type, place.hint));
    else {
      statements.push(...reader.take(place, `item${index}`));
      head.push(reader.taken(place.type, `item${index}`));
    }
  }
  if (isExact) return [...statements, ...reader.toReader(), ['return ', list('[', head, ']'), ';']];
  const push = (value: Code): Code => ['items.push', list('(', [value], ')'), ';'];
  statements.push(['const items: unknown[] = ', list('[', head, ']'), ';']);
  const optional = places.slice(required);
  statements.push(...reader.prepare(rest === undefined ? optional : [...optional, rest]));
  for (const [index, place] of optional.entries()) {
    statements.push(reader.under(`if (count > ${required + index})`, place, push));
  }
  if (rest !== undefined) {
    const loop = `for (let index = ${places.length}; index < ${upTo('count', last.length)}; index++)`;
    statements.push(reader.under(loop, rest, push));
  }
  for (const [index, place] of last.entries()) {
    statements.push(...reader.take(place, `last${index}`), push(reader.taken(place.type, `last${index}`)));
  }
  // It has as many members as the type wants, which the compiler can not see.
  statements.push(...reader.toReader(), code`return items as unknown as ${type};`);
  return statements;
}

function typeOf({ type }: PlaceOfOne): TypeShape {
  return type;
}

/** A count, without the last so many. */
function upTo(count: string, without: number): string {
  return without === 0 ? count : `${count} - ${without}`;
}
