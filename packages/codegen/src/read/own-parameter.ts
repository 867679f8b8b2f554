import { ts } from 'ts-morph';

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
  if (isAbortSignal(type)) return true;
  if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0) return false;
  const properties = checker.getPropertiesOfType(type);
  return (
    properties.every(({ name }) => CALL_OPTIONS.has(name)) &&
    properties.some((property) =>
      isAbortSignal(checker.getNonNullableType(checker.getTypeOfSymbol(property))),
    )
  );
}

function isAbortSignal(type: ts.Type): boolean {
  return type.symbol?.name === 'AbortSignal';
}
