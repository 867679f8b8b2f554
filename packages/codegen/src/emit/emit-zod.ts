import type {
  BuiltinShape,
  IndexShape,
  ObjectShape,
  PrimitiveShape,
  PropertyShape,
  TypeShape,
  UnionShape,
} from '../service-shape.js';
import { hasUndefined, isOfStrings, isPrimitive, withoutUndefined } from '../shape-algebra.js';
import { referencesOf } from '../type-graph.js';
import { braces, type Code, code, list, propertyName, quoted, typeArguments } from './code.js';
import { constrainedSchema } from './emit-constraints.js';
import { printType, printTypeName } from './emit-type.js';
import type { LiveShape, ModuleScope } from './module-scope.js';
import { fromDoor } from './run-time.js';
import { SchemaHelpers } from './schema-helpers.js';
import { discriminantOf, orderMembers } from './union-members.js';
import { z, zod } from './zod-import.js';

const descriptor = fromDoor('descriptor', false);
const remote = fromDoor('remote', false);

/** Prints shapes as zod schemas for one generated file. */
export class ZodPrinter {
  readonly #scope: ModuleScope;
  readonly helpers: SchemaHelpers;

  constructor(scope: ModuleScope) {
    this.#scope = scope;
    this.helpers = new SchemaHelpers(scope.file);
  }

  /** The arguments of a method, as a tuple. */
  argumentsOf(parameters: readonly { readonly optional: boolean; readonly type: TypeShape }[]): Code {
    const places = parameters.map(({ optional, type }): Code => {
      const schema = this.print(type);
      return optional ? code`${schema}.optional()` : schema;
    });
    return [z, '.tuple(', list('[', places, ']'), ')'];
  }

  /** The constants that build the schemas of the named types, each on its first call. */
  namedSchemas(): readonly Code[] {
    return this.#scope.groups.flatMap(({ members, recursive }) =>
      members.flatMap(({ id, type }): Code[] => {
        if (!this.#scope.hasSchema(id)) return [];
        const name = this.#scope.schemaName(id);
        const schemaType = code`${zod}.ZodType<${printType({ kind: 'named', id }, this.#scope)}>`;
        const once = this.helpers.once();
        // TypeScript finds the type of an object with annotated getters by itself; it needs to be told any other.
        if (recursive && !this.#looksLate(id)) {
          return [[code`const ${name}: () => ${schemaType} = ${once}(() => `, this.print(type, id), ');']];
        }
        const isNamed = type.kind === 'callback' || type.kind === 'remote';
        const proof = isNamed ? '' : code` satisfies ${schemaType}`;
        return [[code`const ${name} = ${once}(() => `, this.print(type, id), proof, ');']];
      }),
    );
  }

