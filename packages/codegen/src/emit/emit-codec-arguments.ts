import type { ParameterShape, TypeShape } from '../service-shape.js';
import { unionOf } from '../shape-algebra.js';
import type { Code } from './code.js';
import { type CodecContext, hintWithin } from './codec-context.js';
import { readPlacesOf, writePlacesOf } from './emit-codec-tuple.js';

const UNDEFINED: TypeShape = { kind: 'primitive', name: 'undefined' };

/** The body of the function that writes the arguments `args` of a method. */
export function argumentsWriter(
  parameters: readonly ParameterShape[],
  context: CodecContext,
): readonly Code[] {
  return writePlacesOf({ name: 'args', isArray: true, ...placesOf(parameters, context) }, context);
}

/** The body of the function that reads them. */
export function argumentsReader(
  parameters: readonly ParameterShape[],
  context: CodecContext,
): readonly Code[] {
  return readPlacesOf({ type: 'readonly unknown[]', ...placesOf(parameters, context) }, context);
}

function placesOf(parameters: readonly ParameterShape[], { hint }: CodecContext) {
  const lastRequired = parameters.findLastIndex(({ optional }) => !optional);
  const places = parameters.map(({ name, optional, type }) => ({
    hint: hintWithin(hint, name),
    // One that is left out although another one follows is undefined.
    type: optional ? unionOf([type, UNDEFINED]) : type,
  }));
  return { places, required: lastRequired + 1, rest: undefined, last: [] };
}
