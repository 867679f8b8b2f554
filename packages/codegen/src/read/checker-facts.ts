import ts from '../../compiler.cjs';
import { isNamedBySymbol } from './locate.js';
import { type Refusal, refusals } from './unsupported.js';

/** Whether something optional may only be missing, not be there with the value undefined. */
export function isExact(checker: ts.TypeChecker, options: ts.CompilerOptions, type: ts.Type): boolean {
  if (options.exactOptionalPropertyTypes !== true) return false;
  // For what is missing the checker has an undefined of its own; this one stands in the sources.
  const members = type.isUnion() ? type.types : [type];
  return !members.includes(checker.getUndefinedType());
}

/** Why a property cannot be sent under its key, if so. */
export function keyRefusal(symbol: ts.Symbol, optional: boolean): Refusal | undefined {
  if (isNamedBySymbol(symbol)) return refusals.symbolKey();
  if (symbol.name === '__proto__') return refusals.prototypeKey();
  if (optional && symbol.name in Object.prototype) return refusals.inheritedKey(symbol.name);
  return undefined;
}

export function isReadonly(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0,
  );
}

export function isUsers(node: ts.Node): boolean {
  return !node.getSourceFile().fileName.includes('/node_modules/');
}

/** What an interface holds that is an array by extending one and adding nothing: `interface List extends Array<List> {}`. */
export function arrayBehind(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  if (!type.isClassOrInterface()) return undefined;
  const base = checker.getBaseTypes(type).find((each) => checker.isArrayType(each));
  if (base === undefined) return undefined;
  const added = checker.getPropertiesOfType(type).length - checker.getPropertiesOfType(base).length;
  return added === 0 ? checker.getTypeArguments(base as ts.TypeReference)[0] : undefined; // arrays are references
}

/**
 * The index signatures of a type. Of an intersection whose parts have one each, and one of those is narrower, that one
 * is meant: the checker would give an intersection of what is in them.
 */
export function indexInfos(checker: ts.TypeChecker, type: ts.Type): readonly ts.IndexInfo[] {
  const whole = checker.getIndexInfosOfType(type);
  const [only, ...others] = whole;
  if (!type.isIntersection() || only === undefined || others.length > 0) return whole;
  const parts = type.types.flatMap((part) => checker.getIndexInfosOfType(part));
  const narrowest = parts.find((one) =>
    parts.every((other) => checker.isTypeAssignableTo(one.type, other.type)),
  );
  return narrowest === undefined ? whole : [narrowest];
}

/** The key of an index signature; what is branded, for a branded one. */
export function unbranded(key: ts.Type): ts.Type {
  if (!key.isIntersection()) return key;
  return key.types.find((member) => !(member.flags & ts.TypeFlags.Object)) ?? key;
}

/** Whether the language's own library declares a symbol. */
export function isLibrarySymbol(program: ts.Program, symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
}

/** Whether all that is known of a symbol stands in packages. */
export function isForeign(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).length > 0 && !(symbol.declarations ?? []).some(isUsers);
}

/** Whether a member is declared as a method, not as a property whose type is a function: it may need its `this`. */
export function isMethod(member: ts.Symbol): boolean {
  return (member.declarations ?? []).some(
    (each) => ts.isMethodSignature(each) || ts.isMethodDeclaration(each),
  );
}

export function asReference(type: ts.Type): ts.TypeReference | undefined {
  const isReference =
    type.flags & ts.TypeFlags.Object && (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
  return isReference ? (type as ts.TypeReference) : undefined; // the two flags say so
}

/** The enum that a member belongs to. */
export function parentEnum(checker: ts.TypeChecker, member: ts.Symbol): ts.Symbol | undefined {
  if (member.flags & ts.SymbolFlags.Enum) return member;
  const declaration = member.valueDeclaration?.parent;
  if (declaration === undefined || !ts.isEnumDeclaration(declaration)) return undefined;
  return checker.getSymbolAtLocation(declaration.name);
}