  /** A schema. Inside of a recursive named type, `inside` is that type's id. */
  print(shape: TypeShape, inside?: string): Code {
    const print = (inner: TypeShape): Code => this.print(inner, inside);
    switch (shape.kind) {
      case 'primitive':
        if (shape.name !== 'number') return code`${z}.${shape.name}()`;
        return `${this.helpers.number()}()`;
      case 'literal':
        return code`${z}.literal(${typeof shape.value === 'string' ? quoted(shape.value) : String(shape.value)})`;
      case 'bigint-literal':
        return code`${z}.literal(${shape.digits}n)`;
      case 'template':
        return [z, '.templateLiteral(', list('[', shape.parts.map(templatePart), ']'), ')'];
      case 'branded':
        return code`(${print(shape.base)} as unknown as ${zod}.ZodType<${printTypeName(shape.name, this.#scope)}>)`;
      case 'enum': {
        const name = printTypeName(shape.name, this.#scope);
        const members = shape.members.map(
          ({ name: member, value }): Code =>
            `${propertyName(member)}: ${typeof value === 'string' ? quoted(value) : String(value)}`,
        );
        // TypeScript lets nobody mention a const enum as a whole, but its members may be picked.
        const names = shape.members.map(({ name: member }) => quoted(member)).join(' | ');
        const picked = shape.whole ? code`keyof typeof ${name}` : names;
        const type = code`Pick<typeof ${name}, ${picked}>`;
        return code`${z}.enum(${braces(members)} as unknown as ${type})`;
      }
      case 'builtin':
        return shape.name === 'Date' ? code`${z}.date()` : instanceOf(shape, printType(shape, this.#scope));
      case 'constrained':
        return constrainedSchema(shape, () => print(shape.base));
      case 'array':
        return [z, '.array', list('(', [print(shape.element)], ')')];
      case 'tuple': {
        const elements = shape.elements.map(
          ({ optional, type }) => this.#present(type, optional, inside).schema,
        );
        const places = list('[', elements, ']');
        if (shape.rest !== undefined && shape.last.length > 0) {
          const last = list(
            '[',
            shape.last.map(({ type }) => print(type)),
            ']',
          );
          return [this.helpers.around(), list('(', [places, print(shape.rest), last], ')')];
        }
        return [z, '.tuple(', places, shape.rest === undefined ? '' : [', ', print(shape.rest)], ')'];
      }
      case 'object':
        return this.#object(shape, inside);
      case 'map':
        return [z, '.map', list('(', [print(shape.key), print(shape.value)], ')')];
      case 'set':
        return [z, '.set', list('(', [print(shape.element)], ')')];
      case 'union':
        return this.#union(shape, inside);
      case 'callback':
      case 'remote':
        return this.#live(shape, inside);
      case 'descriptor':
        return code`${descriptor}()`;
      case 'named':
        return this.#reference(shape.id, inside);
      default:
        throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
    }
  }

  /** By its name where it has one: what is in it has schemas of its own, which are built when it is called. */
  #live(shape: LiveShape, inside: string | undefined): Code {
    const id = inside !== undefined && this.#scope.type(inside).type === shape ? inside : undefined;
    const type = printType(id === undefined ? shape : { kind: 'named', id }, this.#scope);
    return code`${remote}${typeArguments([type])}(${this.#scope.remoteName(shape, id)})`;
  }

  #object({ properties, indexes }: ObjectShape, inside: string | undefined): Code {
    const members = properties.map((property) => this.#property(property, inside));
    const object: Code = [z, '.object(', braces(members), ')'];
    const [index, ...more] = indexes;
    if (index === undefined) return object;
    if (more.length === 0 && properties.length === 0) return this.#record(index, inside);
    if (more.length === 0 && isOfStrings(index))
      return code`${object}.catchall(${this.print(index.value, inside)})`;
    const records = indexes.map((each) => this.#record(each, inside));
    const parts = properties.length === 0 ? records : [...records, object];
    return [this.helpers.indexed(), '(', list('[', parts, ']'), ')'];
  }

  #record({ key, value }: IndexShape, inside: string | undefined): Code {
    const keys = isPrimitive(key, 'number') ? code`${z}.number()` : this.print(key);
    return [z, '.record', list('(', [keys, this.print(value, inside)], ')')];
  }

  #property({ name, optional, type }: PropertyShape, inside: string | undefined): Code {
    if (!this.#isRecursive(type, inside)) {
      return [propertyName(name), ': ', this.#present(type, optional, inside).schema];
    }
    // A getter is looked at when all schemas are there, so that nothing in it needs to wait any more.
    const { schema, wrapper } = this.#present(type, optional, undefined);
    const core = code`${zod}.ZodType<${printType(optional ? withoutUndefined(type) : type, this.#scope)}>`;
    const annotation = wrapper === undefined ? core : code`${zod}.${wrapper}<${core}>`;
    return ['get ', propertyName(name), '(): ', annotation, ' ', code`{ return ${schema}; }`];
  }

  /** The schema of something that may be missing, if it may. */
  #present(
    type: TypeShape,
    optional: boolean,
    inside: string | undefined,
  ): { readonly schema: Code; readonly wrapper?: 'ZodOptional' | 'ZodExactOptional' } {
    if (!optional) return { schema: this.print(type, inside) };
    const core = this.print(withoutUndefined(type), inside);
    return hasUndefined(type)
      ? { schema: code`${core}.optional()`, wrapper: 'ZodOptional' }
      : { schema: code`${core}.exactOptional()`, wrapper: 'ZodExactOptional' };
  }

  /** Whether a type leads back to the one that it is part of. */
  #isRecursive(type: TypeShape, inside: string | undefined): boolean {
    const recursion = inside === undefined ? undefined : this.#scope.recursionOf(inside);
    if (recursion === undefined) return false;
    const references = referencesOf(type);
    return recursion.members.some(({ id }) => references.has(id));
  }

  #union({ members }: UnionShape, inside: string | undefined): Code {
    const nullish = members.filter((member) => member.kind === 'primitive' && member.name === 'null');
    if (nullish.length > 0) {
      const rest = members.filter((member) => !nullish.includes(member));
      const [only] = rest;
      if (rest.length === 1 && only !== undefined) return code`${this.print(only, inside)}.nullable()`;
    }
    const literals = members.filter((member) => member.kind === 'literal');
    if (literals.length === members.length) {
      const values = literals.map(({ value }) => (typeof value === 'string' ? quoted(value) : String(value)));
      return [z, '.literal(', list('[', values, ']'), ')'];
    }
    const resolve = (id: string): TypeShape => this.#scope.type(id).type;
    const discriminant = discriminantOf(members, resolve);
    if (discriminant !== undefined) {
      const schemas = list(
        '[',
        members.map((member) => this.print(member, inside)),
        ']',
      );
      return [z, `.discriminatedUnion(${quoted(discriminant)}, `, schemas, ')'];
    }
    const { inOrder, allOf } = orderMembers(members, resolve);
    const print = (member: TypeShape): Code => this.print(member, inside);
    if (allOf.length === 0) return [z, '.union(', list('[', inOrder.map(print), ']'), ')'];
    const merged: Code = [`${this.helpers.anyOf()}(`, list('[', allOf.map(print), ']'), ')'];
    if (inOrder.length === 0) return merged;
    return [z, '.union(', list('[', [...inOrder.map(print), merged], ']'), ')'];
  }

  #reference(id: string, inside: string | undefined): Code {
    if (!this.#scope.hasSchema(id)) return this.print(this.#scope.type(id).type, inside);
    const name = this.#scope.schemaName(id);
    const leadsBack = this.#isRecursive({ kind: 'named', id }, inside);
    return leadsBack && !this.#looksLate(id) ? code`${z}.lazy(${name})` : `${name}()`;
  }

  /** Whether the schema of a type can be built before those that it contains: an object looks at its properties late. */
  #looksLate(id: string): boolean {
    const { type } = this.#scope.type(id);
    if (type.kind === 'callback' || type.kind === 'remote') return true;
    return type.kind === 'object' && type.indexes.every(({ value }) => !this.#isRecursive(value, id));
  }
}

function templatePart(part: string | PrimitiveShape): Code {
  return typeof part === 'string' ? quoted(part) : code`${z}.${part.name}()`;
}

/** zod's own instanceof takes the type from the constructor, which promises more than the type's name does. */
function instanceOf({ name }: BuiltinShape, type: Code): Code {
  return [
    code`${z}.custom<${type}>`,
    list('(', [`(value) => value instanceof ${name}`, quoted(`expected ${name}`)], ')'),
  ];
}
