import ts from '../../compiler.cjs';
import type { TypeShape } from '../service-shape.js';
import { unionOf } from '../shape-algebra.js';
import { parentEnum } from './checker-facts.js';
import { isLive } from './read-live.js';
import type { Place, Reading } from './reading.js';
import { sortMembers } from './union-order.js';
import { liveRefusals, refusals } from './unsupported.js';

const UNION_LIMIT = 2_000;

/** The shape of a union. */
export function readUnion(type: ts.UnionType, place: Place, reading: Reading): TypeShape {
  const { checker } = reading.source;
  if (type.types.length > UNION_LIMIT) {
    return reading.refuse(refusals.hugeUnion(type.types.length, UNION_LIMIT), place);
  }
  const live = type.types.filter((member) => isLive(checker, member));
  if (live.length > 1) {
    return reading.refuse(liveRefusals.ambiguous(live.map((member) => checker.typeToString(member))), place);
  }
  const nullish = type.types.filter(isNullish);
  if (nullish.length > 0 && nullish.length < type.types.length) {
    // Taking null and undefined away first keeps the name of what is left: `Color | undefined` has `Color` in it.
    const core = reading.read(checker.getNonNullableType(type), place);
    const members = core.kind === 'union' ? core.members : [core];
    return unionOf([...members, ...nullish.map((member) => reading.read(member, place))]);
  }
  const members = sortMembers(fold(type, checker), checker);
  return unionOf(members.map((member) => reading.read(member, place)));
}

function isNullish({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
}

/** Puts back together what the checker took apart: `true | false` is boolean, all members of an enum are the enum. */
function fold(type: ts.UnionType, checker: ts.TypeChecker): readonly ts.Type[] {
  const members = new Set(type.types);
  const booleans = type.types.filter((member) => member.flags & ts.TypeFlags.BooleanLiteral);
  if (booleans.length === 2) {
    for (const member of booleans) members.delete(member);
    members.add(checker.getBooleanType());
  }
  const enums = type.types.filter((member) => member.flags & ts.TypeFlags.EnumLiteral);
  for (const symbol of new Set(enums.map((member) => parentEnum(checker, member.symbol)))) {
    const whole = symbol && checker.getDeclaredTypeOfSymbol(symbol);
    if (whole === undefined || !whole.isUnion() || !whole.types.every((each) => type.types.includes(each)))
      continue;
    for (const each of whole.types) members.delete(each);
    members.add(whole);
  }
  return [...members];
}
