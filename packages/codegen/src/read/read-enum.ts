import ts from '../../compiler.cjs';
import type { EnumMember, TypeShape } from '../service-shape.js';
import { parentEnum } from './checker-facts.js';
import type { Place, Reading } from './reading.js';
import { refusals } from './unsupported.js';

/** The shape of an enum, or of one member of it. */
export function readEnum(type: ts.Type, place: Place, reading: Reading): TypeShape {
  const { checker } = reading.source;
  const member = type.symbol;
  const symbol = member.flags & ts.SymbolFlags.EnumMember ? parentEnum(checker, member) : member;
  if (symbol === undefined) return reading.refuse(refusals.formless(checker.typeToString(type)), place);
  const name = reading.names.nameOf(symbol);
  if (name === undefined || name.kind !== 'imported') {
    return reading.refuse(refusals.hiddenEnum(symbol.name), place);
  }
  const all = membersOf(symbol, checker);
  if (all === undefined) return reading.refuse(refusals.computedEnum(symbol.name), place);
  const chosen = symbol === member ? all : all.filter(({ name: each }) => each === member.name);
  return {
    kind: 'enum',
    name: { ...name, typeArguments: [] },
    whole: chosen.length === all.length,
    members: chosen,
  };
}

/** Undefined when the values of some are known only when the program runs. */
function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): readonly EnumMember[] | undefined {
  const found: EnumMember[] = [];
  for (const declaration of symbol.declarations ?? []) {
    if (!ts.isEnumDeclaration(declaration)) continue;
    for (const each of declaration.members) {
      const value = checker.getConstantValue(each);
      if (value === undefined) return undefined;
      const memberSymbol = checker.getSymbolAtLocation(each.name);
      found.push({ name: memberSymbol?.name ?? each.name.getText(), value });
    }
  }
  return found;
}
