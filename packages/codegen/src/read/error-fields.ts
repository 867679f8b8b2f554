import ts from '../../compiler.cjs';
import type { ObjectShape, PropertyShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { isExact, isLibrarySymbol, isReadonly } from './checker-facts.js';
import { declarationOf, docOf, isNamedBySymbol, memberName } from './locate.js';
import { isOfRunTime } from './package-of.js';
import type { SourceProgram } from './project.js';
import type { Place, Reading } from './reading.js';
import { errorRefusals } from './unsupported.js';

/** What every error has, and arrives with anyway. */
const COMMON: readonly string[] = ['name', 'message', 'stack', 'cause'];
/** What every `RpcError` has besides. */
const COMMON_TO_RPC: readonly string[] = [...COMMON, 'code', 'codeName', 'maybeExecuted', 'metadata'];

/** What the fields of an error are read with. */
export interface ErrorFieldsInput {
  readonly reading: Reading;
  readonly type: ts.Type;
  /** The error's name, with which paths begin. */
  readonly name: string;
  /** The node to point at when a field has none of its own. */
  readonly node: ts.Node;
}

/** The fields of an error beside those that all errors have, or all of `RpcError`'s kind. */
export function readErrorFields(input: ErrorFieldsInput): ObjectShape {
  const { type } = input;
  const { source } = input.reading;
  const common = extendsError(source, type) === 'RpcError' ? COMMON_TO_RPC : COMMON;
  const properties = source.checker
    .getPropertiesOfType(type)
    .filter(
      (member) => !common.includes(member.name) && !isNamedBySymbol(member) && !isInherited(source, member),
    )
    .flatMap((member) => readField(member, input));
  return { kind: 'object', properties, indexes: [] };
}

/** Which of the two a class extends, near or far, or is itself. */
export function extendsError(source: SourceProgram, type: ts.Type): 'Error' | 'RpcError' | undefined {
  const { symbol } = type;
  if (symbol !== undefined && isOfRunTime(symbol, 'RpcError')) return 'RpcError';
  if (symbol?.name === 'Error' && isLibrarySymbol(source.program, symbol)) return 'Error';
  if (!type.isClassOrInterface()) return undefined;
  const bases = source.checker.getBaseTypes(type).map((base) => extendsError(source, base));
  return bases.find((base) => base !== undefined);
}

function readField(
  member: ts.Symbol,
  { reading, type, name, node: around }: ErrorFieldsInput,
): readonly PropertyShape[] {
  const { checker, options } = reading.source;
  // Methods and accessors of a class stay with it, and both sides have the class.
  const isBehaviour = (member.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0;
  if (isBehaviour && type.isClass()) return [];
  const declaration = declarationOf(member);
  const node = declaration ?? around;
  const place: Place = { node, path: `${name}.${memberName(member)}`, depth: 0 };
  if (isHidden(declaration)) {
    reading.refuse(errorRefusals.hiddenField(), place);
    return [];
  }
  const doc = docOf(member);
  const fieldType = checker.getTypeOfSymbolAtLocation(member, around);
  const shape = reading.readDeclared(fieldType, { declaration, doc, place });
  const optional = (member.flags & ts.SymbolFlags.Optional) !== 0;
  const exact = optional && isExact(checker, options, fieldType);
  const fieldShape = exact ? withoutUndefined(shape) : shape;
  return [{ name: member.name, optional, readonly: isReadonly(member), doc, type: fieldShape }];
}

/** Whether a member is declared by `Error` or `RpcError`, and by nobody again. */
function isInherited({ program, checker }: SourceProgram, member: ts.Symbol): boolean {
  return (member.declarations ?? []).some((declaration) => {
    if (program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return true;
    const { parent } = declaration;
    const symbol =
      ts.isClassLike(parent) && parent.name !== undefined && checker.getSymbolAtLocation(parent.name);
    return symbol !== undefined && symbol !== false && isOfRunTime(symbol, 'RpcError');
  });
}

/** Whether a field is nobody's business but the class's own. */
function isHidden(declaration: ts.Declaration | undefined): boolean {
  if (declaration === undefined) return false;
  const name = ts.getNameOfDeclaration(declaration);
  if (name !== undefined && ts.isPrivateIdentifier(name)) return true;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
}
