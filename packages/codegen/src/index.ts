export { type Configuration, defineConfig } from './configuration.js';
export { DIAGNOSTIC_CODES, type Diagnostic, type DiagnosticCode } from './diagnostic.js';
export {
  type GeneratedFile,
  type GenerateOptions,
  type GenerateResult,
  Generator,
  generate,
} from './generate.js';
export { type WriteResult, writeFiles } from './write-files.js';
