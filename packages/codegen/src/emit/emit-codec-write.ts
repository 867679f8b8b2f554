import type { TypeShape } from '../service-shape.js';
import { braces, type Code, code, indent, list, newLine, propertyName } from './code.js';
import { type CodecContext, hintWithin } from './codec-context.js';
import type { CodecForm } from './codec-form.js';
import { objectWriter } from './emit-codec-object.js';
import { literalOf, tuplePlaces } from './emit-codec-parts.js';
import { PlaceWriter } from './emit-codec-place-writer.js';
import { writePlacesOf } from './emit-codec-tuple.js';
import { fromDoor } from './run-time.js';

/** Whether the function looks itself what its value is, for it may be of many types. */
export function takesUnknown({ form }: CodecForm): boolean {
  return form === 'kinds' || form === 'members';
}

/** The body of the function that writes `value`, which is of that type, unless the program is wrong. */
export function writerBody(shape: TypeShape, context: CodecContext): readonly Code[] {
  const form = context.formOf(shape);
  switch (form.form) {
    case 'array':
      return arrayWriter(form.element, context);
    case 'tuple':
      return writePlacesOf({ name: 'value', isArray: false, ...tuplePlaces(form, context) }, context);
    case 'object':
      return objectWriter(form, context);
    case 'record':
      return [collectionWriter('writeRecord', form.value, context)];
    case 'set':
      return [collectionWriter('writeSet', form.element, context)];
    case 'map':
      return [mapWriter(form, context)];
    case 'kinds':
      return kindsWriter(form, context);
    case 'members':
      return membersWriter(form, context);
    default:
      throw new TypeError(`a value of the form ${form.form} is written by a function of the run time`);
  }
}

function arrayWriter(element: TypeShape, context: CodecContext): readonly Code[] {
  const places = new PlaceWriter([], element, context);
  const place = { type: element, hint: hintWithin(context.hint, 'item') };
  const item = code`value[index] as ${context.typeOf(element)}`;
  return [
    code`if (!Array.isArray(value)) return ${fromDoor('writeMismatch')}(writer, value);`,
    'const count = value.length;',
    ...places.header('count'),
    places.under('for (let index = 0; index < count; index++)', place, item),
    ...places.toWriter(),
  ];
}

function collectionWriter(name: string, member: TypeShape, context: CodecContext): Code {
  const write = context.writer(member, hintWithin(context.hint, 'member'));
  return [fromDoor(name), list('(', ['writer', 'value', write, ...context.depthFor(member)], ')'), ';'];
}

function mapWriter({ key, value }: Extract<CodecForm, { form: 'map' }>, context: CodecContext): Code {
  const keys = context.writer(key, hintWithin(context.hint, 'key'));
  const values = context.writer(value, hintWithin(context.hint, 'value'));
  const functions = braces([code`key: ${keys}`, code`value: ${values}`]);
  const depth = context.depthFor(key, value);
  return [fromDoor('writeMap'), list('(', ['writer', 'value', functions, ...depth], ')'), ';'];
}

function kindsWriter(
  { cases }: Extract<CodecForm, { form: 'kinds' }>,
  context: CodecContext,
): readonly Code[] {
  const Kind = fromDoor('Kind');
  const branches = cases.map(({ kinds, type }): Code => {
    // Objects that travel without their keys are arrays on the wire only.
    const names = kinds.map((kind) => (kind === 'Object' ? 'Record' : kind));
    const labels = names.map((name): Code => [newLine, code`case ${Kind}.${name}:`]);
    const hint = hintWithin(context.hint, names.join(' '));
    return [
      labels,
      indent([newLine, 'return ', context.write(type, hint, cast('value', type, context)), ';']),
    ];
  });
  // An array could be taken for an object.
  const mayBeObject = cases.some(({ kinds }) => kinds.includes('Object'));
  const otherwise: Code = [
    newLine,
    'default:',
    indent([
      newLine,
      code`return ${fromDoor(mayBeObject ? 'writeNoObject' : 'writeMismatch')}(writer, value);`,
    ]),
  ];
  return [[code`switch (${fromDoor('kindOf')}(value)) {`, indent([branches, otherwise]), newLine, '}']];
}

function membersWriter(
  { discriminant, members }: Extract<CodecForm, { form: 'members' }>,
  context: CodecContext,
): readonly Code[] {
  const branches = members.map(({ tags, type }, index): Code => {
    const labels = tags.map((tag): Code => [newLine, `case ${literalOf(tag)}:`]);
    const hint = hintWithin(context.hint, String(tags[0]));
    return [
      labels,
      indent([
        newLine,
        code`${fromDoor('writeMember')}(writer, ${String(index)});`,
        newLine,
        ['return ', context.write(type, hint, cast('value', type, context)), ';'],
      ]),
    ];
  });
  const otherwise: Code = [
    newLine,
    'default:',
    indent([newLine, code`return ${fromDoor('writeNoObject')}(writer, value);`]),
  ];
  const name = propertyName(discriminant);
  const access = name === discriminant ? `.${name}` : `[${name}]`;
  const property = `(value as { readonly ${name}?: unknown })${access}`;
  return [
    [
      code`switch (${fromDoor('isObject')}(value) ? ${property} : undefined) {`,
      indent([branches, otherwise]),
      newLine,
      '}',
    ],
  ];
}

/** What takes any value needs no cast. */
function cast(value: string, type: TypeShape, context: CodecContext): Code {
  const { form } = context.formOf(type);
  const takesAny =
    form === 'scalar' || form === 'literals' || form === 'self-describing' || form === 'nothing';
  return takesAny ? value : code`${value} as ${context.typeOf(type)}`;
}
