import ts from '../../compiler.cjs';
import { declarationOf } from './locate.js';

/** The checker's own order depends on what else it has seen; this one depends on the members alone. */
export function sortMembers(members: readonly ts.Type[], checker: ts.TypeChecker): readonly ts.Type[] {
  const keyed = members.map((member) => {
    const declaration = member.symbol && declarationOf(member.symbol);
    const text = member.isNumberLiteral() ? String(member.value).padStart(24) : checker.typeToString(member);
    const file = declaration?.getSourceFile().fileName ?? '';
    const position = declaration === undefined ? 0 : declaration.pos;
    return { member, rank: rankOf(member), text, file, position };
  });
  keyed.sort(
    (one, other) =>
      one.rank - other.rank ||
      compare(one.file, other.file) ||
      one.position - other.position ||
      compare(one.text, other.text),
  );
  return keyed.map(({ member }) => member);
}

function rankOf(type: ts.Type): number {
  const { flags } = type;
  if (flags & ts.TypeFlags.String) return 0;
  if (flags & ts.TypeFlags.Number) return 1;
  if (flags & ts.TypeFlags.Boolean) return 2;
  if (flags & ts.TypeFlags.BigInt) return 3;
  if (flags & ts.TypeFlags.Object) return 5;
  return 4;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
