import type { TypeShape } from '../service-shape.js';
import { block, type Code, code, list } from './code.js';
import type { CodecContext } from './codec-context.js';
import { fromDoor } from './run-time.js';

/** An array each of whose places has a type of its own. */
export interface Places {
  readonly places: readonly { readonly type: TypeShape; readonly hint: string }[];
  /** How many of them must be there. */
  readonly required: number;
  /** The type of whatever follows them. */
  readonly rest: { readonly type: TypeShape; readonly hint: string } | undefined;
}

/** The statements that write such an array, which has that name. */
export function writePlacesOf(
  { name, isArray, places, required, rest }: Places & { readonly name: string; readonly isArray: boolean },
  context: CodecContext,
): readonly Code[] {
  const length = `${name}.length`;
  const wrong = [
    ...(isArray ? [] : [`!Array.isArray(${name})`]),
    ...(required === places.length && rest === undefined
      ? [`${length} !== ${required}`]
      : [
          ...(required > 0 ? [`${length} < ${required}`] : []),
          ...(rest === undefined ? [`${length} > ${places.length}`] : []),
        ]),
  ];
  const item = (index: number | 'index', type: TypeShape): Code => {
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
    const head = `for (let index = ${places.length}; index < ${length}; index++) `;
    statements.push([head, block([[context.write(rest.type, rest.hint, item('index', rest.type)), ';']])]);
  }
  return statements;
}

/** The statements that read such an array and return it as that type. */
export function readPlacesOf(
  { type, places, required, rest }: Places & { readonly type: Code },
  context: CodecContext,
): readonly Code[] {
  const read = ({ type: each, hint }: Places['places'][number]): Code => context.read(each, hint);
  const mismatch = code`return ${fromDoor('readMismatch')}(reader);`;
  if (required === places.length && rest === undefined) {
    return [
      code`if (!${fromDoor('readPlaces')}(reader, ${String(required)})) ${mismatch}`,
      ['return ', list('[', places.map(read), ']'), ';'],
    ];
  }
  const most = rest === undefined ? String(places.length) : 'Infinity';
  const statements: Code[] = [
    code`const count = ${fromDoor('readCountWithin')}(reader, ${String(required)}, ${most});`,
    code`if (count < 0) ${mismatch}`,
    ['const items: unknown[] = ', list('[', places.slice(0, required).map(read), ']'), ';'],
  ];
  for (const [index, place] of places.entries()) {
    if (index >= required)
      statements.push([`if (count > ${index}) items.push`, list('(', [read(place)], ')'), ';']);
  }
  if (rest !== undefined) {
    const head = `for (let index = ${places.length}; index < count; index++) `;
    statements.push([head, block([['items.push', list('(', [read(rest)], ')'), ';']])]);
  }
  // It has as many members as the type wants, which the compiler can not see.
  statements.push(code`return items as unknown as ${type};`);
  return statements;
}
