import type { Constraint } from '../constraint.js';
import { isKey } from '../key-pattern.js';
import type {
  BuiltinName,
  IndexShape,
  KeyShape,
  MethodShape,
  NamedType,
  ObjectShape,
  RemoteShape,
  TypeShape,
} from '../service-shape.js';
import { isPrimitive } from '../shape-algebra.js';
import { childrenOf } from '../type-graph.js';

/** A type, and the module in which the types that it names are found. */
export interface TypeInModule {
  readonly shape: TypeShape;
  readonly types: ReadonlyMap<string, NamedType>;
}

/** Why some value of one type is not of another: where in it, and what is the matter. */
export interface Misfit {
  /** Such as `.items[].price`; empty for the value itself. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Whether every value of the type `from` is accepted where the type `to` is expected; undefined when so, else the first
 * reason why not. Properties that `to` does not know are no reason: the receiver drops them.
 */
export function misfit(from: TypeInModule, to: TypeInModule): Misfit | undefined {
  return new Comparison(from.types, to.types).compare(from.shape, to.shape, '');
}

class Comparison {
  readonly #fromTypes: ReadonlyMap<string, NamedType>;
  readonly #toTypes: ReadonlyMap<string, NamedType>;
  /** Pairs of named types that are being compared: a type that contains itself fits as long as nothing else is wrong. */
  readonly #assumed: Set<string> = new Set();

  /** What is given to a function goes the other way than the function itself. */
  #reversed: Comparison | undefined;

  constructor(fromTypes: ReadonlyMap<string, NamedType>, toTypes: ReadonlyMap<string, NamedType>) {
    this.#fromTypes = fromTypes;
    this.#toTypes = toTypes;
  }

  compare(from: TypeShape, to: TypeShape, path: string): Misfit | undefined {
    if (from.kind === 'named' || to.kind === 'named') return this.#compareNamed(from, to, path);
    if (from.kind === 'branded') return this.compare(from.base, to, path);
    if (to.kind === 'branded') return this.compare(from, to.base, path);
    if (isPrimitive(from, 'never') || isPrimitive(to, 'unknown')) return undefined;
    if (from.kind === 'enum') return this.#each(from.members.map(literalOf), to, path);
    if (from.kind === 'union') return this.#each(from.members, to, path);
    if (from.kind === 'primitive' && from.name === 'boolean' && to.kind !== 'primitive') {
      return this.#each(
        [true, false].map((value) => ({ kind: 'literal', value })),
        to,
        path,
      );
    }
    if (to.kind === 'enum') return this.#some(from, to.members.map(literalOf), path);
    if (to.kind === 'union') return this.#some(from, to.members, path);
    if (to.kind === 'constrained') return this.#constrained(from, to, path);
    if (from.kind === 'constrained') return this.compare(from.base, to, path);
    return this.#compareKinds(from, to, path);
  }

