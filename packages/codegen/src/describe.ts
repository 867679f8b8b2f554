import { contractHash } from './contract-hash.js';
import { returnsStream, withUpload } from './method-kind.js';
import type {
  ErrorShape,
  MethodKind,
  MethodShape,
  ModuleShape,
  ServiceShape,
  TupleElement,
  TypeShape,
} from './service-shape.js';

/** A service in a few words for people. */
export interface ServiceDescription {
  readonly name: string;
  readonly doc: string | undefined;
  readonly contractHash: string;
  readonly methods: readonly MethodDescription[];
}

/** A method in a line. */
export interface MethodDescription {
  readonly name: string;
  readonly kind: string;
  readonly parameters: string;
  readonly result: string;
  /** The names of the errors that it declares. */
  readonly throws: readonly string[];
  readonly doc: string | undefined;
}

/** The services of a module, as a table has them. */
export function describeModule(module: ModuleShape): readonly ServiceDescription[] {
  return module.services.map((service) => describeService(service, module));
}

function describeService(service: ServiceShape, module: ModuleShape): ServiceDescription {
  return {
    name: service.name,
    doc: service.doc,
    contractHash: contractHash(service, module),
    methods: service.methods.map((method) => describeMethod(method, module.errors)),
  };
}

function describeMethod(method: MethodShape, errors: readonly ErrorShape[]): MethodDescription {
  const { name, kind, result, throws, doc } = method;
  const [summary] = (doc ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('@'));
  return {
    name,
    kind,
    parameters: describeParameters(method),
    result: describeResult(kind, result),
    throws: errors.filter(({ id }) => throws.includes(id)).map((error) => error.name),
    doc: summary,
  };
}

function describeParameters(method: MethodShape): string {
  const sent = method.parameters.map(
    ({ name, optional, rest, type }) =>
      `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${describeType(type)}`,
  );
  const all = withUpload(method, sent, ({ name, item }) => `${name}: AsyncIterable<${describeType(item)}>`);
  return all.join(', ');
}

function describeResult(kind: MethodKind, result: TypeShape | undefined): string {
  const text = result === undefined ? 'void' : describeType(result);
  return returnsStream(kind) ? `AsyncIterable<${text}>` : text;
}

/** What a function returns, whose source is its type. */
function describeAnswer({ kind, result }: MethodShape): string {
  const text = describeResult(kind, result);
  return kind === 'unary' || kind === 'clientStream' ? `Promise<${text}>` : text;
}

/** A type in the words of TypeScript, with other types by their names. */
export function describeType(shape: TypeShape): string {
  const inside = (inner: TypeShape): string =>
    inner.kind === 'union' || inner.kind === 'callback' ? `(${describeType(inner)})` : describeType(inner);
  switch (shape.kind) {
    case 'primitive':
    case 'builtin':
      return shape.name;
    case 'literal':
      return JSON.stringify(shape.value);
    case 'bigint-literal':
      return `${shape.digits}n`;
    case 'named':
      return shape.id;
    case 'constrained':
      return describeType(shape.base);
    case 'branded':
      return shape.name.path.join('.');
    case 'enum': {
      const name = shape.name.path.join('.');
      return shape.whole ? name : shape.members.map((member) => `${name}.${member.name}`).join(' | ');
    }
    case 'template':
      return `\`${shape.parts.map((part) => (typeof part === 'string' ? part : `\${${part.name}}`)).join('')}\``;
    case 'array':
      return `${inside(shape.element)}[]`;
    case 'set':
      return `Set<${describeType(shape.element)}>`;
    case 'map':
      return `Map<${describeType(shape.key)}, ${describeType(shape.value)}>`;
    case 'tuple': {
      const element = ({ optional, type }: TupleElement): string => `${inside(type)}${optional ? '?' : ''}`;
      const rest = shape.rest === undefined ? [] : [`...${inside(shape.rest)}[]`];
      return `[${[...shape.elements.map(element), ...rest, ...shape.last.map(element)].join(', ')}]`;
    }
    case 'object': {
      const properties = shape.properties.map(
        ({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${describeType(type)}`,
      );
      for (const { key, value } of shape.indexes)
        properties.push(`[key: ${describeType(key)}]: ${describeType(value)}`);
      return `{ ${properties.join('; ')} }`;
    }
    case 'union':
      return shape.members
        .map((member) => (member.kind === 'callback' ? inside(member) : describeType(member)))
        .join(' | ');
    case 'callback':
      return `(${describeParameters(shape.call)}) => ${describeAnswer(shape.call)}`;
    case 'remote':
      return shape.name;
    case 'descriptor':
      return 'Descriptor';
    default:
      throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
  }
}
