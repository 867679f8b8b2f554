import type ts from '../../compiler.cjs';
import type { TypeShape } from '../service-shape.js';
import type { Place, Reading } from './reading.js';
import { refusals } from './unsupported.js';

/** The shape of `string & { readonly __brand: 'UserId' }`: the mark is never there at run time. */
export function readBranded(
  type: ts.IntersectionType,
  base: ts.Type,
  { place, reading }: { readonly place: Place; readonly reading: Reading },
): TypeShape {
  const { checker } = reading.source;
  const shape = reading.readStructure(base, place);
  const marks = type.types.filter((member) => member !== base);
  // `string & {}` is how people keep an editor from forgetting the literals beside it.
  if (marks.every((mark) => checker.getPropertiesOfType(mark).length === 0)) return shape;
  if (shape.kind !== 'primitive' && shape.kind !== 'template') {
    return reading.refuse(refusals.formless(checker.typeToString(type)), place);
  }
  const symbol = type.aliasSymbol ?? reading.names.aliasOf(type);
  const name = symbol && reading.names.nameOf(symbol);
  if (symbol === undefined || name?.kind !== 'imported') return reading.refuse(refusals.hiddenBrand(), place);
  const imported = reading.typeName(symbol, type.aliasTypeArguments ?? [], place);
  if (imported.kind !== 'imported') return reading.refuse(refusals.hiddenBrand(), place);
  return { kind: 'branded', name: imported, base: shape };
}
