import { isIntersection } from '../index-conflict.js';
import type { ObjectShape, TupleElement, TypeName, TypeShape } from '../service-shape.js';
import {
  braces,
  type Code,
  code,
  group,
  ifBroken,
  indent,
  join,
  list,
  propertyName,
  quoted,
  softBreak,
  spaceBreak,
  typeArguments,
} from './code.js';
import { printFunctionType, printRemoteType } from './emit-live-type.js';
import type { ModuleScope } from './module-scope.js';
import { fromDoor } from './run-time.js';

const Descriptor = fromDoor('Descriptor', true);

/** Prints shapes as TypeScript types. */
export function printType(shape: TypeShape, scope: ModuleScope): Code {
  const print = (inner: TypeShape): Code => printType(inner, scope);
  switch (shape.kind) {
    case 'primitive':
      return shape.name;
    case 'literal':
      return typeof shape.value === 'string' ? quoted(shape.value) : String(shape.value);
    case 'bigint-literal':
      return `${shape.digits}n`;
    case 'builtin':
      return shape.ownMemory ? `${shape.name}<ArrayBuffer>` : shape.name;
    case 'template':
      return [
        '`',
        shape.parts.map((part) => (typeof part === 'string' ? inTemplate(part) : `\${${part.name}}`)),
        '`',
      ];
    case 'branded':
      return printTypeName(shape.name, scope);
    case 'enum': {
      const name = printTypeName(shape.name, scope);
      if (shape.whole) return name;
      return join(
        shape.members.map(
          (member): Code => [
            name,
            /^\w+$/.test(member.name) ? `.${member.name}` : `[${quoted(member.name)}]`,
          ],
        ),
        ' | ',
      );
    }
    case 'constrained':
      return print(shape.base);
    case 'array': {
      const element = isCompound(shape.element) ? code`(${print(shape.element)})` : print(shape.element);
      return [shape.readonly ? 'readonly ' : '', element, '[]'];
    }
    case 'tuple': {
      const all = [...shape.elements, ...shape.last];
      const labelled = all.every(({ label }) => label !== undefined);
      const element = ({ label, optional, type }: TupleElement): Code => {
        if (labelled && label !== undefined) return [label, optional ? '?: ' : ': ', print(type)];
        if (!optional) return print(type);
        return isCompound(type) ? code`(${print(type)})?` : code`${print(type)}?`;
      };
      const rest: readonly Code[] =
        shape.rest === undefined
          ? []
          : [
              [
                labelled && all.length > 0 ? '...rest: ' : '...',
                print({ kind: 'array', readonly: false, element: shape.rest }),
              ],
            ];
      const places = [...shape.elements.map(element), ...rest, ...shape.last.map(element)];
      return [shape.readonly ? 'readonly ' : '', list('[', places, ']')];
    }
    case 'object':
      return printObject(shape, print);
    case 'map':
      return [shape.readonly ? 'ReadonlyMap' : 'Map', typeArguments([print(shape.key), print(shape.value)])];
    case 'set':
      return [shape.readonly ? 'ReadonlySet' : 'Set', typeArguments([print(shape.element)])];
    case 'union':
      return printUnion(shape.members.map((member) => printMember(member, scope)));
    case 'callback':
      return printFunctionType(shape.call, print);
    case 'remote':
      return printRemoteType(shape, print);
    case 'descriptor':
      return Descriptor;
    case 'named':
      return printTypeName(scope.typeName(shape.id), scope);
    default:
      throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
  }
}

function printObject(shape: ObjectShape, print: (inner: TypeShape) => Code): Code {
  const members = shape.properties.map(
    ({ name, optional, readonly, type }): Code => [
      readonly ? 'readonly ' : '',
      propertyName(name),
      optional ? '?: ' : ': ',
      print(type),
    ],
  );
  const indexes = shape.indexes.map(
    ({ key, readonly, value }): Code => [
      readonly ? 'readonly ' : '',
      '[key: ',
      print(key),
      ']: ',
      print(value),
    ],
  );
  if (!isIntersection(shape)) return braces([...members, ...indexes], ';');
  const parts = [members, ...indexes.map((index) => [index])].filter((part) => part.length > 0);
  return join(
    parts.map((part) => braces(part, ';')),
    ' & ',
  );
}

/** Text as it stands in a template. */
function inTemplate(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${');
}

/** Prints a type as a member of a union. */
export function printMember(shape: TypeShape, scope: ModuleScope): Code {
  return shape.kind === 'callback' ? code`(${printType(shape, scope)})` : printType(shape, scope);
}

/** `A | B`, or one on each line. */
export function printUnion(members: readonly Code[]): Code {
  return group(indent([softBreak, ifBroken('| '), join(members, [spaceBreak, '| '])]));
}

/** Whether a type needs parentheses before `[]` or `?`. */
function isCompound(shape: TypeShape): boolean {
  if (shape.kind === 'constrained') return isCompound(shape.base);
  if (shape.kind === 'object') return isIntersection(shape);
  if (shape.kind === 'enum') return !shape.whole && shape.members.length > 1;
  return (
    ['union', 'callback'].includes(shape.kind) ||
    ((shape.kind === 'array' || shape.kind === 'tuple') && shape.readonly)
  );
}

/** Prints a type's name, with its type arguments. */
export function printTypeName(name: TypeName, scope: ModuleScope): Code {
  if (name.kind === 'local') return name.name;
  const [first, ...inside] = name.path;
  const base: Code = name.kind === 'imported' ? scope.importedType(name.module, first) : first;
  const path: Code = [base, inside.map((part) => `.${part}`)];
  if (name.typeArguments.length === 0) return path;
  return [path, typeArguments(name.typeArguments.map((argument) => printType(argument, scope)))];
}
