import ts from '../../compiler.cjs';
import type { NamedType, TypeName, TypeShape } from '../service-shape.js';
import { constrainByNode } from './alias-constraints.js';
import { asReference, isUsers } from './checker-facts.js';
import { isLibrary } from './library-types.js';
import { declarationOf, declaredName, docOf, locationOf, tagsOf } from './locate.js';
import { constrain } from './read-constraints.js';
import type { Readability } from './readability.js';
import type { Place, Reading } from './reading.js';
import { type Refusal, refusals } from './unsupported.js';

/** How often a generic type may be inside of itself, each time with larger type arguments. */
const GROWTH_LIMIT = 8;
/** The same, whatever the type arguments: a net below the other one, far beyond what anybody writes. */
const NESTING_LIMIT = 1_000;

/** A named type that was met, and in which other one. */
interface OpenType {
  readonly id: string;
  readonly symbol: ts.Symbol;
  /** How much there is to say of its type arguments. */
  readonly size: number;
  readonly around: OpenType | undefined;
  /** Undefined until it was read. */
  named: NamedType | undefined;
}

/** What gives a type its name. */
export interface NameSource {
  readonly symbol: ts.Symbol;
  readonly args: readonly ts.Type[];
}

/** The types of one generated file that the sources give names. */
export class NamedTypes {
  readonly #reading: Reading;
  readonly #readability: Readability;
  /** Whether types are read only to see if all of them have a shape, and how they are printed does not matter. */
  readonly #tries: boolean;
  readonly #met: Map<ts.Type, OpenType> = new Map();
  /** Named types are read one after the other, not within each other: the stack is no limit to how far they lead. */
  readonly #queue: (() => void)[] = [];
  readonly #ids: Set<string> = new Set();
  #around: OpenType | undefined;
  /** The user's files in which the types are declared. */
  readonly files: Set<ts.SourceFile> = new Set();

  constructor(reading: Reading, { readability, tries }: { readability: Readability; tries: boolean }) {
    this.#reading = reading;
    this.#readability = readability;
    this.#tries = tries;
  }

  /** The types that were met. */
  get met(): Iterable<ts.Type> {
    return this.#met.keys();
  }

  /** The symbol that gives a type its name, if it is one that generated code should use. */
  sourceOf(type: ts.Type): NameSource | undefined {
    if (type.aliasSymbol !== undefined) {
      return { symbol: type.aliasSymbol, args: type.aliasTypeArguments ?? [] };
    }
    const { symbol } = type;
    if (symbol === undefined || isLibrary(this.#reading.source, symbol)) return undefined;
    if (symbol.flags & ts.SymbolFlags.Enum) return { symbol, args: [] };
    if (!(symbol.flags & ts.SymbolFlags.Interface) || symbol.flags & ts.SymbolFlags.Class) return undefined;
    return { symbol, args: this.#typeArguments(type) };
  }

  #typeArguments(type: ts.Type): readonly ts.Type[] {
    const reference = asReference(type);
    if (reference === undefined) return [];
    // The checker adds the `this` type to the arguments of interfaces: only as many as are declared are meant.
    const declared = reference.target.typeParameters?.length ?? 0;
    return this.#reading.source.checker.getTypeArguments(reference).slice(0, declared);
  }

  /** A reference to a type, which will be read. */
  refer(type: ts.Type, { symbol, args }: NameSource, place: Place): TypeShape {
    const known = this.#met.get(type);
    if (known !== undefined) return { kind: 'named', id: known.id };
    if (this.#tries && this.#readability.isKnownReadable(type)) return { kind: 'named', id: symbol.name };
    const around = this.#around;
    const size = this.#size(args);
    if (isEndless({ symbol, size, around })) return this.#reading.refuse(refusals.endless(), place);
    const id = this.#newId(this.#tries ? symbol.name : this.#idText(symbol, args));
    const open: OpenType = { id, symbol, size, around, named: undefined };
    this.#met.set(type, open);
    this.#queue.push(() => {
      this.#around = open;
      open.named = this.#describe(type, { id, source: { symbol, args }, place: { ...place, depth: 0 } });
      this.#around = undefined;
    });
    return { kind: 'named', id };
  }

  /** Reads the types that were met, and gives all of them in the order in which they were. Call it last. */
  finish(): readonly NamedType[] {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    return [...this.#met.values()].flatMap(({ named }) => (named === undefined ? [] : [named]));
  }

  #describe(
    type: ts.Type,
    { id, source, place }: { readonly id: string; readonly source: NameSource; readonly place: Place },
  ): NamedType {
    const { symbol, args } = source;
    const declaration = declarationOf(symbol);
    if (declaration !== undefined && isUsers(declaration)) this.files.add(declaration.getSourceFile());
    const structure = this.#reading.readStructure(type, place);
    const doc = docOf(symbol);
    const isAlias = declaration !== undefined && ts.isTypeAliasDeclaration(declaration) && args.length === 0;
    const refuse = (refusal: Refusal): void => {
      this.#reading.refuse(refusal, place);
    };
    const lookup = { checker: this.#reading.source.checker, refuse };
    return {
      id,
      name: this.#tries ? { kind: 'local', name: symbol.name } : this.nameOf(symbol, args, place),
      doc,
      location: locationOf(declaration ?? place.node),
      type: isAlias
        ? constrain(constrainByNode(structure, declaration.type, lookup), tagsOf(doc), refuse)
        : structure,
    };
  }

  /** How generated code names a type. It is declared there again when it, or a type argument of it, has no name to import. */
  nameOf(symbol: ts.Symbol, args: readonly ts.Type[], place: Place): TypeName {
    const name = this.#reading.names.nameOf(symbol);
    const local: TypeName = { kind: 'local', name: declaredName(symbol) };
    if (name === undefined || !args.every((arg) => this.#readability.isReadable(arg, place))) return local;
    return { ...name, typeArguments: args.map((arg) => this.#reading.read(arg, place)) };
  }

  #size(args: readonly ts.Type[]): number {
    const { checker } = this.#reading.source;
    const whole = ts.TypeFormatFlags.NoTruncation;
    return args.reduce((size, arg) => size + checker.typeToString(arg, undefined, whole).length, 0);
  }

  #newId(text: string): string {
    let id = text;
    for (let number = 2; this.#ids.has(id); number++) id = `${text}#${number}`;
    this.#ids.add(id);
    return id;
  }

  #idText(symbol: ts.Symbol, args: readonly ts.Type[]): string {
    const name = declaredName(symbol);
    if (args.length === 0) return name;
    const { checker } = this.#reading.source;
    return `${name}<${args.map((arg) => checker.typeToString(arg)).join(', ')}>`;
  }
}

/**
 * Whether a generic type seems to go on for ever: `Nest<T>` has a `Nest<T[]>` in it, and so on. Only a chain in which the type
 * arguments grow is one; `Partial<A>` that leads to `Partial<B>` comes to an end with the types that there are.
 */
function isEndless({ symbol, size, around }: Pick<OpenType, 'symbol' | 'size' | 'around'>): boolean {
  let count = 0;
  let growth = 0;
  let smallest = size;
  for (let each = around; each !== undefined; each = each.around) {
    if (each.symbol !== symbol) continue;
    count += 1;
    if (each.size >= smallest) continue;
    growth += 1;
    smallest = each.size;
  }
  return growth > GROWTH_LIMIT || count > NESTING_LIMIT;
}
