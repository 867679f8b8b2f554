import ts from '../../compiler.cjs';
import type { TypeShape } from '../service-shape.js';
import { arrayBehind, isForeign, isMethod } from './checker-facts.js';
import { isLibrary, libraryBehind, readLibraryType } from './library-types.js';
import { memberName } from './locate.js';
import { isOfRunTime } from './package-of.js';
import { isRemote, readCallback, readRemote } from './read-live.js';
import { readProperties } from './read-properties.js';
import { readTuple } from './read-tuple.js';
import { inside, NEVER, type Place, type Reading } from './reading.js';
import { liveRefusals, refusals } from './unsupported.js';

/** The shape of whatever is an object: array, tuple, an object of the library, or data; or why it cannot be sent. */
export function readObject(type: ts.Type, place: Place, reading: Reading): TypeShape {
  const { checker } = reading.source;
  if (checker.isTupleType(type)) return readTuple(type as ts.TupleTypeReference, place, reading);
  if (checker.isArrayType(type)) {
    const reference = type as ts.TypeReference; // array types are references to Array or ReadonlyArray
    const [element] = checker.getTypeArguments(reference);
    if (element === undefined) return NEVER;
    const readonly = reference.target.symbol.name === 'ReadonlyArray';
    return { kind: 'array', readonly, element: reading.read(element, inside(place, '[]')) };
  }
  const items = arrayBehind(checker, type);
  if (items !== undefined) {
    return { kind: 'array', readonly: false, element: reading.read(items, inside(place, '[]')) };
  }
  const { symbol } = type;
  if (isRemote(checker, type)) return readRemote(type, place, reading);
  if (symbol !== undefined && isOfRunTime(symbol, 'Descriptor')) return { kind: 'descriptor' };
  if (symbol !== undefined && isLibrary(reading.source, symbol)) {
    if (!(symbol.flags & ts.SymbolFlags.TypeLiteral)) return readLibraryType(type, place, reading);
  }
  if (type.getConstructSignatures().length > 0) return reading.refuse(refusals.function(), place);
  if (type.getCallSignatures().length > 0) return readCallback(type, place, reading);
  if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Class) {
    return reading.refuse(refusals.classInstance(symbol.name), place);
  }
  const behind = libraryBehind(reading.source, type);
  if (behind !== undefined) {
    return reading.refuse(refusals.extendedLibraryObject(checker.typeToString(type), behind), place);
  }
  const properties = checker.getPropertiesOfType(type);
  const methods = properties.filter(isMethod);
  // An intersection has no symbol of its own, but whoever wrote its methods has written an object with behaviour.
  const isFromPackage = symbol === undefined ? methods.every(isForeign) : isForeign(symbol);
  if (isFromPackage && methods.length > 0) {
    return reading.refuse(refusals.behaviour(checker.typeToString(type), methods.map(memberName)), place);
  }
  if (methods.length > 0 && methods.length === properties.length) {
    return reading.refuse(liveRefusals.unmarked(methods.map(memberName)), place);
  }
  return readProperties(type, place, reading);
}
