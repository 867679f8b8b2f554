import { isKey } from './key-pattern.js';
import type { IndexShape, ObjectShape, PropertyShape, TypeShape } from './service-shape.js';
import { isOfStrings, isPrimitive } from './shape-algebra.js';

/**
 * Whether an object can be written as an intersection only: one of its index signatures is about a key whose values are of
 * another type, as in `{ id: string } & Record<string, number>`, which the compiler does not allow within one pair of braces.
 */
export function isIntersection({ properties, indexes }: ObjectShape): boolean {
  const ofAll = indexes.find(isOfStrings);
  return (
    properties.some((property) => indexes.some((index) => conflicts(property, index))) ||
    (ofAll !== undefined && indexes.some(({ value }) => !isPart(value, ofAll.value)))
  );
}

function conflicts({ name, optional, type }: PropertyShape, { key, value }: IndexShape): boolean {
  return isKey(name, key) && !(isPart(type, value) && (!optional || isPart(UNDEFINED, value)));
}

const UNDEFINED: TypeShape = { kind: 'primitive', name: 'undefined' };

/** Whether it is plain to see that all values of a type are of another; types of which it is not are no harm apart. */
function isPart(type: TypeShape, whole: TypeShape): boolean {
  if (isPrimitive(whole, 'unknown')) return true;
  if (type.kind === 'union') return type.members.every((member) => isPart(member, whole));
  const parts = whole.kind === 'union' ? whole.members : [whole];
  const text = JSON.stringify(type);
  return parts.some((part) => JSON.stringify(part) === text);
}
