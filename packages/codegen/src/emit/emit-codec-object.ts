import { braces, type Code, code, IDENTIFIER, propertyName, quoted } from './code.js';
import { type CodecContext, hintWithin } from './codec-context.js';
import type { ObjectForm, ObjectPlace } from './codec-form.js';
import { literalOf } from './emit-codec-parts.js';
import { fromDoor } from './run-time.js';

/** The statements that write the object `value`. */
export function objectWriter(form: ObjectForm, context: CodecContext): readonly Code[] {
  const { constants, required, optional } = form;
  const no = code`return ${fromDoor('writeNoObject')}(writer, value);`;
  const place = ({ name, type }: ObjectPlace, value: Code): Code =>
    code`${context.write(type, hintWithin(context.hint, name), value)};`;
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
    ...presence(form),
    ...required.map((property) => place(property, property === first ? 'first' : access(property.name))),
    ...optional.map(
      (property, index): Code =>
        code`if (presence & ${bit(index)}) ${place(property, code`${access(property.name)} as ${context.typeOf(property.type)}`)}`,
    ),
  ];
}

/** The statements that write the header, and which of the optional properties are there. */
function presence({ required, optional }: ObjectForm): readonly Code[] {
  if (optional.length === 0) return [`writer.arrayHeader(${required.length});`];
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
  const mismatch = code`return ${fromDoor('readMismatch')}(reader);`;
  const names = new Map(required.map(({ name }, index) => [name, localName(name, index, context)]));
  const members = declared.flatMap((name): Code[] => {
    const constant = constants.find((each) => each.name === name);
    if (constant !== undefined) {
      const { value, isLiteral } = constant;
      // The compiler takes no other value than the enum's own for its member.
      return [`${propertyName(name)}: ${literalOf(value)}${isLiteral ? '' : ' as never'}`];
    }
    const local = names.get(name);
    if (local === undefined) return [];
    return [local === name ? name : `${propertyName(name)}: ${local}`];
  });
  const read = ({ name, type: each }: ObjectPlace): Code =>
    context.read(each, hintWithin(context.hint, name));
  const start =
    optional.length === 0
      ? [code`if (!${fromDoor('readPlaces')}(reader, ${String(required.length)})) ${mismatch}`]
      : [
          code`const presence = ${fromDoor('readPresence')}(reader, ${String(required.length)}, ${String(optional.length)});`,
          code`if (presence < 0) ${mismatch}`,
        ];
  const locals = required.map(
    (property): Code => code`const ${names.get(property.name) ?? ''} = ${read(property)};`,
  );
  if (optional.length === 0) return [...start, ...locals, ['return ', braces(members), ';']];
  return [
    ...start,
    ...locals,
    [code`const value: ${fromDoor('Writable', true)}<${type}> = `, braces(members), ';'],
    ...optional.map(
      (property, index) => code`if (presence & ${bit(index)}) ${access(property.name)} = ${read(property)};`,
    ),
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

/** The property's name as the name of a constant, if that is possible. */
function localName(name: string, index: number, context: CodecContext): string {
  const looksLikeFunction = /^(read|write|deeper|kind|is|new)\p{Lu}/u.test(name);
  const isFree = IDENTIFIER.test(name) && !TAKEN.has(name) && !looksLikeFunction && !context.isTaken(name);
  return isFree ? name : `place${index}`;
}
