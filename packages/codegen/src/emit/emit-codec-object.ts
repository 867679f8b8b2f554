import type { TypeShape } from '../service-shape.js';
import { braces, type Code, code, IDENTIFIER, propertyName, quoted } from './code.js';
import { type CodecContext, hintWithin } from './codec-context.js';
import type { ObjectForm, ObjectPlace } from './codec-form.js';
import { literalOf } from './emit-codec-parts.js';
import { type PlaceOfOne, PlaceReader } from './emit-codec-place-reader.js';
import { PlaceWriter } from './emit-codec-place-writer.js';
import { fromDoor } from './run-time.js';

/** The statements that write the object `value`. */
export function objectWriter(form: ObjectForm, context: CodecContext): readonly Code[] {
  const { constants, required, optional } = form;
  const no = code`return ${fromDoor('writeNoObject')}(writer, value);`;
  const writer = new PlaceWriter(typesOf(form), undefined, context);
  const [first] = required;
  return [
    code`if (!${fromDoor('isObject')}(value)) ${no}`,
    ...(first === undefined ? [] : [code`const first = ${access(first.name)};`]),
    code`if (!${fromDoor('isData')}(value)) ${no}`,
    ...constants.map(({ name, value }): Code => code`if (${isOther(name, value)}) ${no}`),
    ...required.flatMap((property): Code[] => {
      if (!mayBeUndefined(property, context)) return [];
      return [
        code`if (${access(property.name)} === undefined && !(${quoted(property.name)} in value)) ${no}`,
      ];
    }),
    ...(optional.length === 0 ? writer.header(required.length) : presence(form)),
    ...required.flatMap((property, index) => {
      const place = placeOf(property, context);
      if (property === first) return writer.put(place, 'first', 'first');
      const name = localName(property.name, index, writer.ownNames, context);
      return writer.put(place, access(property.name), name);
    }),
    ...writer.prepare(optional.map((property) => placeOf(property, context))),
    ...optional.map((property, index) => {
      const value = code`${access(property.name)} as ${context.typeOf(property.type)}`;
      return writer.under(`if (presence & ${bit(index)})`, placeOf(property, context), value);
    }),
    ...writer.toWriter(),
  ];
}

function placeOf({ name, type }: ObjectPlace, { hint }: CodecContext): PlaceOfOne {
  return { type, hint: hintWithin(hint, name) };
}

function typesOf({ required, optional }: ObjectForm): readonly TypeShape[] {
  return [...required, ...optional].map(({ type }) => type);
}

/** The statements that say which of the optional properties are there, and write the header with that. */
function presence({ required, optional }: ObjectForm): readonly Code[] {
  return [
    'let presence = 0;',
    ...optional.map(
      ({ name }, index) =>
        `if (${access(name)} !== undefined || ${quoted(name)} in value) presence |= ${bit(index)};`,
    ),
    code`${fromDoor('writePresence')}(writer, ${String(required.length)}, presence);`,
  ];
}

/** A required property that may be undefined must be there nevertheless. */
function mayBeUndefined({ type }: ObjectPlace, context: CodecContext): boolean {
  const form = context.formOf(type);
  switch (form.form) {
    case 'scalar':
      return form.scalar === 'Undefined' || form.scalar === 'Unknown';
    case 'kinds':
      return form.cases.some(({ kinds }) => kinds.includes('Undefined'));
    case 'self-describing':
      return form.kinds?.has('Undefined') ?? true;
    default:
      return false;
  }
}

/** The statements that read such an object and return it, as `type`. */
export function objectReader(form: ObjectForm, type: Code, context: CodecContext): readonly Code[] {
  const { declared, constants, required, optional } = form;
  const reader = new PlaceReader(typesOf(form), undefined, context);
  const locals = new Map(
    required.map(({ name }, index) => [name, localName(name, index, reader.ownNames, context)]),
  );
  const types = new Map(required.map(({ name, type: each }) => [name, each]));
  const members = declared.flatMap((name): Code[] => {
    const constant = constants.find((each) => each.name === name);
    if (constant !== undefined) {
      const { value, isLiteral } = constant;
      // The compiler takes no other value than the enum's own for its member.
      return [`${propertyName(name)}: ${literalOf(value)}${isLiteral ? '' : ' as never'}`];
    }
    const [local, each] = [locals.get(name), types.get(name)];
    if (local === undefined || each === undefined) return [];
    const value = reader.taken(each, local);
    return [value === name ? name : code`${propertyName(name)}: ${value}`];
  });
  const start =
    optional.length === 0
      ? reader.header(required.length)
      : [
          code`const presence = ${fromDoor('readPresence')}(reader, ${String(required.length)}, ${String(optional.length)});`,
          code`if (presence < 0) return ${fromDoor('readMismatch')}(reader);`,
        ];
  const reads = required.flatMap((property) =>
    reader.take(placeOf(property, context), locals.get(property.name) ?? ''),
  );
  if (optional.length === 0) {
    return [...start, ...reads, ...reader.toReader(), ['return ', braces(members), ';']];
  }
  return [
    ...start,
    ...reads,
    [code`const value: ${fromDoor('Writable', true)}<${type}> = `, braces(members), ';'],
    ...reader.prepare(optional.map((property) => placeOf(property, context))),
    ...optional.map((property, index) =>
      reader.under(
        `if (presence & ${bit(index)})`,
        placeOf(property, context),
        (value) => code`${access(property.name)} = ${value};`,
      ),
    ),
    ...reader.toReader(),
    'return value;',
  ];
}

function isOther(name: string, value: string | number | boolean | bigint): Code {
  const property = `(${access(name)} as unknown)`;
  // To the comparison both zeros are one, and the one that travels is the contract's.
  return value === 0 ? `!Object.is(${property}, ${literalOf(value)})` : `${property} !== ${literalOf(value)}`;
}

function bit(index: number): string {
  return String(2 ** index);
}

function access(name: string): string {
  return IDENTIFIER.test(name) ? `value.${name}` : `value[${quoted(name)}]`;
}

/** Names that a function that reads uses itself, and words that name nothing. */
const TAKEN = new Set(
  `Array Infinity Object arguments await break case catch class const continue debugger default delete depth do else enum
  eval export extends false finally for function if implements import in inside instanceof interface let new null package
  presence private protected public reader return static super switch this throw true try typeof undefined value var void
  while with yield`.split(/\s+/),
);

/** How the names of the functions that they call begin, and the names that stand for others. */
const OURS = /^(read|write|deeper|kind|is|new)\p{Lu}|^place\d/u;

/** The property's name as the name of a constant, if that is possible. */
function localName(
  name: string,
  index: number,
  ownNames: ReadonlySet<string>,
  context: CodecContext,
): string {
  const isOurs = TAKEN.has(name) || ownNames.has(name) || OURS.test(name);
  return IDENTIFIER.test(name) && !isOurs && !context.isTaken(name) ? name : `place${index}`;
}
