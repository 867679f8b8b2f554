import type ts from '../../compiler.cjs';
import type { PrimitiveShape, TypeShape } from '../service-shape.js';
import type { Place, Reading } from './reading.js';
import { refusals } from './unsupported.js';

/** The shape of text with holes in it. */
export function readTemplate(type: ts.TemplateLiteralType, place: Place, reading: Reading): TypeShape {
  const parts: (string | PrimitiveShape)[] = [];
  for (const [index, text] of type.texts.entries()) {
    if (text !== '') parts.push(text);
    const hole = type.types[index];
    if (hole === undefined) continue;
    const shape = reading.readStructure(hole, place);
    if (shape.kind !== 'primitive') {
      return reading.refuse(refusals.formless(reading.source.checker.typeToString(hole)), place);
    }
    parts.push(shape);
  }
  return { kind: 'template', parts };
}
