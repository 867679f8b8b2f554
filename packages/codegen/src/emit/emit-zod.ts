import type { ObjectShape, PropertyShape, TypeShape, UnionShape } from '../service-shape.js';
import { referencesOf } from '../type-graph.js';
import {
  block,
  braces,
  type Code,
  code,
  docComment,
  type ImportedSymbol,
  list,
  propertyName,
  quoted,
} from './code.js';
import { discriminantOf } from './discriminant.js';
import { printType, printTypeName } from './emit-type.js';
import type { ModuleScope } from './module-scope.js';

const z: ImportedSymbol = { kind: 'import', module: 'zod', name: '*', localName: 'z', typeOnly: false };

/** Prints shapes as zod schemas for one generated file. */
export class ZodPrinter {
  readonly #scope: ModuleScope;
  readonly #once: string;
  readonly #number: string;
  #usesOnce = false;
  #usesNumber = false;

  constructor(scope: ModuleScope) {
    this.#scope = scope;
    this.#once = scope.file.declare('once');
    this.#number = scope.file.declare('anyNumber');
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
      members.map(({ id, type }): Code => {
        const name = this.#scope.schemaName(id);
        const schemaType = code`${z}.ZodType<${printType({ kind: 'named', id }, this.#scope)}>`;
        const once = this.#pureOnce();
        // TypeScript finds the type of an object with annotated getters by itself; it needs to be told any other.
        if (recursive && type.kind !== 'object') {
          return [code`const ${name}: () => ${schemaType} = ${once}(() => `, this.print(type, id), ');'];
        }
        return [code`const ${name} = ${once}(() => `, this.print(type, id), code` satisfies ${schemaType});`];
      }),
    );
  }

  /** Bundlers drop the constants that nothing uses. */
  #pureOnce(): string {
    this.#usesOnce = true;
    return `/* @__PURE__ */ ${this.#once}`;
  }

  /** What the schemas need to stand above them. Call it last. */
  prelude(): readonly Code[] {
    const parts: Code[] = [];
    if (this.#usesNumber) {
      parts.push([
        docComment("zod's own number refuses NaN and the infinities; TypeScript's contains them."),
        code`const ${this.#number} = ${this.#pureOnce()}`,
        list(
          '(',
          [code`() => ${z}.custom<number>((value) => typeof value === 'number', 'expected number')`],
          ')',
        ),
        ';',
      ]);
    }
    if (this.#usesOnce) {
      parts.unshift([
        docComment('Schemas are built when they are first needed, and kept.'),
        `function ${this.#once}<Schema>(build: () => Schema): () => Schema `,
        block(['let built: Schema | undefined;', 'return () => (built ??= build());']),
      ]);
    }
    return parts;
  }

  /** A schema. Inside of a recursive named type, `inside` is that type's id. */
  print(shape: TypeShape, inside?: string): Code {
    const print = (inner: TypeShape): Code => this.print(inner, inside);
    switch (shape.kind) {
      case 'primitive':
        if (shape.name !== 'number') return code`${z}.${shape.name}()`;
        this.#usesNumber = true;
        return `${this.#number}()`;
      case 'literal':
        return code`${z}.literal(${typeof shape.value === 'string' ? quoted(shape.value) : String(shape.value)})`;
      case 'bigint-literal':
        return code`${z}.literal(${shape.digits}n)`;
      case 'enum': {
        const name = printTypeName(shape.name, this.#scope);
        const members = shape.members.map(
          ({ name: member, value }): Code =>
            `${propertyName(member)}: ${typeof value === 'string' ? quoted(value) : String(value)}`,
        );
        const names = shape.members.map(({ name: member }) => quoted(member)).join(' | ');
        const type = shape.whole ? code`typeof ${name}` : code`Pick<typeof ${name}, ${names}>`;
        return code`${z}.enum(${braces(members)} as unknown as ${type})`;
      }
      case 'builtin':
        return shape.name === 'Date' ? code`${z}.date()` : code`${z}.instanceof(${shape.name})`;
      case 'array':
        return [z, '.array', list('(', [print(shape.element)], ')')];
      case 'tuple': {
        const elements = shape.elements.map(({ optional, type }): Code => {
          return optional ? code`${print(type)}.optional()` : print(type);
        });
        const places = list('[', elements, ']');
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
      case 'named':
        return this.#reference(shape.id, inside);
      default:
        throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
    }
  }

  #object({ properties, index }: ObjectShape, inside: string | undefined): Code {
    const value = index === undefined ? undefined : this.print(index.value, inside);
    if (index !== undefined && value !== undefined && properties.length === 0) {
      const key = index.key === 'number' ? code`${z}.number()` : code`${z}.string()`;
      return [z, '.record', list('(', [key, value], ')')];
    }
    const members = properties.map((property) => this.#property(property, inside));
    return [z, '.object(', braces(members), ')', value === undefined ? '' : code`.catchall(${value})`];
  }

  #property({ name, optional, type }: PropertyShape, inside: string | undefined): Code {
    const { schema, wrapper } = this.#propertySchema(type, optional, inside);
    if (!this.#isRecursive(type, inside)) return [propertyName(name), ': ', schema];
    const core = code`${z}.ZodType<${printType(optional ? withoutUndefined(type) : type, this.#scope)}>`;
    const annotation = wrapper === undefined ? core : code`${z}.${wrapper}<${core}>`;
    return ['get ', propertyName(name), '(): ', annotation, ' ', code`{ return ${schema}; }`];
  }

  #propertySchema(
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
    const discriminant = discriminantOf(members, (id) => this.#scope.type(id).type);
    const schemas = members.map((member) => this.print(member, inside));
    if (discriminant !== undefined) {
      return [z, `.discriminatedUnion(${quoted(discriminant)}, `, list('[', schemas, ']'), ')'];
    }
    return [z, '.union(', list('[', schemas, ']'), ')'];
  }

  #reference(id: string, inside: string | undefined): Code {
    const name = this.#scope.schemaName(id);
    if (inside === undefined || this.#scope.type(inside).type.kind === 'object') return `${name}()`;
    // Objects look at their properties late; everything else would need itself while it is being built.
    const leadsBack = this.#scope.recursionOf(inside)?.members.some((member) => member.id === id) === true;
    const isObject = this.#scope.type(id).type.kind === 'object';
    return leadsBack && !isObject ? code`${z}.lazy(${name})` : `${name}()`;
  }
}

function hasUndefined(type: TypeShape): boolean {
  if (type.kind === 'union') return type.members.some(hasUndefined);
  return type.kind === 'primitive' && type.name === 'undefined';
}

function withoutUndefined(type: TypeShape): TypeShape {
  if (type.kind !== 'union') return type;
  const [first, ...others] = type.members.filter((member) => !hasUndefined(member));
  if (first === undefined) return type;
  return others.length === 0 ? first : { kind: 'union', members: [first, ...others] };
}
