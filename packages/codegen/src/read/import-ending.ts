import ts from '../../compiler.cjs';
import type { ImportEnding } from '../service-shape.js';

/** What the user's relative imports end with: what their own file shows, else what their settings ask for. */
export function importEnding(options: ts.CompilerOptions, file: ts.SourceFile): ImportEnding {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const specifier = statement.moduleSpecifier;
    if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.'))
      continue;
    if (/\.[cm]?js$/.test(specifier.text)) return 'js';
    if (/\.[cm]?tsx?$/.test(specifier.text)) return 'ts';
  }
  const { moduleResolution, module } = options;
  const byNode =
    moduleResolution === ts.ModuleResolutionKind.NodeNext ||
    moduleResolution === ts.ModuleResolutionKind.Node16 ||
    (moduleResolution === undefined &&
      module !== undefined &&
      module >= ts.ModuleKind.Node16 &&
      module <= ts.ModuleKind.NodeNext);
  return byNode ? 'js' : 'none';
}
