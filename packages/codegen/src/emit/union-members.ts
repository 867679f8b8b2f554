import type { ObjectShape, TypeShape } from '../service-shape.js';
import { isOfStrings } from '../shape-algebra.js';
import { childrenOf } from '../type-graph.js';

/** Finds the type that a named reference stands for. */
export type Resolve = (id: string) => TypeShape;

/**
 * The property that tells the members of a union of objects apart: required in each, a literal or an enum member, and
 * another one in each. The first such property of the first member; undefined when there is none.
 */
export function discriminantOf(members: readonly TypeShape[], resolve: Resolve): string | undefined {
  const objects: ObjectShape[] = [];
  for (const member of members) {
    const shape = resolved(member, resolve);
    if (shape.kind !== 'object' || shape.indexes.length > 0) return undefined;
    objects.push(shape);
  }
  return objects[0]?.properties
    .map(({ name }) => name)
    .find((name) => {
      const tags = objects.map((object) => tagsOf(object, name, resolve));
      const all = tags.flat();
      return tags.every((each) => each.length > 0) && new Set(all).size === all.length;
    });
}

export type Tag = string | number | boolean;

/** The values that a required property can have, if they are few and known. */
function tagsOf(object: ObjectShape, name: string, resolve: Resolve): readonly Tag[] {
  const property = object.properties.find((each) => each.name === name);
  return property === undefined || property.optional ? [] : literalValues(property.type, resolve);
}

export function literalValues(type: TypeShape, resolve: Resolve): readonly Tag[] {
  if (type.kind === 'named') return literalValues(resolve(type.id), resolve);
  if (type.kind === 'literal') return [type.value];
  if (type.kind === 'enum') return type.members.map(({ value }) => value);
  if (type.kind !== 'union') return [];
  const values = type.members.map((member) => literalValues(member, resolve));
  return values.every((each) => each.length > 0) ? values.flat() : [];
}

/** The members of a union that has no discriminant, as they are to be tried. */
export interface OrderedMembers {
  /** Tried one after the other. */
  readonly inOrder: readonly TypeShape[];
  /** Tried all, after the others: a value may match several, and each declares what another does not. */
  readonly allOf: readonly TypeShape[];
}

/**
 * How to try the members of a union. A schema of an object drops the properties that it does not know, so what is tried
 * first must keep whatever a later one declares.
 */
export function orderMembers(all: readonly TypeShape[], resolve: Resolve): OrderedMembers {
  const members = [...new Map(all.map((member) => [withoutReadonly(member), member])).values()];
  const dropping = members.filter((member) => drops(member, resolve));
  const others = members.filter((member) => !dropping.includes(member));
  const byRoom = [...dropping].sort((one, other) => room(other, resolve) - room(one, resolve));
  const isAmbiguous = byRoom.some((one, index) =>
    byRoom.slice(index + 1).some((other) => !keeps(one, other, resolve) && !areApart(one, other, resolve)),
  );
  return isAmbiguous
    ? { inOrder: others, allOf: byRoom }
    : {
        inOrder: [...others.filter(isSomething), ...byRoom, ...others.filter((each) => !isSomething(each))],
        allOf: [],
      };
}

/** A schema takes no notice of readonly, so members that differ in nothing else are one. */
function withoutReadonly(shape: TypeShape): string {
  return JSON.stringify(shape, (key, value: unknown) => (key === 'readonly' ? undefined : value));
}

/** Null and undefined come last, where people write them. */
function isSomething(shape: TypeShape): boolean {
  return shape.kind !== 'primitive' || !['null', 'undefined', 'void'].includes(shape.name);
}

/** Whether a schema of that shape may drop properties. */
function drops(shape: TypeShape, resolve: Resolve, seen: ReadonlySet<string> = new Set()): boolean {
  switch (shape.kind) {
    case 'object':
      return true;
    case 'array':
    case 'set':
      return drops(shape.element, resolve, seen);
    case 'tuple':
      return childrenOf(shape).some((each) => drops(each, resolve, seen));
    case 'map':
      return drops(shape.key, resolve, seen) || drops(shape.value, resolve, seen);
    case 'union':
      return shape.members.some((member) => drops(member, resolve, seen));
    case 'constrained':
      return drops(shape.base, resolve, seen);
    case 'named':
      return !seen.has(shape.id) && drops(resolve(shape.id), resolve, new Set([...seen, shape.id]));
    default:
      return false;
  }
}

