import { ARRAYS } from './type-language/arrays.js';
import { BUILT_IN_CLASSES } from './type-language/built-in-classes.js';
import { COMPUTED_TYPES } from './type-language/computed-types.js';
import { CONSTRAINTS } from './type-language/constraints.js';
import { GENERICS } from './type-language/generics.js';
import { INDEX_SIGNATURES } from './type-language/index-signatures.js';
import { NARROWED_PRIMITIVES } from './type-language/narrowed-primitives.js';
import { OBJECTS } from './type-language/objects.js';
import { PRIMITIVES } from './type-language/primitives.js';
import { RECURSIVE_TYPES } from './type-language/recursive-types.js';
import type { Row } from './type-language/row.js';
import { UNIONS } from './type-language/unions.js';

/** Every kind of type that is understood. */
export const TYPE_LANGUAGE: readonly Row[] = [
  ...PRIMITIVES,
  ...NARROWED_PRIMITIVES,
  ...ARRAYS,
  ...OBJECTS,
  ...INDEX_SIGNATURES,
  ...BUILT_IN_CLASSES,
  ...UNIONS,
  ...RECURSIVE_TYPES,
  ...GENERICS,
  ...COMPUTED_TYPES,
  ...CONSTRAINTS,
];
