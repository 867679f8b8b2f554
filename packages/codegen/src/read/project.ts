import { dirname } from 'node:path';
import ts from '../../compiler.cjs';
import { Dependencies } from './dependencies.js';
import type { ProjectSettings } from './project-settings.js';

/** What the user's sources are read with: TypeScript's own view of them. */
export interface SourceProgram {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly options: ts.CompilerOptions;
  readonly dependencies: Dependencies;
}

/**
 * The files that are read with one tsconfig. What was parsed is kept until it changes: a file that has not changed is the
 * same object in every program, which is how it can be known that it has not.
 */
export class Project {
  readonly #settings: ProjectSettings;
  readonly #parsed: Map<string, ts.SourceFile> = new Map();
  readonly #host: ts.CompilerHost;
  #source: SourceProgram | undefined;
  #roots: readonly string[] = [];

  constructor(settings: ProjectSettings) {
    this.#settings = settings;
    const host = ts.createCompilerHost(settings.options);
    const library = dirname(host.getDefaultLibFileName(settings.options));
    this.#host = {
      ...host,
      getSourceFile: (path, how, ...more) => {
        const file =
          this.#parsed.get(path) ?? host.getSourceFile(path, forLibrary(library, path, how), ...more);
        if (file !== undefined) this.#parsed.set(path, file);
        return file;
      },
    };
  }

  /** The files that its settings came from. */
  get settings(): readonly string[] {
    return this.#settings.readFrom;
  }

  /** Every file that was read, its settings too. */
  get files(): readonly string[] {
    return [...this.#settings.readFrom, ...this.#parsed.keys()];
  }

  /** The program that has the given files in it, and what they lead to. */
  open(files: readonly string[]): SourceProgram {
    const isSame = files.length === this.#roots.length && files.every((file, at) => file === this.#roots[at]);
    if (this.#source !== undefined && isSame) return this.#source;
    this.#roots = files;
    const { options, ambientFiles } = this.#settings;
    // No older program is told of: what it resolved an import to may not be what a new file makes of it.
    const program = ts.createProgram({ rootNames: [...ambientFiles, ...files], options, host: this.#host });
    this.#drop(program);
    const checker = program.getTypeChecker();
    const dependencies = new Dependencies(program, checker);
    this.#source = { program, checker, options, dependencies };
    return this.#source;
  }

  /** Forgets what it knows of files that have changed. */
  forget(changed: readonly string[]): void {
    for (const path of changed) {
      const file = this.#parsed.get(path);
      if (file !== undefined && ts.sys.readFile(path) !== file.text) this.#parsed.delete(path);
    }
    this.#source = undefined;
  }

  /** Forgets files that no import leads to any more. */
  #drop(program: ts.Program): void {
    for (const [path, file] of this.#parsed)
      if (program.getSourceFile(path) !== file) this.#parsed.delete(path);
  }
}

/** Nobody needs the comments of the language's own library, and reading them takes a tenth of the time. */
function forLibrary(
  library: string,
  path: string,
  how: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.ScriptTarget | ts.CreateSourceFileOptions {
  if (typeof how !== 'object' || dirname(path) !== library) return how;
  return { ...how, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
}
