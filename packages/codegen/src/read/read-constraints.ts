import { CONSTRAINT_TAGS, type Constraint, STRING_FORMATS, type StringFormat } from '../constraint.js';
import type { TypeShape } from '../service-shape.js';
import type { DocTag } from './locate.js';
import { constraintRefusals, type Refusal } from './unsupported.js';

/** What people write who mean one of our tags. */
const MISTAKEN: Readonly<Record<string, Constraint['kind']>> = {
  min: 'minimum',
  max: 'maximum',
  gte: 'minimum',
  lte: 'maximum',
  gt: 'exclusiveMinimum',
  lt: 'exclusiveMaximum',
  integer: 'int',
  step: 'multipleOf',
  regex: 'pattern',
  regexp: 'pattern',
  email: 'format',
  uuid: 'format',
  url: 'format',
  unique: 'uniqueItems',
};

/** The shape with the constraints that the tags of its declaration put on it. */
export function constrain(
  shape: TypeShape,
  tags: readonly DocTag[],
  refuse: (refusal: Refusal) => void,
): TypeShape {
  const constraints: Constraint[] = [];
  for (const tag of tags) {
    const kind = kindOf(tag.name);
    if (kind === undefined) {
      const meant = meantBy(tag.name);
      if (meant !== undefined) refuse(constraintRefusals.unknownTag(tag.name, meant));
      continue;
    }
    const constraint = parse(kind, tag.text);
    if (constraint === undefined)
      refuse(constraintRefusals.badValue(tag.name, tag.text, VALUES[kind] ?? 'a number'));
    else if (constraints.some((each) => each.kind === kind)) refuse(constraintRefusals.twice(tag.name));
    else constraints.push(constraint);
  }
  if (constraints.length === 0) return shape;
  const contradiction = contradictionIn(constraints);
  if (contradiction !== undefined) refuse(contradiction);
  return applyTo(shape, constraints, refuse);
}

/** Puts constraints on what they fit: the type itself, or the one member of a union that is not null or undefined. */
function applyTo(
  shape: TypeShape,
  constraints: readonly Constraint[],
  refuse: (refusal: Refusal) => void,
): TypeShape {
  if (shape.kind === 'union') {
    const fitting = shape.members.filter((member) => constraints.every(({ kind }) => fits(kind, member)));
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) {
      const constrained = applyTo(only, constraints, refuse);
      return { ...shape, members: shape.members.map((member) => (member === only ? constrained : member)) };
    }
  }
  const misfit = constraints.find(({ kind }) => !fits(kind, shape));
  if (misfit !== undefined) {
    refuse(constraintRefusals.misfit(misfit.kind, CONSTRAINT_TAGS[misfit.kind]));
    return shape;
  }
  if (shape.kind === 'constrained') return { ...shape, constraints: [...shape.constraints, ...constraints] };
  if (shape.kind === 'primitive' || shape.kind === 'array')
    return { kind: 'constrained', base: shape, constraints };
  return shape;
}

function fits(kind: Constraint['kind'], shape: TypeShape): boolean {
  const base = shape.kind === 'constrained' ? shape.base : shape;
  if (base.kind === 'array') {
    if (kind === 'uniqueItems')
      return ['primitive', 'literal', 'enum', 'branded'].includes(base.element.kind);
    return CONSTRAINT_TAGS[kind] === 'array';
  }
  if (base.kind !== 'primitive') return false;
  if (base.name === 'bigint') return CONSTRAINT_TAGS[kind] === 'number' && kind !== 'int';
  return base.name === CONSTRAINT_TAGS[kind];
}

function kindOf(tag: string): Constraint['kind'] | undefined {
  return Object.hasOwn(CONSTRAINT_TAGS, tag) ? (tag as Constraint['kind']) : undefined; // these are the keys
}

/** The tag that a misspelt one was meant to be; undefined for tags that are none of ours. */
function meantBy(tag: string): string | undefined {
  if (Object.hasOwn(MISTAKEN, tag)) return MISTAKEN[tag];
  const lower = tag.toLowerCase();
  return Object.keys(CONSTRAINT_TAGS).find((known) => {
    const other = known.toLowerCase();
    return other === lower || (known.length > 5 && [...lower].sort().join('') === [...other].sort().join(''));
  });
}

const VALUES: Readonly<Partial<Record<Constraint['kind'], string>>> = {
  pattern: 'a regular expression, such as /^[a-z]+$/',
  format: `one of ${Object.keys(STRING_FORMATS).join(', ')}`,
  minLength: 'a whole number, 0 or more',
  maxLength: 'a whole number, 0 or more',
  minItems: 'a whole number, 0 or more',
  maxItems: 'a whole number, 0 or more',
  multipleOf: 'a number above 0',
};

function parse(kind: Constraint['kind'], text: string): Constraint | undefined {
  switch (kind) {
    case 'int':
    case 'uniqueItems':
      return { kind };
    case 'format':
      return Object.hasOwn(STRING_FORMATS, text) ? { kind, name: text as StringFormat } : undefined; // these are the keys
    case 'pattern':
      return parsePattern(text);
    default: {
      const value = text === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(value)) return undefined;
      const counts = kind.endsWith('Length') || kind.endsWith('Items');
      if (counts && (!Number.isInteger(value) || value < 0)) return undefined;
      return kind === 'multipleOf' && value <= 0 ? undefined : { kind, value };
    }
  }
}

/** `/^a+$/i`, or the same without the slashes. */
function parsePattern(text: string): Constraint | undefined {
  const [, inside, flags = ''] = /^\/(.+)\/([a-z]*)$/.exec(text) ?? [];
  const source = inside ?? text;
  try {
    if (source === '' || /[gy]/.test(flags)) return undefined;
    return { kind: 'pattern', source: new RegExp(source, flags).source, flags };
  } catch {
    return undefined;
  }
}

const PAIRS = [
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
  ['minimum', 'exclusiveMaximum'],
  ['exclusiveMinimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

function contradictionIn(constraints: readonly Constraint[]): Refusal | undefined {
  const numberOf = (kind: Constraint['kind']): number | undefined => {
    const found = constraints.find((each) => each.kind === kind);
    return found !== undefined && 'value' in found ? found.value : undefined;
  };
  for (const [low, high] of PAIRS) {
    const [from, to] = [numberOf(low), numberOf(high)];
    if (from === undefined || to === undefined) continue;
    const isEmpty = low.startsWith('exclusive') || high.startsWith('exclusive') ? from >= to : from > to;
    if (isEmpty) return constraintRefusals.contradiction(`@${low} ${from}`, `@${high} ${to}`);
  }
  return undefined;
}
