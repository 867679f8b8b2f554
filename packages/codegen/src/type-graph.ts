import { typesOf } from './method-kind.js';
import type { NamedType, TypeShape } from './service-shape.js';

/** The named types that a shape mentions itself, not through other named types. */
export function referencesOf(shape: TypeShape): ReadonlySet<string> {
  const found = new Set<string>();
  visit(shape, (each) => {
    if (each.kind === 'named') found.add(each.id);
  });
  return found;
}

/** Calls `look` with the shape and with every shape inside of it. */
export function visit(shape: TypeShape, look: (shape: TypeShape) => void): void {
  look(shape);
  for (const child of childrenOf(shape)) visit(child, look);
}

/** The shapes directly inside of one. */
export function childrenOf(shape: TypeShape): readonly TypeShape[] {
  switch (shape.kind) {
    case 'primitive':
    case 'literal':
    case 'bigint-literal':
    case 'enum':
    case 'template':
    case 'branded':
    case 'builtin':
    case 'descriptor':
    case 'named':
      return [];
    case 'constrained':
      return [shape.base];
    case 'array':
    case 'set':
      return [shape.element];
    case 'tuple':
      return [
        ...shape.elements.map(({ type }) => type),
        ...(shape.rest === undefined ? [] : [shape.rest]),
        ...shape.last.map(({ type }) => type),
      ];
    case 'object':
      return [...shape.properties.map(({ type }) => type), ...shape.indexes.map(({ value }) => value)];
    case 'map':
      return [shape.key, shape.value];
    case 'union':
      return shape.members;
    case 'callback':
      return typesOf(shape.call);
    case 'remote':
      return shape.methods.flatMap(typesOf);
    default:
      throw new TypeError(`unknown shape ${JSON.stringify(shape satisfies never)}`);
  }
}

/**
 * The named types in groups, each type after those that it needs. Types that contain each other, or themselves, are a
 * group: strongly connected components, by Tarjan's algorithm.
 */
export function recursionGroups(types: readonly NamedType[]): readonly RecursionGroup[] {
  const byId = new Map(types.map((type) => [type.id, type]));
  const marks = new Map<string, { index: number; low: number; open: boolean }>();
  const stack: NamedType[] = [];
  const groups: RecursionGroup[] = [];

  const enter = (type: NamedType): { index: number; low: number; open: boolean } => {
    const mark = { index: marks.size, low: marks.size, open: true };
    marks.set(type.id, mark);
    stack.push(type);
    const references = referencesOf(type.type);
    for (const id of references) {
      const target = byId.get(id);
      if (target === undefined) continue;
      const known = marks.get(id);
      if (known === undefined) mark.low = Math.min(mark.low, enter(target).low);
      else if (known.open) mark.low = Math.min(mark.low, known.index);
    }
    if (mark.low === mark.index) {
      const members = stack.splice(stack.indexOf(type));
      for (const { id } of members) {
        const each = marks.get(id);
        if (each !== undefined) each.open = false;
      }
      groups.push({ members, recursive: members.length > 1 || references.has(type.id) });
    }
    return mark;
  };

  for (const type of types) if (!marks.has(type.id)) enter(type);
  return groups;
}

/** Types that can only be understood together. */
export interface RecursionGroup {
  readonly members: readonly NamedType[];
  /** Whether they contain each other, or the only one itself. */
  readonly recursive: boolean;
}

/** The named types that are such a shape, or have one in them, however deep. `groups` is what `recursionGroups` gives. */
export function namedTypesThatHold(
  groups: readonly RecursionGroup[],
  isOne: (shape: TypeShape) => boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { members } of groups) {
    const holding = members.some(({ id, type }) => isOne({ kind: 'named', id }) || holds(type, found, isOne));
    if (holding) for (const { id } of members) found.add(id);
  }
  return found;
}

/** Whether a shape is such a one, or has one in it, given the named types that have. */
export function holds(
  shape: TypeShape,
  holding: ReadonlySet<string>,
  isOne: (shape: TypeShape) => boolean,
): boolean {
  if (isOne(shape) || (shape.kind === 'named' && holding.has(shape.id))) return true;
  return childrenOf(shape).some((child) => holds(child, holding, isOne));
}
