import { basename, join, relative, resolve } from 'node:path';
import { type Diagnostic, diagnosticAt, diagnosticOf } from './diagnostic.js';
import { emitModule } from './emit/emit-module.js';
import { generatedNames } from './emit/module-scope.js';
import { KnownModules } from './read/known-modules.js';
import { Programs } from './read/programs.js';
import { type ReadInput, readModules } from './read/read-modules.js';
import type { ModuleShape } from './service-shape.js';

/** What to generate from, and where to. */
export interface GenerateOptions {
  /** The source files, relative to `cwd` or absolute. */
  readonly files: readonly string[];
  /** Files that may hold services, such as a glob finds them; those that hold none are passed over. */
  readonly candidates?: readonly string[];
  /** The folder for the generated files; imports in them are relative to it. */
  readonly outDir: string;
  /** The tsconfig to read the sources with; without it, the nearest one above each file. */
  readonly project?: string;
  /** What relative paths are relative to; the current directory of the process unless given. */
  readonly cwd?: string;
}

/** A file to be written. */
export interface GeneratedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** What came of it. When there are diagnostics there are no files. */
export interface GenerateResult {
  readonly files: readonly GeneratedFile[];
  /** The paths of those that were read and printed anew; nothing that the others are made from has changed since. */
  readonly renewed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the services in the given files and prints client, server binding and validators for them. Writes nothing:
 * `writeFiles` does. Everything that is wrong is in the diagnostics; it throws only for mistakes of its own.
 *
 * @example
 * const { files, diagnostics } = generate({ files: ['src/greeter.ts'], outDir: 'src/gen' });
 * if (diagnostics.length === 0) writeFiles(files);
 */
export function generate(options: GenerateOptions): GenerateResult {
  return new Generator(options).generate();
}

/**
 * Generates again and again, reading only what has changed in between: for watchers and build tools.
 *
 * @example
 * const generator = new Generator({ files: ['src/greeter.ts'], outDir: 'src/gen' });
 * generator.generate();
 * generator.refresh(['/home/me/src/person.ts']);
 * generator.generate();
 */
export class Generator {
  readonly #cwd: string;
  readonly #outDir: string;
  readonly #input: ReadInput;
  readonly #programs: Programs = new Programs();
  readonly #modules: KnownModules = new KnownModules();
  /** What was printed for each module; a module that was read anew is another object. */
  readonly #printed: WeakMap<ModuleShape, GeneratedFile> = new WeakMap();

  constructor({ files, candidates = [], outDir, project, cwd }: GenerateOptions) {
    this.#cwd = resolve(cwd ?? '.');
    this.#outDir = resolve(this.#cwd, outDir);
    const absolute = (file: string): string => resolve(this.#cwd, file);
    const named = files.map(absolute);
    const others = candidates.map(absolute).filter((file) => !named.includes(file));
    this.#input = {
      files: [...new Set([...named, ...others])].sort(),
      candidates: others,
      project: project === undefined ? undefined : absolute(project),
    };
  }

  /** The absolute paths of the files that the last result depends on, other than those of packages. */
  get sources(): readonly string[] {
    return this.#programs.files;
  }

  /** Says that files have changed, by their absolute paths. */
  refresh(changed: readonly string[]): void {
    this.#programs.refresh(changed);
  }

  /** Reads, and prints. */
  generate(): GenerateResult {
    const { modules, diagnostics } = readModules(this.#input, this.#programs, this.#modules);
    const files = new Map<string, GeneratedFile>();
    const renewed: string[] = [];
    const clashes: Diagnostic[] = [];
    for (const module of modules) {
      const path = join(this.#outDir, generatedName(module.file));
      if (files.has(path)) {
        clashes.push(
          diagnosticOf(module.file, {
            code: 'FC1006',
            message: `The file would be generated into ${relative(this.#cwd, path)}, as another one is.`,
            hint: 'Rename one of them, or generate them into folders of their own with --out.',
          }),
        );
      } else if (diagnostics.length === 0) {
        const before = this.#printed.get(module);
        const file = before ?? { path, text: emitModule(module, path) };
        if (before === undefined) renewed.push(path);
        this.#printed.set(module, file);
        files.set(path, file);
      }
    }
    const all = once([...diagnostics, ...sameNames(modules, this.#cwd), ...clashes]).sort(byPlace);
    if (all.length > 0) return { files: [], renewed: [], diagnostics: all };
    return { files: [...files.values()], renewed, diagnostics: [] };
  }
}

/** The members of a union may all hold what is refused, each at the same path. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values()];
}

function byPlace(one: Diagnostic, other: Diagnostic): number {
  const [file, otherFile] = [one.file ?? '', other.file ?? ''];
  if (file !== otherFile) return file < otherFile ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

/** `greeter.flipcall.ts` for `greeter.ts`. */
function generatedName(source: string): string {
  return basename(source).replace(/(?:\.d)?\.([cm]?)tsx?$/, '.flipcall.$1ts');
}

/** A server knows its services by their names, so a name can stand for one only; and so it is with names in a file. */
function sameNames(modules: readonly ModuleShape[], cwd: string): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return modules.flatMap(({ services }) => {
    const inFile = new Map<string, string>();
    return services.flatMap(({ name, location }): Diagnostic[] => {
      const elsewhere = seen.get(name);
      seen.set(name, elsewhere ?? location.file);
      const hint = 'Rename one of the interfaces.';
      if (elsewhere !== undefined) {
        const message = `There is another service of the name ${name}, in ${relative(cwd, elsewhere)}.`;
        return [diagnosticAt(location, { code: 'FC1005', message, hint })];
      }
      const clash = generatedNames(name).find((each) => inFile.has(each));
      for (const each of generatedNames(name)) inFile.set(each, inFile.get(each) ?? name);
      if (clash === undefined) return [];
      const message = `The services ${name} and ${inFile.get(clash)} would both be given a ${clash}.`;
      return [diagnosticAt(location, { code: 'FC1005', message, hint })];
    });
  });
}
