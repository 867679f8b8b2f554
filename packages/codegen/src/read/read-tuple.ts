import ts from '../../compiler.cjs';
import type { TupleElement, TypeShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { isExact } from './checker-facts.js';
import { inside, type Place, type Reading } from './reading.js';

/** The shape of a tuple. */
export function readTuple(type: ts.TupleTypeReference, place: Place, reading: Reading): TypeShape {
  const { target } = type;
  const { checker, options } = reading.source;
  const elements: TupleElement[] = [];
  const last: TupleElement[] = [];
  let rest: TypeShape | undefined;
  checker.getTypeArguments(type).forEach((element, index) => {
    const flag = target.elementFlags[index] ?? ts.ElementFlags.Required;
    const at = inside(place, `[${index}]`);
    if (flag & ts.ElementFlags.Rest) {
      rest = reading.read(element, at);
      return;
    }
    const label = target.labeledElementDeclarations?.[index]?.name;
    const optional = (flag & ts.ElementFlags.Optional) !== 0;
    const shape = reading.read(element, at);
    (rest === undefined ? elements : last).push({
      label: label !== undefined && ts.isIdentifier(label) ? label.text : undefined,
      optional,
      type: optional && isExact(checker, options, element) ? withoutUndefined(shape) : shape,
    });
  });
  return { kind: 'tuple', readonly: target.readonly, elements, rest, last };
}
