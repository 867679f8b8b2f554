import type { IndexShape, PrimitiveShape, TypeShape } from './service-shape.js';

const NEVER: TypeShape = { kind: 'primitive', name: 'never' };

/** The union of shapes, flat and without repetitions; the one shape if there is only one, `never` if there is none. */
export function unionOf(shapes: readonly TypeShape[]): TypeShape {
  const members = new Map<string, TypeShape>();
  for (const shape of shapes.flatMap((each) => (each.kind === 'union' ? each.members : [each]))) {
    if (isPrimitive(shape, 'never')) continue;
    members.set(JSON.stringify(shape), shape);
  }
  const [first, ...others] = members.values();
  if (first === undefined) return NEVER;
  return others.length === 0 ? first : { kind: 'union', members: [first, ...others] };
}

/** Whether the shape is, or says outright that it may be, undefined. */
export function hasUndefined(shape: TypeShape): boolean {
  if (shape.kind === 'union') return shape.members.some(hasUndefined);
  return isPrimitive(shape, 'undefined');
}

/** The shape without undefined in it. */
export function withoutUndefined(shape: TypeShape): TypeShape {
  if (shape.kind === 'union') return unionOf(shape.members.filter((member) => !hasUndefined(member)));
  return hasUndefined(shape) ? NEVER : shape;
}

/** Whether an index signature is about all keys. */
export function isOfStrings({ key }: IndexShape): boolean {
  return isPrimitive(key, 'string');
}

/** Whether a shape is that word of the language. */
export function isPrimitive(shape: TypeShape, name: PrimitiveShape['name']): boolean {
  return shape.kind === 'primitive' && shape.name === name;
}
