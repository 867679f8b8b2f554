import { type Constraint, STRING_FORMATS } from '../constraint.js';
import type { ConstrainedShape } from '../service-shape.js';
import { type Code, code } from './code.js';
import { z } from './zod-import.js';

/** The schema of a string, number, bigint or array with its constraints; `plain` prints the one without them. */
export function constrainedSchema(shape: ConstrainedShape, plain: () => Code): Code {
  return [start(shape, plain), shape.constraints.map((constraint) => checkOf(constraint, shape.base))];
}

/** Formats and whole numbers are schemas of their own; a number with constraints is a finite one. */
function start({ base, constraints }: ConstrainedShape, plain: () => Code): Code {
  const format = constraints.find((each) => each.kind === 'format');
  if (format !== undefined) return code`${z}.${STRING_FORMATS[format.name]}`;
  if (base.kind !== 'primitive' || base.name !== 'number') return plain();
  return constraints.some((each) => each.kind === 'int') ? code`${z}.int()` : code`${z}.number()`;
}

function checkOf(constraint: Constraint, base: ConstrainedShape['base']): string {
  const literal = (value: number): string => {
    return base.kind === 'primitive' && base.name === 'bigint'
      ? `${BigInt(Math.trunc(value))}n`
      : String(value);
  };
  switch (constraint.kind) {
    case 'int':
    case 'format':
      return '';
    case 'minimum':
      return `.min(${literal(constraint.value)})`;
    case 'maximum':
      return `.max(${literal(constraint.value)})`;
    case 'exclusiveMinimum':
      return `.gt(${literal(constraint.value)})`;
    case 'exclusiveMaximum':
      return `.lt(${literal(constraint.value)})`;
    case 'multipleOf':
      return `.multipleOf(${literal(constraint.value)})`;
    case 'minLength':
    case 'minItems':
      return `.min(${constraint.value})`;
    case 'maxLength':
    case 'maxItems':
      return `.max(${constraint.value})`;
    case 'pattern':
      return `.regex(/${constraint.source}/${constraint.flags})`;
    case 'uniqueItems':
      return ".refine((items) => new Set(items).size === items.length, 'expected no item twice')";
    default:
      throw new TypeError(`unknown constraint ${JSON.stringify(constraint satisfies never)}`);
  }
}
