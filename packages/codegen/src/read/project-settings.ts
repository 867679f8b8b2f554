import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import ts from '../../compiler.cjs';
import { type Diagnostic, diagnosticOf } from '../diagnostic.js';

/** What a tsconfig says, as far as it matters to what types mean. */
export interface ProjectSettings {
  readonly options: ts.CompilerOptions;
  /** Of its files only the `.d.ts` ones: those may declare globals. */
  readonly ambientFiles: readonly string[];
  /** The files that this was read from: the tsconfig, and those that it extends. */
  readonly readFrom: readonly string[];
}

/** The settings for sources that have no tsconfig above them. */
const DEFAULT_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

/** Settings that would make TypeScript look for things that reading types has no use for. */
const QUIET_OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  // A project that refers to another one is read through that one's sources, which lie outside of its own folder.
  rootDir: '/',
  ignoreDeprecations: '6.0',
  // Without it null and undefined would be in no type, and in every one.
  strictNullChecks: true,
  skipLibCheck: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  rewriteRelativeImportExtensions: false,
  allowImportingTsExtensions: true,
};

/** The settings of a tsconfig; those for sources without one when its path is empty. What is wrong with it is reported. */
export function readSettings(config: string, diagnostics: Diagnostic[]): ProjectSettings {
  const { options, ...others } = config === '' ? WITHOUT_CONFIG : readConfig(config, diagnostics);
  return { options: { ...options, ...QUIET_OPTIONS }, ...others };
}

const WITHOUT_CONFIG: ProjectSettings = { options: DEFAULT_OPTIONS, ambientFiles: [], readFrom: [] };

function readConfig(config: string, diagnostics: Diagnostic[]): ProjectSettings {
  const readFrom = new Set<string>();
  const readFile = (path: string): string | undefined => {
    readFrom.add(path);
    return ts.sys.readFile(path);
  };
  const report = (cause: ts.Diagnostic): void => {
    diagnostics.push(
      diagnosticOf(config, {
        code: 'FC1007',
        message: ts.flattenDiagnosticMessageText(cause.messageText, '\n'),
        hint: 'Mend the file, or name another one with --project.',
      }),
    );
  };
  const { config: json, error } = ts.readConfigFile(config, readFile);
  if (error !== undefined) {
    report(error);
    return WITHOUT_CONFIG;
  }
  const parsed = ts.parseJsonConfigFileContent(
    json,
    { ...ts.sys, readFile },
    dirname(config),
    undefined,
    config,
  );
  for (const cause of parsed.errors) if (cause.code !== NO_INPUTS_FOUND) report(cause);
  const { options } = parsed;
  // TypeScript 6 looks at no types of packages unless it is told to; those before it look at all.
  if (options.types === undefined && typescriptVersion(config) < 6) options.types = ['*'];
  const ambientFiles = parsed.fileNames.filter((file) => /\.d\.[cm]?ts$/.test(file));
  return { options, ambientFiles, readFrom: [...readFrom] };
}

/** TypeScript's error for a tsconfig that matches no file, which is no trouble here. */
const NO_INPUTS_FOUND = 18003;

/** The major version of the TypeScript that the project itself uses; 0 when it uses none. */
function typescriptVersion(config: string): number {
  let manifest: string;
  try {
    manifest = createRequire(config).resolve('typescript/package.json');
  } catch {
    return 0;
  }
  const { config: json } = ts.readConfigFile(manifest, ts.sys.readFile);
  return Number.parseInt(String(json?.version ?? '0'), 10);
}
