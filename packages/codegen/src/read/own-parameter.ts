import ts from '../../compiler.cjs';
import type { OwnOptionShape, OwnParameterShape } from '../service-shape.js';
import { isOfRunTime } from './package-of.js';
import { inside, type Place, type Reading } from './reading.js';
import { liveRefusals } from './unsupported.js';

/** What the options of a call hold, in the run time's words. */
const CALL_OPTIONS: ReadonlySet<string> = new Set([
  'signal',
  'timeoutMs',
  'metadata',
  'onHeaders',
  'onTrailers',
]);

/**
 * Whether a parameter is the call's own and not sent: an AbortSignal, or an object of options that holds one. Generated
 * clients take options there, and handlers find signal and deadline in their context.
 */
export function isOwnParameter(checker: ts.TypeChecker, parameter: ts.Symbol, node: ts.Node): boolean {
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, node));
  if (isAbortSignal(type) || isCallOptions(type)) return true;
  if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0) return false;
  const properties = checker.getPropertiesOfType(type);
  return (
    properties.every(({ name }) => CALL_OPTIONS.has(name)) &&
    properties.some((property) =>
      isAbortSignal(checker.getNonNullableType(checker.getTypeOfSymbol(property))),
    )
  );
}

/** The shape of such a parameter where what it is called by is what is implemented. */
export function ownParameter(parameter: ts.Symbol, place: Place, reading: Reading): OwnParameterShape {
  const { checker } = reading.source;
  const declaration = parameter.valueDeclaration;
  const optional =
    declaration !== undefined && ts.isParameter(declaration) && checker.isOptionalParameter(declaration);
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, place.node));
  return {
    name: parameter.name,
    optional,
    type: ownType(type, inside(place, `(${parameter.name})`), reading),
  };
}

function ownType(type: ts.Type, place: Place, reading: Reading): OwnParameterShape['type'] {
  if (isAbortSignal(type)) return 'AbortSignal';
  if (isCallOptions(type)) return 'CallOptions';
  return reading.source.checker
    .getPropertiesOfType(type)
    .flatMap((property) => ownOption(property, place, reading));
}

function ownOption(property: ts.Symbol, place: Place, reading: Reading): readonly OwnOptionShape[] {
  const { checker } = reading.source;
  const { name } = property;
  if (name !== 'signal' && name !== 'timeoutMs') {
    reading.refuse(liveRefusals.option(), inside(place, `.${name}`));
    return [];
  }
  const type = checker.getTypeOfSymbol(property);
  const members = type.isUnion() ? type.types : [type];
  return [
    {
      name,
      optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      undefinable: members.includes(checker.getUndefinedType()),
    },
  ];
}

function isCallOptions({ symbol }: ts.Type): boolean {
  return symbol !== undefined && isOfRunTime(symbol, 'CallOptions');
}

function isAbortSignal(type: ts.Type): boolean {
  return type.symbol?.name === 'AbortSignal';
}
