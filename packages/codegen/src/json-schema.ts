import type { Constraint } from './constraint.js';
import { keyPattern } from './key-pattern.js';
import { returnsStream } from './method-kind.js';
import type {
  ErrorShape,
  IndexShape,
  MethodShape,
  ModuleShape,
  NamedType,
  TupleShape,
  TypeShape,
} from './service-shape.js';
import { isOfStrings } from './shape-algebra.js';

/** A JSON Schema, draft 2020-12. What JSON itself cannot hold, such as a bigint or a Map, carries an `x-flipcall` note. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas of a module's methods and types. */
export function jsonSchemaOf(module: ModuleShape): JsonSchema {
  const methods = module.services.flatMap(({ name, methods: all }) =>
    all.map((method): readonly [string, JsonSchema] => [`${name}.${method.name}`, methodSchema(method)]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    methods: Object.fromEntries(methods),
    ...(module.errors.length === 0
      ? {}
      : { errors: Object.fromEntries(module.errors.map((error) => [error.id, errorSchema(error)])) }),
    $defs: Object.fromEntries(module.types.map((type) => [type.id, definition(type)])),
  };
}

function methodSchema({ kind, parameters, upload, result, throws }: MethodShape): JsonSchema {
  return {
    kind,
    arguments: {
      type: 'array',
      prefixItems: parameters.map(({ name: title, type }) => ({ title, ...schemaOf(type) })),
      minItems: parameters.filter(({ optional }) => !optional).length,
      items: false,
    },
    ...(upload === undefined ? {} : { upload: { title: upload.name, ...schemaOf(upload.item) } }),
    ...(result === undefined ? {} : { [returnsStream(kind) ? 'item' : 'result']: schemaOf(result) }),
    ...(throws.length === 0 ? {} : { throws: throws.map((id) => ({ $ref: `#/errors/${pointer(id)}` })) }),
  };
}

function errorSchema({ name, doc, fields }: ErrorShape): JsonSchema {
  return { title: name, ...(doc === undefined ? {} : { description: doc }), ...schemaOf(fields) };
}

function definition({ doc, type }: NamedType): JsonSchema {
  return { ...(doc === undefined ? {} : { description: doc }), ...schemaOf(type) };
}

function schemaOf(shape: TypeShape): JsonSchema {
  switch (shape.kind) {
    case 'primitive':
      return PRIMITIVES[shape.name];
    case 'literal':
      return { const: shape.value };
    case 'bigint-literal':
      return { 'x-flipcall': 'bigint', const: shape.digits };
    case 'enum':
      return { enum: shape.members.map(({ value }) => value) };
    case 'template':
      return { type: 'string' };
    case 'branded':
      return schemaOf(shape.base);
    case 'constrained':
      return Object.assign({}, schemaOf(shape.base), ...shape.constraints.map(keywordOf));
    case 'builtin':
      return { 'x-flipcall': shape.name };
    case 'array':
      return { type: 'array', items: schemaOf(shape.element) };
    case 'set':
      return { 'x-flipcall': 'Set', items: schemaOf(shape.element) };
    case 'map':
      return { 'x-flipcall': 'Map', keys: schemaOf(shape.key), values: schemaOf(shape.value) };
    case 'tuple':
      return {
        type: 'array',
        prefixItems: shape.elements.map(({ type }) => schemaOf(type)),
        minItems: shape.elements.filter(({ optional }) => !optional).length + shape.last.length,
        ...itemsOf(shape),
      };
    case 'object': {
      const properties = shape.properties.map(({ name, doc, type }): readonly [string, JsonSchema] => [
        name,
        { ...(doc === undefined ? {} : { description: doc }), ...schemaOf(type) },
      ]);
      return {
        type: 'object',
        properties: Object.fromEntries(properties),
        required: shape.properties.filter(({ optional }) => !optional).map(({ name }) => name),
        ...keysOf(shape.indexes),
      };
    }
    case 'union':
      return { anyOf: shape.members.map(schemaOf) };
    case 'callback':
      return { 'x-flipcall': 'function', ...methodSchema(shape.call) };
    case 'remote':
      return {
        'x-flipcall': 'object',
        methods: Object.fromEntries(shape.methods.map((method) => [method.name, methodSchema(method)])),
      };
    case 'descriptor':
      return { 'x-flipcall': 'Descriptor' };
    case 'named':
      return { $ref: `#/$defs/${pointer(shape.id)}` };
    default:
      throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
  }
}

/** What follows the first elements of a tuple. JSON Schema has no word for what comes last: it is told beside. */
function itemsOf({ rest, last }: TupleShape): JsonSchema {
  if (rest === undefined) return { items: false };
  if (last.length === 0) return { items: schemaOf(rest) };
  const types = last.map(({ type }) => schemaOf(type));
  return { items: { anyOf: [schemaOf(rest), ...types] }, 'x-flipcall-last': types };
}

function keysOf(indexes: readonly IndexShape[]): JsonSchema {
  const ofAll = indexes.find(isOfStrings);
  const patterns = indexes.flatMap(({ key, value }) => {
    const pattern = keyPattern(key);
    return pattern === undefined ? [] : [[pattern, schemaOf(value)] as const];
  });
  return {
    ...(patterns.length === 0 ? {} : { patternProperties: Object.fromEntries(patterns) }),
    ...(ofAll === undefined ? {} : { additionalProperties: schemaOf(ofAll.value) }),
  };
}

/** A name as a JSON pointer has it. */
function pointer(name: string): string {
  return encodeURIComponent(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

const PRIMITIVES = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  bigint: { 'x-flipcall': 'bigint' },
  null: { type: 'null' },
  undefined: { 'x-flipcall': 'undefined' },
  void: { 'x-flipcall': 'undefined' },
  never: { not: {} },
  unknown: {},
} as const;

function keywordOf(constraint: Constraint): JsonSchema {
  switch (constraint.kind) {
    case 'int':
      return { type: 'integer' };
    case 'uniqueItems':
      return { uniqueItems: true };
    case 'pattern':
      return { pattern: constraint.source };
    case 'format':
      return { format: constraint.name };
    default:
      return { [constraint.kind]: constraint.value };
  }
}
