import ts from '../../compiler.cjs';
import type { ImportedTypeName } from '../service-shape.js';
import type { SourceProgram } from './project.js';

/** Where a symbol can be imported from, under which name; or that it needs no import; or that it can't be. */
export type SymbolName =
  | Pick<ImportedTypeName, 'kind' | 'module' | 'path'>
  | { readonly kind: 'global'; readonly path: readonly [string, ...string[]] }
  | undefined;

type Path = readonly [string, ...string[]];

/** Finds out how generated code can name the symbols that the sources use. */
export class TypeNames {
  readonly #source: SourceProgram;
  readonly #file: ts.SourceFile;
  readonly #exportsOf: Map<ts.Symbol, ReadonlyMap<ts.Symbol, Path>> = new Map();
  #packages: ReadonlyMap<string, ts.Symbol> | undefined;
  #aliases: ReadonlyMap<ts.Type, ts.Symbol> | undefined;

  /** For what is generated from a file. */
  constructor(source: SourceProgram, file: ts.SourceFile) {
    this.#source = source;
    this.#file = file;
  }

  /** An imported name for what its own module, or a package that the sources import, exports. */
  nameOf(symbol: ts.Symbol): SymbolName {
    const file = symbol.declarations?.[0]?.getSourceFile();
    if (file === undefined) return undefined;
    const module = this.#source.checker.getSymbolAtLocation(file);
    if (module === undefined || !ts.isExternalModule(file)) return globalName(symbol);

    if (
      this.#source.program.isSourceFileFromExternalLibrary(file) ||
      file.fileName.includes('/node_modules/')
    ) {
      for (const [specifier, packageModule] of this.#packageModules()) {
        const path = this.#exports(packageModule).get(symbol);
        if (path !== undefined) return { kind: 'imported', module: { kind: 'package', specifier }, path };
      }
      return undefined;
    }
    const path = this.#exports(module).get(symbol);
    return path && { kind: 'imported', module: { kind: 'file', file: file.fileName }, path };
  }

  /** An alias that one of the user's modules exports for exactly that type, as in `type UserId = z.infer<typeof UserId>`. */
  aliasOf(type: ts.Type): ts.Symbol | undefined {
    if (this.#aliases === undefined) {
      const found = new Map<ts.Type, ts.Symbol>();
      const { program, checker, dependencies } = this.#source;
      for (const file of dependencies.of(this.#file)) {
        if (file.fileName.includes('/node_modules/') || program.isSourceFileDefaultLibrary(file)) continue;
        const module = checker.getSymbolAtLocation(file);
        for (const symbol of module === undefined ? [] : this.#exports(module).keys()) {
          if (!(symbol.flags & ts.SymbolFlags.TypeAlias)) continue;
          const named = checker.getDeclaredTypeOfSymbol(symbol);
          if (named.isIntersection() && !found.has(named)) found.set(named, symbol);
        }
      }
      this.#aliases = found;
    }
    return this.#aliases.get(type);
  }

  /** What a module exports, and through which names; those of namespaces inside of it too. */
  #exports(module: ts.Symbol): ReadonlyMap<ts.Symbol, Path> {
    const known = this.#exportsOf.get(module);
    if (known !== undefined) return known;
    const found = new Map<ts.Symbol, Path>();
    this.#exportsOf.set(module, found);
    const walk = (scope: ts.Symbol, prefix: readonly string[]): void => {
      for (const exported of this.#source.checker.getExportsOfModule(scope)) {
        const symbol = this.resolve(exported);
        const path: Path = [...prefix, exported.name] as unknown as Path; // spreading loses that it is not empty
        if (found.has(symbol)) continue;
        found.set(symbol, path);
        if (symbol.flags & ts.SymbolFlags.Namespace && !(symbol.flags & ts.SymbolFlags.Enum))
          walk(symbol, path);
      }
    };
    walk(module, []);
    return found;
  }

  /** The symbol itself behind imports and re-exports. */
  resolve(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#source.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The packages that the file imports, or those of the user's own that it depends on, by the specifiers that they use, in alphabetical order. */
  #packageModules(): ReadonlyMap<string, ts.Symbol> {
    if (this.#packages !== undefined) return this.#packages;
    const { program, checker, dependencies } = this.#source;
    const found = new Map<string, ts.Symbol>();
    for (const file of dependencies.of(this.#file)) {
      if (file.fileName.includes('/node_modules/') || program.isSourceFileDefaultLibrary(file)) continue;
      for (const statement of file.statements) {
        if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
        const specifier = statement.moduleSpecifier;
        if (specifier === undefined || !ts.isStringLiteral(specifier)) continue;
        const module = checker.getSymbolAtLocation(specifier);
        const from = module?.declarations?.[0]?.getSourceFile();
        if (module !== undefined && from?.fileName.includes('/node_modules/'))
          found.set(specifier.text, module);
      }
    }
    this.#packages = new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
    return this.#packages;
  }
}

/** A name that every file sees, with the namespaces that it is in. */
function globalName(symbol: ts.Symbol): SymbolName {
  const path: string[] = [symbol.name];
  let node: ts.Node | undefined = symbol.declarations?.[0]?.parent;
  for (; node !== undefined && !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node)) {
      if (!ts.isIdentifier(node.name) || node.name.text === 'global') return undefined;
      path.unshift(node.name.text);
    } else if (
      !ts.isModuleBlock(node) &&
      !ts.isVariableDeclarationList(node) &&
      !ts.isVariableStatement(node)
    ) {
      return undefined;
    }
  }
  return { kind: 'global', path: path as unknown as Path }; // it holds at least the symbol's own name
}