  #compareNamed(from: TypeShape, to: TypeShape, path: string): Misfit | undefined {
    const pair = JSON.stringify([from, to]);
    if (this.#assumed.has(pair)) return undefined;
    this.#assumed.add(pair);
    const [fromType, toType] = [resolve(from, this.#fromTypes), resolve(to, this.#toTypes)];
    // Names are kept as long as may be: it is by them that a type is seen to contain itself.
    const found =
      toType.kind === 'union' && fromType.kind === 'object'
        ? this.#some(from, toType.members, path)
        : this.compare(fromType, toType, path);
    if (found !== undefined) this.#assumed.delete(pair);
    return found;
  }

  #each(members: readonly TypeShape[], to: TypeShape, path: string): Misfit | undefined {
    for (const member of members) {
      const found = this.compare(member, to, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The reason is that of the member that comes closest: of the only one of its kind, if there is such a one. */
  #some(from: TypeShape, members: readonly TypeShape[], path: string): Misfit | undefined {
    const misfits: Misfit[] = [];
    for (const member of members) {
      const found = this.compare(from, member, path);
      if (found === undefined) return undefined;
      misfits.push(found);
    }
    const inside = misfits.filter((each) => each.path !== path);
    const [only] = inside;
    return inside.length === 1 && only !== undefined
      ? only
      : { path, reason: `${nameOf(from)} is not accepted` };
  }

  #constrained(from: TypeShape, to: TypeShape & { kind: 'constrained' }, path: string): Misfit | undefined {
    const base = from.kind === 'constrained' ? from.base : from;
    const known = from.kind === 'constrained' ? from.constraints : [];
    const broken = to.constraints.find((wanted) => !known.some((each) => implies(each, wanted)));
    if (broken !== undefined) return { path, reason: `@${broken.kind} is narrower` };
    return this.compare(base, to.base, path);
  }

  #compareKinds(from: TypeShape, to: TypeShape, path: string): Misfit | undefined {
    const different = { path, reason: `${nameOf(from)} is not ${nameOf(to)}` };
    switch (to.kind) {
      case 'primitive':
        return primitiveOf(from) === primitiveOf(to) ? undefined : different;
      case 'literal':
        return from.kind === 'literal' && from.value === to.value ? undefined : different;
      case 'bigint-literal':
        return from.kind === 'bigint-literal' && from.digits === to.digits ? undefined : different;
      case 'builtin':
        return from.kind === 'builtin' && isSubclass(from.name, to.name) ? undefined : different;
      case 'template':
        return from.kind === 'template' && JSON.stringify(from.parts) === JSON.stringify(to.parts)
          ? undefined
          : different;
      case 'array':
        if (from.kind === 'array') return this.compare(from.element, to.element, `${path}[]`);
        return from.kind === 'tuple' ? this.#each(childrenOf(from), to.element, `${path}[]`) : different;
      case 'set':
        return from.kind === 'set' ? this.compare(from.element, to.element, `${path}{element}`) : different;
      case 'map':
        if (from.kind !== 'map') return different;
        return (
          this.compare(from.key, to.key, `${path}{key}`) ??
          this.compare(from.value, to.value, `${path}{value}`)
        );
      case 'tuple':
        return from.kind === 'tuple' ? this.#compareTuples(from, to, path) : different;
      case 'object':
        return from.kind === 'object' ? this.#compareObjects(from, to, path) : different;
      case 'descriptor':
        return from.kind === 'descriptor' ? undefined : different;
      case 'callback':
        return from.kind === 'callback' ? this.#compareCalls(from.call, to.call, path) : different;
      case 'remote':
        return from.kind === 'remote' ? this.#compareRemotes(from, to, path) : different;
      default:
        return different;
    }
  }

  /** Every method that may be called must be there. */
  #compareRemotes(from: RemoteShape, to: RemoteShape, path: string): Misfit | undefined {
    for (const method of to.methods) {
      const at = `${path}.${method.name}`;
      const same = from.methods.find(({ name }) => name === method.name);
      if (same === undefined) return { path: at, reason: 'the method is missing' };
      const found = this.#compareCalls(same, method, at);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `from` is what was sent, `to` says how it will be called. */
  #compareCalls(from: MethodShape, to: MethodShape, path: string): Misfit | undefined {
    if (from.kind !== to.kind)
      return { path, reason: `the function is ${from.kind}, and is called as ${to.kind}` };
    const back = this.#backwards();
    for (const [index, taken] of from.parameters.entries()) {
      const given = to.parameters[index];
      const at = `${path}(${taken.name})`;
      if (given === undefined || (given.optional && !taken.optional)) {
        if (!taken.optional) return { path: at, reason: 'the argument may be missing' };
        continue;
      }
      const found = back.compare(given.type, taken.type, at);
      if (found !== undefined) return found;
    }
    const more = to.parameters[from.parameters.length];
    if (more !== undefined) return { path: `${path}(${more.name})`, reason: 'the argument is not taken' };
    if (from.upload !== undefined && to.upload !== undefined) {
      const found = back.compare(to.upload.item, from.upload.item, `${path}(${to.upload.name})[]`);
      if (found !== undefined) return found;
    }
    if (to.result === undefined) return undefined;
    const at = `${path}()`;
    return from.result === undefined
      ? { path: at, reason: 'nothing is returned' }
      : this.compare(from.result, to.result, at);
  }

  #backwards(): Comparison {
    if (this.#reversed === undefined) {
      this.#reversed = new Comparison(this.#toTypes, this.#fromTypes);
      this.#reversed.#reversed = this;
    }
    return this.#reversed;
  }

