import type { ImportedSymbol } from './code.js';

/** The one import by which generated code reaches zod. */
export const z: ImportedSymbol = {
  kind: 'import',
  module: 'zod',
  name: '*',
  localName: 'z',
  typeOnly: false,
};
