import ts from '../../compiler.cjs';

/** Which files the meaning of a file depends on. */
export class Dependencies {
  readonly #checker: ts.TypeChecker;
  /** What can matter to every file, imported or not: libraries, packages, and whatever declares or alters something for all. */
  readonly #shared: readonly ts.SourceFile[];

  constructor(program: ts.Program, checker: ts.TypeChecker) {
    this.#checker = checker;
    this.#shared = program.getSourceFiles().filter((file) => !isOwnModule(program, file));
  }

  /** The file, what it imports, however indirectly, and what can matter to every file. Rather too many than one too few. */
  of(file: ts.SourceFile): ReadonlySet<ts.SourceFile> {
    const found = new Set<ts.SourceFile>([...this.#shared, file]);
    // What is shared matters through what it imports as well; and a set is gone through with what is added meanwhile.
    for (const each of found) {
      if (each.fileName.includes('/node_modules/')) continue;
      for (const specifier of specifiersIn(each)) {
        const module = this.#checker.getSymbolAtLocation(specifier);
        for (const declaration of module?.declarations ?? []) found.add(declaration.getSourceFile());
      }
    }
    return found;
  }
}

/** Whether a file says nothing but to those that import it. */
function isOwnModule(program: ts.Program, file: ts.SourceFile): boolean {
  if (file.fileName.includes('/node_modules/') || program.isSourceFileFromExternalLibrary(file)) return false;
  if (program.isSourceFileDefaultLibrary(file) || !ts.isExternalModule(file)) return false;
  return !file.statements.some(
    (each) =>
      ts.isNamespaceExportDeclaration(each) ||
      // declare global, and declare module 'of somebody else'
      (ts.isModuleDeclaration(each) &&
        ((each.flags & ts.NodeFlags.GlobalAugmentation) !== 0 || ts.isStringLiteral(each.name))),
  );
}

const known: WeakMap<ts.SourceFile, readonly ts.StringLiteralLike[]> = new WeakMap();

/** The names of modules in a file: of imports and exports, and of types such as `import('./user.js').User`. */
function specifiersIn(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const found: ts.StringLiteralLike[] = [];
  const look = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier);
    ts.forEachChild(node, look);
  };
  look(file);
  known.set(file, found);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const isImport = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport ? node.arguments[0] : undefined;
}
