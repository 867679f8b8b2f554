export { type Change, findChanges, RULES, type Rule, type Severity } from './breaking/find-changes.js';
export { readSettings, type SettingsInput } from './cli/settings.js';
export { UsageError } from './cli/surroundings.js';
export { type CodeFrame, codeFrame } from './code-frame.js';
export { type Configuration, defineConfig } from './configuration.js';
export { DIAGNOSTIC_CODES, type Diagnostic, type DiagnosticCode } from './diagnostic.js';
export {
  type GeneratedFile,
  type GenerateOptions,
  type GenerateResult,
  Generator,
  generate,
} from './generate.js';
export { type Contract, readContract } from './read-contract.js';
export type * from './service-shape.js';
export { type WriteResult, writeFiles } from './write-files.js';
