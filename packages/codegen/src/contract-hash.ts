import { hash as hashOf } from 'node:crypto';
import { methodsInOrder } from './method-kind.js';
import type {
  ErrorShape,
  IndexShape,
  MethodShape,
  ModuleShape,
  NamedType,
  ServiceShape,
  TypeShape,
} from './service-shape.js';
import { recursionGroups } from './type-graph.js';

/** The version of how values travel between sides that agree (docs/wire/rpc.md): they must agree on that as well. */
const COMPACT_VERSION = 1;

/**
 * A hash of everything in a service that its two sides must agree on: names and kinds of the methods, and the types,
 * whatever they are called. Not of docs, paths, names of parameters and types, or the order of methods, properties and
 * members of unions.
 */
export function contractHash(service: ServiceShape, module: ModuleShape): string {
  return digest(['service', service.name, hasherOf(module).methods(service.methods), COMPACT_VERSION]);
}

/** A function that hashes types of a module in the same way. */
export function typeHasher(module: ModuleShape): (shape: TypeShape) => string {
  return hasherOf(module).type;
}

function errorOf(module: ModuleShape, id: string): ErrorShape {
  const error = module.errors.find((each) => each.id === id);
  if (error === undefined) throw new TypeError(`the shape has no error ${id}`);
  return error;
}

interface Hasher {
  readonly methods: (methods: readonly MethodShape[]) => readonly unknown[];
  readonly type: (shape: TypeShape) => string;
}

const hashers: WeakMap<ModuleShape, Hasher> = new WeakMap();

/** The hasher of a module, which is made once: a printer asks for many hashes, each on its own. */
function hasherOf(module: ModuleShape): Hasher {
  const hasher = hashers.get(module) ?? newHasher(module);
  hashers.set(module, hasher);
  return hasher;
}

/** Hashes methods and types so that it makes no difference whether, and how, a type is named. */
function newHasher(module: ModuleShape): Hasher {
  const hashes = new Map<string, string>();
  const named = (id: string): string => {
    const hash = hashes.get(id);
    if (hash === undefined) throw new TypeError(`the shape names no type ${id}`);
    return hash;
  };
  const hashError = (id: string): string => {
    const { name, type, fields } = errorOf(module, id);
    return digest([name, type !== undefined, hash(fields)]);
  };
  const hashCall = ({ kind, parameters, upload, result, throws }: MethodShape): readonly unknown[] => [
    kind,
    parameters.map(({ optional, type }) => [optional, hash(type)]),
    result === undefined ? null : hash(result),
    ...(upload === undefined ? [] : [['upload', hash(upload.item)]]),
    ...(throws.length === 0 ? [] : [['throws', ...throws.map(hashError).sort()]]),
  ];
  const methods = (all: readonly MethodShape[]): readonly unknown[] =>
    methodsInOrder(all).map((method) => [method.name, ...hashCall(method)]);
  const hashIndex = ({ key, value }: IndexShape): readonly [string, string] => [
    key.kind === 'primitive' ? key.name : hash(key),
    hash(value),
  ];
  const hash = (shape: TypeShape): string => {
    switch (shape.kind) {
      case 'primitive':
        return digest([shape.kind, shape.name === 'void' ? 'undefined' : shape.name]);
      case 'builtin':
        return digest([shape.kind, shape.name]);
      case 'literal':
        return digest(['literal', shape.value]);
      case 'bigint-literal':
        return digest(['bigint', shape.digits]);
      case 'enum':
        return digest(['union', shape.members.map(({ value }) => digest(['literal', value])).sort()]);
      case 'template':
        return digest([
          'template',
          shape.parts.map((part) => (typeof part === 'string' ? part : hash(part))),
        ]);
      case 'branded':
        return hash(shape.base);
      case 'constrained':
        return digest([
          'constrained',
          hash(shape.base),
          shape.constraints.map((each) => JSON.stringify(each)).sort(),
        ]);
      case 'array':
        return digest(['array', hash(shape.element)]);
      case 'set':
        return digest(['set', hash(shape.element)]);
      case 'map':
        return digest(['map', hash(shape.key), hash(shape.value)]);
      case 'tuple':
        return digest([
          'tuple',
          shape.elements.map(({ optional, type }) => [optional, hash(type)]),
          shape.rest === undefined ? null : hash(shape.rest),
          ...shape.last.map(({ type }) => hash(type)),
        ]);
      case 'object':
        return digest([
          'object',
          [...shape.properties]
            .sort((one, other) => (one.name < other.name ? -1 : 1))
            .map(({ name, optional, type }) => [name, optional, hash(type)]),
          shape.indexes.length === 0 ? null : shape.indexes.map(hashIndex).sort().flat(),
        ]);
      case 'union':
        return digest(['union', shape.members.map(hash).sort()]);
      case 'callback':
        return digest(['callback', hashCall(shape.call)]);
      case 'remote':
        return digest(['remote', methods(shape.methods)]);
      case 'descriptor':
        return digest(['descriptor']);
      case 'named':
        return named(shape.id);
      default:
        throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
    }
  };

  for (const { members, recursive } of recursionGroups(module.types)) {
    if (recursive) hashGroup(members, hashes, hash);
    else for (const { id, type } of members) hashes.set(id, hash(type));
  }
  return { methods, type: hash };
}

/**
 * Types that contain each other have no innermost one to begin with. So all begin alike, and are told apart round by
 * round by what they contain, until a round tells no more of them apart; then each is hashed with a description of
 * them all.
 */
function hashGroup(
  members: readonly NamedType[],
  hashes: Map<string, string>,
  hash: (shape: TypeShape) => string,
): void {
  for (const { id } of members) hashes.set(id, 'recursive');
  for (let classes = 0; ; ) {
    const next = members.map(({ id, type }) => ({ id, before: hashes.get(id), after: hash(type) }));
    const found = new Set(next.map(({ after }) => after)).size;
    if (found === classes) {
      const whole = [...new Set(next.map(({ before, after }) => digest([before, after])))].sort();
      for (const { id, after } of next) hashes.set(id, digest(['recursive', after, whole]));
      return;
    }
    classes = found;
    for (const { id, after } of next) hashes.set(id, after);
  }
}

/** 128 bits are plenty to tell contracts apart; nothing here is a secret. */
function digest(value: unknown): string {
  return hashOf('sha256', JSON.stringify(value)).slice(0, 32);
}
