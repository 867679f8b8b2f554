import type { ObjectShape, TypeShape } from '../service-shape.js';

/**
 * The property that tells the members of a union of objects apart: required in each, a literal or an enum member, and
 * another one in each. The first such property of the first member; undefined when there is none.
 */
export function discriminantOf(
  members: readonly TypeShape[],
  resolve: (id: string) => TypeShape,
): string | undefined {
  const objects: ObjectShape[] = [];
  for (const member of members) {
    const shape = member.kind === 'named' ? resolve(member.id) : member;
    if (shape.kind !== 'object' || shape.index !== undefined) return undefined;
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

/** The values that a property can have, if they are few and known. */
function tagsOf(
  object: ObjectShape,
  name: string,
  resolve: (id: string) => TypeShape,
): readonly (string | number | boolean)[] {
  const property = object.properties.find((each) => each.name === name);
  if (property === undefined || property.optional) return [];
  return literalValues(property.type, resolve);
}

function literalValues(
  type: TypeShape,
  resolve: (id: string) => TypeShape,
): readonly (string | number | boolean)[] {
  if (type.kind === 'named') return literalValues(resolve(type.id), resolve);
  if (type.kind === 'literal') return [type.value];
  if (type.kind === 'enum') return type.members.map(({ value }) => value);
  if (type.kind !== 'union') return [];
  const values = type.members.map((member) => literalValues(member, resolve));
  return values.every((each) => each.length > 0) ? values.flat() : [];
}
