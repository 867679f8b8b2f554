import { ts } from 'ts-morph';
import { type Diagnostic, diagnosticOf } from '../diagnostic.js';
import type { ModuleShape } from '../service-shape.js';
import { openPrograms, type ProgramInput, type SourceProgram } from './project.js';
import { readModule } from './read-services.js';

/** The shapes of the given files, and everything that is wrong with them. */
export function readModules(input: ProgramInput): {
  readonly modules: readonly ModuleShape[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const modules = openPrograms(input, diagnostics).flatMap(({ source, files }) =>
    files.flatMap((path): ModuleShape[] => {
      const file = source.program.getSourceFile(path);
      if (file === undefined) throw new TypeError(`TypeScript lost the file ${path}`);
      const faults = typeScriptFaults(source, file);
      if (faults.length > 0) {
        diagnostics.push(...faults);
        return [];
      }
      return [readModule(source, file, diagnostics)];
    }),
  );
  return { modules, diagnostics };
}

/** Types of sources that the compiler refuses mean nothing, so they are not read. */
function typeScriptFaults({ program }: SourceProgram, file: ts.SourceFile): readonly Diagnostic[] {
  const syntax = program.getSyntacticDiagnostics(file);
  const faults = syntax.length > 0 ? syntax : program.getSemanticDiagnostics(file);
  return faults
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .map((fault): Diagnostic => {
      const { line, character } = file.getLineAndCharacterOfPosition(fault.start ?? 0);
      const what = {
        code: syntax.length > 0 ? 'FC1002' : 'FC1003',
        message: `TypeScript says: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')} (TS${fault.code})`,
        hint: 'Mend the source; what the compiler refuses cannot be generated from.',
      } as const;
      return {
        ...diagnosticOf(file.fileName, what),
        line: line + 1,
        column: character + 1,
        length: fault.length ?? 0,
      };
    });
}
