import type { Constraint } from '../constraint.js';
import type { TypeShape } from '../service-shape.js';
import { type Code, code, join } from './code.js';
import type { CodecContext } from './codec-context.js';
import type { CodecForm } from './codec-form.js';
import { fromDoor } from './run-time.js';

/** An expression that is true for a `value` which keeps all constraints, as the schema of the type has it. */
export function constraintTest(
  { base, constraints }: Extract<CodecForm, { form: 'constrained' }>,
  context: CodecContext,
): Code {
  const tests = [isOfType(base, constraints), ...constraints.map((each) => testOf(each, base, context))];
  return join(
    tests.filter((test) => test !== undefined),
    ' && ',
  );
}

/** Whatever was read instead of a value of the type is refused already, and must only not make the others throw. */
function isOfType(base: TypeShape, constraints: readonly Constraint[]): string | undefined {
  if (base.kind === 'array') return 'Array.isArray(value)';
  const name = base.kind === 'primitive' ? base.name : undefined;
  if (name === 'string') return "typeof value === 'string'";
  // Numbers with constraints are finite ones.
  if (name === 'number' && !constraints.some(({ kind }) => kind === 'int')) return 'Number.isFinite(value)';
  return undefined;
}

function testOf(constraint: Constraint, base: TypeShape, context: CodecContext): Code | undefined {
  switch (constraint.kind) {
    case 'int':
      return 'Number.isSafeInteger(value)';
    case 'minimum':
      return `value >= ${numberFor(base, constraint.value)}`;
    case 'maximum':
      return `value <= ${numberFor(base, constraint.value)}`;
    case 'exclusiveMinimum':
      return `value > ${numberFor(base, constraint.value)}`;
    case 'exclusiveMaximum':
      return `value < ${numberFor(base, constraint.value)}`;
    case 'minLength':
      return code`${fromDoor('hasCharacters')}(value, ${String(constraint.value)})`;
    case 'maxLength':
      return code`!${fromDoor('hasCharacters')}(value, ${String(constraint.value + 1)})`;
    case 'minItems':
      return `value.length >= ${constraint.value}`;
    case 'maxItems':
      return `value.length <= ${constraint.value}`;
    case 'uniqueItems':
      return 'new Set(value).size === value.length';
    case 'pattern':
      return code`${context.constant('Pattern', `/${constraint.source}/${constraint.flags}`)}.test(value)`;
    case 'format':
    case 'multipleOf':
      throw new TypeError(`the constraint ${constraint.kind} is for schemas to check`);
    default:
      throw new TypeError(`unknown constraint ${JSON.stringify(constraint satisfies never)}`);
  }
}

function numberFor(base: TypeShape, value: number): string {
  const isBig = base.kind === 'primitive' && base.name === 'bigint';
  return isBig ? `${BigInt(Math.trunc(value))}n` : String(value);
}
