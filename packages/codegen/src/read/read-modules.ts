import ts from '../../compiler.cjs';
import { type Diagnostic, diagnosticAt } from '../diagnostic.js';
import type { ModuleShape } from '../service-shape.js';
import { KnownModules } from './known-modules.js';
import type { ProgramInput, Programs } from './programs.js';
import { hasServices, readModule } from './read-services.js';

/** What to read. */
export interface ReadInput extends ProgramInput {
  /** Those of the files that need not hold a service; nothing is said of the ones that do not. */
  readonly candidates: readonly string[];
}

/** The shapes of the given files, and everything that is wrong with them. What is known of before is not read again. */
export function readModules(
  input: ReadInput,
  programs: Programs,
  known: KnownModules = new KnownModules(),
): {
  readonly modules: readonly ModuleShape[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const checked = new Map<ts.SourceFile, readonly Diagnostic[]>();
  const modules = programs.open(input, diagnostics).flatMap(({ source, files }) => {
    /** Types of sources that the compiler refuses mean nothing, so what is read from those is not looked at. */
    const isSound = (file: ts.SourceFile): boolean => {
      const before = checked.get(file);
      const faults = before ?? compilerFaults(source.program, file);
      if (before === undefined) diagnostics.push(...faults);
      checked.set(file, faults);
      return faults.length === 0;
    };
    return files.flatMap((path): ModuleShape[] => {
      const file = source.program.getSourceFile(path);
      if (file === undefined) throw new TypeError(`TypeScript lost the file ${path}`);
      const dependencies = source.dependencies.of(file);
      const before = known.find(path, dependencies);
      if (before !== undefined) return before.module === undefined ? [] : [before.module];
      known.forget(path);
      if (input.candidates.includes(path) && !hasServices(source.checker, file)) {
        known.add(path, { files: dependencies, module: undefined });
        return [];
      }
      if (!isSound(file)) return [];
      const { module, refusals, files: others } = readModule(source, file);
      const areSound = [...others].map(isSound).every((sound) => sound);
      if (!areSound) return [];
      diagnostics.push(...refusals);
      if (refusals.length === 0) known.add(path, { files: dependencies, module });
      return [module];
    });
  });
  return { modules, diagnostics };
}

function compilerFaults(program: ts.Program, file: ts.SourceFile): readonly Diagnostic[] {
  const syntax = program.getSyntacticDiagnostics(file);
  const faults = syntax.length > 0 ? syntax : program.getSemanticDiagnostics(file);
  return faults
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .map((fault): Diagnostic => {
      const { line, character } = file.getLineAndCharacterOfPosition(fault.start ?? 0);
      const location = {
        file: file.fileName,
        line: line + 1,
        column: character + 1,
        length: fault.length ?? 0,
      };
      return diagnosticAt(location, {
        code: syntax.length > 0 ? 'FC1002' : 'FC1003',
        message: `TypeScript says: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')} (TS${fault.code})`,
        hint: 'Mend the source: types that the compiler refuses mean nothing.',
      });
    });
}