/** Those that keep more come first; and before objects all else, for a Set is an object too where nothing is required. */
function room(shape: TypeShape, resolve: Resolve): number {
  const target = resolved(shape, resolve);
  if (target.kind !== 'object') return Number.POSITIVE_INFINITY;
  return target.indexes.length === 0 ? target.properties.length : Number.MAX_SAFE_INTEGER;
}

/** Whether the schema of `one` keeps every property that `other` declares, all the way down. */
function keeps(one: TypeShape, other: TypeShape, resolve: Resolve, assumed: readonly string[] = []): boolean {
  const question = JSON.stringify([one, other]);
  if (assumed.includes(question)) return true;
  const inside = (left: TypeShape, right: TypeShape): boolean =>
    keeps(left, right, resolve, [...assumed, question]);
  const left = resolved(one, resolve);
  const right = resolved(other, resolve);
  if (left === right || JSON.stringify(left) === JSON.stringify(right)) return true;
  if (!drops(left, resolve)) return true;
  if (right.kind === 'primitive' && right.name === 'unknown') return false;
  if (left.kind === 'union')
    return left.members.every((member) => areApart(member, right, resolve) || inside(member, right));
  if (right.kind === 'union') return right.members.every((member) => inside(left, member));
  if (left.kind === 'object' && right.kind === 'object') {
    const index = left.indexes.find(isOfStrings);
    if (!right.indexes.every(({ value }) => index !== undefined && inside(index.value, value))) return false;
    return right.properties.every(({ name, type }) => {
      const same = left.properties.find((each) => each.name === name)?.type ?? index?.value;
      return same !== undefined && inside(same, type);
    });
  }
  if (left.kind === 'constrained') return inside(left.base, right);
  if (right.kind === 'constrained') return inside(left, right.base);
  if (left.kind === 'array' && right.kind === 'array') return inside(left.element, right.element);
  if (left.kind === 'set' && right.kind === 'set') return inside(left.element, right.element);
  if (left.kind === 'map' && right.kind === 'map')
    return inside(left.key, right.key) && inside(left.value, right.value);
  // The schema of an object takes a Map, a Set or a Date for one, and nothing of it is left.
  return areApart(left, right, resolve);
}

/** Whether no value can match both: some property that both require is of another type in each. */
function areApart(one: TypeShape, other: TypeShape, resolve: Resolve): boolean {
  const left = resolved(one, resolve);
  const right = resolved(other, resolve);
  if (left.kind !== 'object' || right.kind !== 'object') {
    const kinds = kindsOf(left, resolve);
    return !kindsOf(right, resolve).some((kind) => kinds.includes(kind));
  }
  return left.properties.some((property) => {
    const same = right.properties.find(({ name }) => name === property.name);
    if (same === undefined || same.optional || property.optional) return false;
    const kinds = kindsOf(property.type, resolve);
    const otherKinds = kindsOf(same.type, resolve);
    return !kinds.some((kind) => otherKinds.some((otherKind) => overlap(kind, otherKind)));
  });
}

/** What a value can be told by at first sight: `string`, `string "a"`, `object`… */
function kindsOf(type: TypeShape, resolve: Resolve): readonly string[] {
  const literal = (value: Tag): string => `${typeof value} ${JSON.stringify(value)}`;
  switch (type.kind) {
    case 'primitive':
      return [type.name === 'void' ? 'undefined' : type.name];
    case 'literal':
      return [literal(type.value)];
    case 'bigint-literal':
      return [`bigint ${type.digits}`];
    case 'enum':
      return type.members.map(({ value }) => literal(value));
    case 'template':
      return ['string'];
    case 'branded':
      return kindsOf(type.base, resolve);
    case 'constrained':
      return kindsOf(type.base, resolve);
    case 'builtin':
      return ['object'];
    case 'union':
      return type.members.flatMap((member) => kindsOf(member, resolve));
    case 'named':
      return kindsOf(resolve(type.id), resolve);
    default:
      return [type.kind === 'array' || type.kind === 'tuple' ? 'array' : 'object'];
  }
}

function overlap(kind: string, other: string): boolean {
  return kind === other || kind.startsWith(`${other} `) || other.startsWith(`${kind} `);
}

function resolved(shape: TypeShape, resolve: Resolve): TypeShape {
  return shape.kind === 'named' ? resolve(shape.id) : shape;
}
