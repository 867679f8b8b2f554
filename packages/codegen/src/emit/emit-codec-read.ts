import type { TypeShape } from '../service-shape.js';
import { braces, type Code, code, indent, list, newLine } from './code.js';
import { type CodecContext, hintWithin } from './codec-context.js';
import type { CodecForm } from './codec-form.js';
import { constraintTest } from './emit-codec-constraints.js';
import { objectReader } from './emit-codec-object.js';
import { literalOf, tuplePlaces } from './emit-codec-parts.js';
import { PlaceReader } from './emit-codec-place-reader.js';
import { readPlacesOf } from './emit-codec-tuple.js';
import { fromDoor } from './run-time.js';

/** The body of the function that reads a value of that type, and returns it. */
export function readerBody(shape: TypeShape, context: CodecContext): readonly Code[] {
  const form = context.formOf(shape);
  const type = context.typeOf(shape);
  switch (form.form) {
    case 'scalar':
      return [code`return ${fromDoor(`read${form.scalar}`)}(reader) as ${type};`];
    case 'literals': {
      const values = context.constant('Values', [
        '/* @__PURE__ */ new Set<unknown>',
        list('([', form.values.map(literalOf), '])'),
      ]);
      return [code`return ${fromDoor('readLiteral')}(reader, ${values});`];
    }
    case 'instance':
      return [code`return ${fromDoor('readInstance')}(reader, ${form.name});`];
    case 'self-describing':
      return [code`return ${fromDoor('readChecked')}(reader, ${context.schemaOf(shape)});`];
    case 'constrained':
      return [
        code`const value = ${context.read(form.base, hintWithin(context.hint, 'base'))};`,
        code`if (!(${constraintTest(form, context)})) reader.refused = true;`,
        'return value;',
      ];
    case 'array':
      return arrayReader(form.element, context);
    case 'tuple':
      return readPlacesOf({ type, ...tuplePlaces(form, context) }, context);
    case 'object':
      return objectReader(form, type, context);
    case 'record':
      return [collectionReader('readRecord', form.value, context)];
    case 'set':
      return [collectionReader('readSet', form.element, context)];
    case 'map':
      return [mapReader(form, context)];
    case 'kinds':
      return kindsReader(form, context);
    case 'members':
      return membersReader(form, context);
    default:
      throw new TypeError(`a value of the form ${form.form} is read by a function of the run time`);
  }
}

function arrayReader(element: TypeShape, context: CodecContext): readonly Code[] {
  const places = new PlaceReader([], element, context);
  const place = { type: element, hint: hintWithin(context.hint, 'item') };
  return [
    code`const count = ${fromDoor('readCount')}(reader);`,
    code`if (count < 0) return ${fromDoor('readMismatch')}(reader);`,
    code`const items = new Array<${context.typeOf(element)}>(${fromDoor('firstLength')}(count));`,
    ...places.prepare([place]),
    places.under(
      'for (let index = 0; index < count; index++)',
      place,
      (value) => code`items[index] = ${value};`,
    ),
    ...places.toReader(),
    'return items;',
  ];
}

function collectionReader(name: string, member: TypeShape, context: CodecContext): Code {
  const read = context.reader(member, hintWithin(context.hint, 'member'));
  return ['return ', fromDoor(name), list('(', ['reader', read, ...context.depthFor(member)], ')'), ';'];
}

function mapReader({ key, value }: Extract<CodecForm, { form: 'map' }>, context: CodecContext): Code {
  const keys = context.reader(key, hintWithin(context.hint, 'key'));
  const values = context.reader(value, hintWithin(context.hint, 'value'));
  const functions = braces([code`key: ${keys}`, code`value: ${values}`]);
  const depth = context.depthFor(key, value);
  return ['return ', fromDoor('readMap'), list('(', ['reader', functions, ...depth], ')'), ';'];
}

function kindsReader(
  { cases }: Extract<CodecForm, { form: 'kinds' }>,
  context: CodecContext,
): readonly Code[] {
  const Kind = fromDoor('Kind');
  const branches = cases.map(({ kinds, type }): Code => {
    const names = kinds.map((kind) => (kind === 'Object' ? 'Array' : kind));
    const labels = names.map((name): Code => [newLine, code`case ${Kind}.${name}:`]);
    const hint = hintWithin(
      context.hint,
      kinds.map((kind) => (kind === 'Object' ? 'Record' : kind)).join(' '),
    );
    return [labels, indent([newLine, 'return ', context.read(type, hint), ';'])];
  });
  const otherwise: Code = [
    newLine,
    'default:',
    indent([newLine, code`return ${fromDoor('readMismatch')}(reader);`]),
  ];
  return [[code`switch (${fromDoor('kindAt')}(reader)) {`, indent([branches, otherwise]), newLine, '}']];
}

function membersReader(
  { members }: Extract<CodecForm, { form: 'members' }>,
  context: CodecContext,
): readonly Code[] {
  const branches = members.map(({ tags, type }, index): Code => {
    const hint = hintWithin(context.hint, String(tags[0]));
    return [newLine, `case ${index}:`, indent([newLine, 'return ', context.read(type, hint), ';'])];
  });
  const otherwise: Code = [
    newLine,
    'default:',
    indent([newLine, 'reader.position = start;', newLine, code`return ${fromDoor('readMismatch')}(reader);`]),
  ];
  return [
    'const start = reader.position;',
    [code`switch (${fromDoor('readMember')}(reader)) {`, indent([branches, otherwise]), newLine, '}'],
  ];
}
