import ts from '../../compiler.cjs';
import type { ErrorShape } from '../service-shape.js';
import { isLibrarySymbol } from './checker-facts.js';
import { extendsError, readErrorFields } from './error-fields.js';
import { declarationOf, declaredName, docOf, locationOf } from './locate.js';
import { isOfRunTime } from './package-of.js';
import type { Place, Reading } from './reading.js';
import { errorRefusals, type Refusal } from './unsupported.js';

/** The errors of one generated file. */
export class ErrorTypes {
  readonly #reading: Reading;
  readonly #met: Map<ts.Symbol, ErrorShape | undefined> = new Map();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Those that were met, in that order. */
  get all(): readonly ErrorShape[] {
    return [...this.#met.values()].filter((each) => each !== undefined);
  }

  /** The errors that a name in a doc comment stands for: several for a union of them, none for a refused one. */
  read(name: string, place: Place): readonly ErrorShape[] {
    const symbol = this.#find(name, place.node);
    if (symbol === undefined) {
      this.#reading.refuse(errorRefusals.unknown(name), place);
      return [];
    }
    // An RpcError reaches the caller as it is, whether or not the method says that it throws one.
    if (isOfRunTime(symbol, 'RpcError')) return [];
    const type = this.#reading.source.checker.getDeclaredTypeOfSymbol(symbol);
    const symbols = type.isUnion() ? type.types.map((member) => member.symbol) : [symbol];
    return symbols.flatMap((each: ts.Symbol | undefined) => this.#readSymbol(each, name, place));
  }

  #readSymbol(symbol: ts.Symbol | undefined, name: string, place: Place): readonly ErrorShape[] {
    if (symbol === undefined) {
      this.#reading.refuse(errorRefusals.noError(name), place);
      return [];
    }
    if (!this.#met.has(symbol)) this.#met.set(symbol, this.#describe(symbol, place));
    const shape = this.#met.get(symbol);
    return shape === undefined ? [] : [shape];
  }

  #describe(symbol: ts.Symbol, place: Place): ErrorShape | undefined {
    const refusal = this.#refusalOf(symbol);
    if (refusal !== undefined) return void this.#reading.refuse(refusal, place);
    const { checker, program } = this.#reading.source;
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const name = declaredName(symbol);
    const isBuiltin = isLibrarySymbol(program, symbol);
    const declaration = declarationOf(symbol);
    const node = isBuiltin || declaration === undefined ? place.node : declaration;
    return {
      id: this.#newId(name),
      name: isClass(symbol) || isBuiltin ? name : (literalName(checker, type) ?? name),
      type: isBuiltin ? { kind: 'global', path: [name], typeArguments: [] } : this.#classOf(symbol),
      doc: isBuiltin ? undefined : docOf(symbol),
      location: locationOf(node),
      fields: readErrorFields({ reading: this.#reading, type, name, node }),
    };
  }

  /** Why something cannot be an error that crosses. */
  #refusalOf(symbol: ts.Symbol): Refusal | undefined {
    const { checker, program } = this.#reading.source;
    const name = declaredName(symbol);
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (isLibrarySymbol(program, symbol)) {
      if (name === 'Error') return errorRefusals.anyError();
      return extendsError(this.#reading.source, type) === undefined ? errorRefusals.noError(name) : undefined;
    }
    if (isClass(symbol)) {
      if (extendsError(this.#reading.source, type) === undefined) return errorRefusals.noError(name);
      if (type.isClassOrInterface() && type.typeParameters !== undefined) return errorRefusals.generic(name);
      return this.#classOf(symbol) === undefined ? errorRefusals.hidden(name) : undefined;
    }
    const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
    if (!isObject || checker.isArrayLikeType(type) || type.getCallSignatures().length > 0)
      return errorRefusals.noError(name);
    const isGeneric = (symbol.declarations ?? []).some(
      (each) =>
        (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) &&
        each.typeParameters !== undefined,
    );
    return isGeneric ? errorRefusals.generic(name) : undefined;
  }

  /** How generated code imports a class; undefined when it cannot, or when it is none. */
  #classOf(symbol: ts.Symbol): ErrorShape['type'] {
    const named = isClass(symbol) ? this.#reading.names.nameOf(symbol) : undefined;
    return named?.kind === 'imported' ? { ...named, typeArguments: [] } : undefined;
  }

  /** What a doc comment means by a name: something in scope where the comment stands, or inside of such a thing. */
  #find(name: string, node: ts.Node): ts.Symbol | undefined {
    const { checker } = this.#reading.source;
    const [first, ...inside] = name.split('.');
    const module = checker.getSymbolAtLocation(node.getSourceFile());
    // What is exported from elsewhere is not in scope, but it is what a file does with errors that it mentions in comments only.
    const known = [
      ...checker.getSymbolsInScope(node, MEANINGS),
      ...(module === undefined ? [] : checker.getExportsOfModule(module)),
    ];
    const inScope = known.find((each) => each.name === first);
    // In its own module an export goes by a symbol that only leads to it.
    let found = inScope && this.#reading.names.resolve(checker.getExportSymbolOfSymbol(inScope));
    for (const part of inside) {
      const member = found && checker.getExportsOfModule(found).find((each) => each.name === part);
      found = member && this.#reading.names.resolve(member);
    }
    return found;
  }

  #newId(name: string): string {
    const taken = new Set(this.all.map(({ id }) => id));
    let id = name;
    for (let number = 2; taken.has(id); number++) id = `${name}#${number}`;
    return id;
  }
}

/** What the name of an error may be the name of. */
const MEANINGS =
  ts.SymbolFlags.Class |
  ts.SymbolFlags.Interface |
  ts.SymbolFlags.TypeAlias |
  ts.SymbolFlags.Namespace |
  ts.SymbolFlags.Alias;

function isClass(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Class) !== 0;
}

/** The name that an interface gives to its errors: `name: 'NotFound'`. */
function literalName(checker: ts.TypeChecker, type: ts.Type): string | undefined {
  const member = checker.getPropertyOfType(type, 'name');
  const nameType = member && checker.getTypeOfSymbol(member);
  return nameType?.isStringLiteral() ? nameType.value : undefined;
}