  #compareTuples(from: Tuple, to: Tuple, path: string): Misfit | undefined {
    for (const [index, element] of to.elements.entries()) {
      const same = from.elements[index];
      const at = `${path}[${index}]`;
      if (same === undefined || (same.optional && !element.optional)) {
        if (!element.optional) return { path: at, reason: 'may be missing' };
        continue;
      }
      const found = this.compare(same.type, element.type, at);
      if (found !== undefined) return found;
    }
    return from.last.length === 0 && to.last.length === 0
      ? this.#compareRests(from, to, path)
      : this.#compareLasts(from, to, path);
  }

  #compareRests(from: Tuple, to: Tuple, path: string): Misfit | undefined {
    const more = [
      ...from.elements.slice(to.elements.length).map(({ type }) => type),
      ...(from.rest ? [from.rest] : []),
    ];
    if (more.length === 0) return undefined;
    return to.rest === undefined
      ? { path, reason: 'may have more elements' }
      : this.#each(more, to.rest, `${path}[]`);
  }

  /** Of tuples with elements after the rest: one may have more places before and after it, which the other's rest takes. */
  #compareLasts(from: Tuple, to: Tuple, path: string): Misfit | undefined {
    if (to.rest === undefined || to.last.length > from.last.length) {
      return { path, reason: `${nameOf(from)} may end in other elements` };
    }
    const kept = from.last.length - to.last.length;
    for (const [index, element] of to.last.entries()) {
      const same = from.last[kept + index];
      const found = same && this.compare(same.type, element.type, `${path}[-${to.last.length - index}]`);
      if (found !== undefined) return found;
    }
    return this.#compareRests(
      { ...from, elements: [...from.elements, ...from.last.slice(0, kept)] },
      to,
      path,
    );
  }

  #compareObjects(from: ObjectShape, to: ObjectShape, path: string): Misfit | undefined {
    for (const { name, optional, type } of to.properties) {
      const same = from.properties.find((property) => property.name === name);
      const at = `${path}.${name}`;
      if (same === undefined || (same.optional && !optional)) {
        if (!optional) return { path: at, reason: 'may be missing' };
        continue;
      }
      const found = this.compare(same.type, type, at);
      if (found !== undefined) return found;
    }
    const others = from.properties.filter(
      ({ name }) => !to.properties.some((property) => property.name === name),
    );
    for (const { key, value } of to.indexes) {
      const properties = others.filter(({ name }) => isKey(name, key)).map(({ type }) => type);
      const indexes = indexesFor(key, from.indexes).map((index) => index.value);
      const found = this.#each([...properties, ...indexes], value, `${path}[key]`);
      if (found !== undefined) return found;
    }
    // A record refuses keys of other kinds; an object drops them.
    if (to.properties.length > 0 || to.indexes.length === 0) return undefined;
    const isTaken =
      others.every(({ name }) => to.indexes.some(({ key }) => isKey(name, key))) &&
      from.indexes.every((index) => to.indexes.some(({ key }) => isWithin(index.key, key)));
    return isTaken ? undefined : { path: `${path}[key]`, reason: 'there may be keys of another kind' };
  }
}

/** The index signatures of what is sent that are about keys of that kind, if there are such; else those that may be. */
function indexesFor(key: KeyShape, indexes: readonly IndexShape[]): readonly IndexShape[] {
  const same = indexes.filter((index) => !isPrimitive(key, 'string') && isWithin(index.key, key));
  return same.length > 0 ? same : indexes.filter((index) => mayMeet(index.key, key));
}

/** Whether a key may be of both kinds, as far as can be seen by how they begin. */
function mayMeet(key: KeyShape, other: KeyShape): boolean {
  const [one, two] = [beginningOf(key), beginningOf(other)];
  return one.startsWith(two) || two.startsWith(one);
}

function beginningOf(key: KeyShape): string {
  const first = key.kind === 'template' ? key.parts[0] : undefined;
  return typeof first === 'string' ? first : '';
}

/** Whether all keys of one kind are of another. */
function isWithin(key: KeyShape, other: KeyShape): boolean {
  return isPrimitive(other, 'string') || JSON.stringify(key) === JSON.stringify(other);
}

function resolve(shape: TypeShape, types: ReadonlyMap<string, NamedType>): TypeShape {
  return shape.kind === 'named' ? (types.get(shape.id)?.type ?? shape) : shape;
}

type Tuple = TypeShape & { readonly kind: 'tuple' };

function literalOf({ value }: { readonly value: string | number }): TypeShape {
  return { kind: 'literal', value };
}

function isSubclass(name: BuiltinName, base: BuiltinName): boolean {
  return name === base || (base === 'Error' && name.endsWith('Error'));
}

/** The primitive that a shape is some of. */
function primitiveOf(shape: TypeShape): string | undefined {
  switch (shape.kind) {
    case 'primitive':
      return shape.name === 'void' ? 'undefined' : shape.name;
    case 'literal':
      return typeof shape.value;
    case 'bigint-literal':
      return 'bigint';
    case 'template':
      return 'string';
    default:
      return undefined;
  }
}

/** Whether what keeps to one constraint keeps to the other as well. */
function implies(one: Constraint, other: Constraint): boolean {
  if (one.kind === other.kind && 'value' in one && 'value' in other) {
    if (one.kind.startsWith('max') || one.kind === 'exclusiveMaximum') return one.value <= other.value;
    if (one.kind === 'multipleOf') return one.value % other.value === 0;
    return one.value >= other.value;
  }
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf(shape: TypeShape): string {
  switch (shape.kind) {
    case 'primitive':
    case 'builtin':
      return shape.name;
    case 'literal':
      return JSON.stringify(shape.value);
    case 'bigint-literal':
      return `${shape.digits}n`;
    case 'constrained':
      return nameOf(shape.base);
    case 'named':
      return shape.id;
    default:
      return `${/^[aeiou]/.test(shape.kind) ? 'an' : 'a'} ${shape.kind}`;
  }
}
