import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Project, ts } from 'ts-morph';
import { type Diagnostic, diagnosticOf } from '../diagnostic.js';

/** What the user's sources are read with: TypeScript's own view of them. */
export interface SourceProgram {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly options: ts.CompilerOptions;
}

/** Where the sources and their settings come from. */
export interface ProgramInput {
  /** Absolute paths of the source files. */
  readonly files: readonly string[];
  /** Absolute path of the tsconfig; without it the nearest one above each file is used, and strict settings where there is none. */
  readonly project: string | undefined;
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

/** The files that are read with one tsconfig. */
export interface ProgramGroup {
  readonly source: SourceProgram;
  readonly files: readonly string[];
}

/** Programs over the user's files, kept so that a later look at them reads only what has changed. */
export class Programs {
  readonly #projects: Map<string, Project> = new Map();

  /** One program per tsconfig, with the files that it is for. What is wrong with files or settings is reported. */
  open({ files, project }: ProgramInput, diagnostics: Diagnostic[]): readonly ProgramGroup[] {
    const byConfig = new Map<string, string[]>();
    for (const file of files) {
      if (!ts.sys.fileExists(file)) {
        diagnostics.push(
          diagnosticOf(file, {
            code: 'FC1001',
            message: 'There is no such file.',
            hint: 'Give the path of a TypeScript file, relative to the current directory.',
          }),
        );
        continue;
      }
      const config = project ?? ts.findConfigFile(dirname(file), ts.sys.fileExists) ?? '';
      const group = byConfig.get(config);
      if (group === undefined) byConfig.set(config, [file]);
      else group.push(file);
    }
    return [...byConfig].map(([config, group]) => ({
      source: this.#open(config, group, diagnostics),
      files: group,
    }));
  }

  /** The user's own files that were read, which is what a change can come from. */
  get files(): readonly string[] {
    const projects = [...this.#projects];
    const sources = projects.flatMap(([config, project]) => [
      ...(config === '' ? [] : [config]),
      ...project
        .getProgram()
        .compilerObject.getSourceFiles()
        .map(({ fileName }) => fileName),
    ]);
    return [...new Set(sources)].filter((file) => !file.includes('/node_modules/'));
  }

  /** Forgets what it knows of files that have changed. */
  refresh(changed: readonly string[]): void {
    for (const [config, project] of this.#projects) {
      if (changed.includes(config)) this.#projects.delete(config);
      for (const file of changed) project.getSourceFile(file)?.refreshFromFileSystemSync();
    }
  }

  #open(config: string, files: readonly string[], diagnostics: Diagnostic[]): SourceProgram {
    const project = this.#projects.get(config) ?? openProject(config, diagnostics);
    this.#projects.set(config, project);
    for (const file of files)
      if (project.getSourceFile(file) === undefined) project.addSourceFileAtPath(file);
    const program = project.getProgram().compilerObject;
    return { program, checker: program.getTypeChecker(), options: program.getCompilerOptions() };
  }
}

function openProject(config: string, diagnostics: Diagnostic[]): Project {
  const { options, ambientFiles } =
    config === '' ? { options: DEFAULT_OPTIONS, ambientFiles: [] } : readConfig(config, diagnostics);
  const project = new Project({
    compilerOptions: { ...options, ...QUIET_OPTIONS },
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
  });
  for (const file of ambientFiles) project.addSourceFileAtPath(file);
  return project;
}

/** Takes the settings of a tsconfig, and of its files only the `.d.ts` ones: those may declare globals. */
function readConfig(
  config: string,
  diagnostics: Diagnostic[],
): { readonly options: ts.CompilerOptions; readonly ambientFiles: readonly string[] } {
  const { config: json, error } = ts.readConfigFile(config, ts.sys.readFile);
  const report = (cause: ts.Diagnostic): void => {
    diagnostics.push(
      diagnosticOf(config, {
        code: 'FC1007',
        message: ts.flattenDiagnosticMessageText(cause.messageText, '\n'),
        hint: 'Mend the file, or name another one with --project.',
      }),
    );
  };
  if (error !== undefined) {
    report(error);
    return { options: DEFAULT_OPTIONS, ambientFiles: [] };
  }
  const parsed = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config), undefined, config);
  for (const cause of parsed.errors) if (cause.code !== NO_INPUTS_FOUND) report(cause);
  const { options } = parsed;
  // TypeScript 6 looks at no types of packages unless it is told to; those before it look at all.
  if (options.types === undefined && typescriptVersion(config) < 6) options.types = ['*'];
  const ambientFiles = parsed.fileNames.filter((file) => /\.d\.[cm]?ts$/.test(file));
  return { options, ambientFiles };
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
