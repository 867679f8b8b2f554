import ts from '../../compiler.cjs';
import type { TypeShape } from '../service-shape.js';

/** The shape of a primitive, or of one value of it; undefined for any other type. */
export function readPrimitive(type: ts.Type, checker: ts.TypeChecker): TypeShape | undefined {
  const { flags } = type;
  const known = NAMES.find(([flag]) => flags & flag);
  if (known !== undefined && !(flags & ts.TypeFlags.EnumLike)) return { kind: 'primitive', name: known[1] };
  if (flags & ts.TypeFlags.BooleanLiteral) {
    return { kind: 'literal', value: checker.typeToString(type) === 'true' };
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', value: type.value };
  if (flags & ts.TypeFlags.BigIntLiteral) {
    const { negative, base10Value } = (type as ts.BigIntLiteralType).value; // the flag says so
    return { kind: 'bigint-literal', digits: `${negative ? '-' : ''}${base10Value}` };
  }
  return undefined;
}

const NAMES = [
  [ts.TypeFlags.Unknown, 'unknown'],
  [ts.TypeFlags.Never, 'never'],
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.Boolean, 'boolean'],
  [ts.TypeFlags.BigInt, 'bigint'],
  [ts.TypeFlags.Null, 'null'],
  [ts.TypeFlags.Undefined, 'undefined'],
  [ts.TypeFlags.Void, 'void'],
] as const;
