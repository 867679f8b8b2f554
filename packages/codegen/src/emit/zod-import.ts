import type { ImportedSymbol } from './code.js';
import { fromDoor } from './run-time.js';

/** What generated code builds schemas with: zod, which the run time loads when the first of them is built. */
export const z: ImportedSymbol = fromDoor('z');

/** The namespace of zod's types. */
export const zod: ImportedSymbol = fromDoor('zod', true);
