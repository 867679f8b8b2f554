import { ts } from 'ts-morph';
import type { Fault } from '../diagnostic.js';
import type {
  EnumMember,
  IndexShape,
  NamedType,
  PrimitiveShape,
  PropertyShape,
  SourceLocation,
  TupleElement,
  TypeName,
  TypeShape,
} from '../service-shape.js';
import { unionOf, withoutUndefined } from '../shape-algebra.js';
import { constrainByNode, typeNodeOf } from './alias-constraints.js';
import {
  arrayBehind,
  asReference,
  indexInfos,
  isExact,
  isForeign,
  isLibrarySymbol,
  isMethod,
  isReadonly,
  isUsers,
  keyKind,
  keyRefusal,
  parentEnum,
} from './checker-facts.js';
import { readLibraryType } from './library-types.js';
import { declarationOf, declaredName, docOf, locationOf, memberName, tagsOf } from './locate.js';
import type { SourceProgram } from './project.js';
import { constrain } from './read-constraints.js';
import { TypeNames } from './type-names.js';
import { sortMembers } from './union-order.js';
import { faultOf, type Refusal, refusals } from './unsupported.js';

/** Deeper than people write types without naming what is in them; shallower than the stack. */
const DEPTH_LIMIT = 60;
/** How often a generic type may be inside of itself, each time with other type arguments. */
const NESTING_LIMIT = 8;
const UNION_LIMIT = 2_000;

const NEVER: TypeShape = { kind: 'primitive', name: 'never' };
const UNDEFINED: TypeShape = { kind: 'primitive', name: 'undefined' };

/** Where in the sources, and where in the type, the reader is. */
export interface Place {
  /** The node to point at when the type itself has none in the user's files. */
  readonly node: ts.Node;
  /** Such as `Order.items[].owner`. */
  readonly path: string;
  readonly depth: number;
}

/** A named type that was met, and in which other one. */
interface OpenType {
  readonly id: string;
  readonly symbol: ts.Symbol;
  readonly inside: OpenType | undefined;
  /** Undefined until it was read. */
  named: NamedType | undefined;
}

/** How many of the types around are of the same generic one. */
function nesting(symbol: ts.Symbol, inside: OpenType | undefined): number {
  let count = 0;
  for (let around = inside; around !== undefined; around = around.inside)
    if (around.symbol === symbol) count += 1;
  return count;
}

/** What declares a type, and where. */
export interface Declared {
  readonly declaration: ts.Declaration | undefined;
  readonly doc: string | undefined;
  readonly place: Place;
}

/** What the reader tells of a type that it refuses. */
export type Report = (location: SourceLocation, fault: Fault) => void;

/** Turns the checker's types into shapes; one reader per generated file, since the named types are numbered there. */
export class TypeReader {
  readonly #source: SourceProgram;
  readonly #names: TypeNames;
  /** Takes what is wrong, and where. */
  readonly report: Report;
  readonly #named: Map<ts.Type, OpenType> = new Map();
  /** Named types are read one after the other, not within each other: the stack is no limit to how far they lead. */
  readonly #queue: (() => void)[] = [];
  readonly #isReadable: Map<ts.Type, boolean>;
  #reading: OpenType | undefined;
  readonly #ids: Set<string> = new Set();
  readonly #files: Set<ts.SourceFile> = new Set();

  constructor(source: SourceProgram, report: Report, isReadable: Map<ts.Type, boolean> = new Map()) {
    this.#isReadable = isReadable;
    this.#source = source;
    this.#names = new TypeNames(source);
    this.report = report;
  }

  /** The user's files in which the types that were read are declared. */
  get files(): ReadonlySet<ts.SourceFile> {
    return this.#files;
  }

  get names(): TypeNames {
    return this.#names;
  }

  /** Reads the named types that were met, and gives all of them in the order in which they were. Call it last. */
  finish(): readonly NamedType[] {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    return [...this.#named.values()].flatMap(({ named }) => (named === undefined ? [] : [named]));
  }

  /** The shape of a type. What cannot be sent is reported, and `never` stands in its place. */
  read(type: ts.Type, place: Place): TypeShape {
    if (place.depth > DEPTH_LIMIT) return this.refuse(refusals.endless(), place);
    const name = this.#nameOf(type);
    return name === undefined ? this.#readStructure(type, place) : this.#readNamed(type, name, place);
  }

  /** The shape of what a declaration declares, with the constraints that its doc comment and its type's put on it. */
  readDeclared(type: ts.Type, { declaration, doc, place }: Declared): TypeShape {
    const refuse = (refusal: Refusal): void => {
      this.refuse(refusal, place);
    };
    const lookup = { checker: this.#source.checker, refuse };
    const shape = constrainByNode(this.read(type, place), typeNodeOf(declaration), lookup);
    return constrain(shape, tagsOf(doc), refuse);
  }

  /** Reports a type that cannot be sent. */
  refuse(refusal: Refusal, place: Place): TypeShape {
    this.report(locationOf(place.node), faultOf(refusal, place.path));
    return NEVER;
  }

  /** The symbol that gives a type its name, if it is one that generated code should use. */
  #nameOf(type: ts.Type): { readonly symbol: ts.Symbol; readonly args: readonly ts.Type[] } | undefined {
    if (type.aliasSymbol !== undefined) {
      return { symbol: type.aliasSymbol, args: type.aliasTypeArguments ?? [] };
    }
    const { symbol } = type;
    if (symbol === undefined || this.#isLibrary(symbol)) return undefined;
    if (symbol.flags & ts.SymbolFlags.Enum) return { symbol, args: [] };
    if (!(symbol.flags & ts.SymbolFlags.Interface) || symbol.flags & ts.SymbolFlags.Class) return undefined;
    return { symbol, args: this.#typeArguments(type) };
  }

  #isLibrary(symbol: ts.Symbol): boolean {
    return isLibrarySymbol(this.#source.program, symbol);
  }

  #typeArguments(type: ts.Type): readonly ts.Type[] {
    const reference = asReference(type);
    if (reference === undefined) return [];
    // The checker adds the `this` type to the arguments of interfaces: only as many as are declared are meant.
    const declared = reference.target.typeParameters?.length ?? 0;
    return this.#source.checker.getTypeArguments(reference).slice(0, declared);
  }

  #readNamed(
    type: ts.Type,
    { symbol, args }: { readonly symbol: ts.Symbol; readonly args: readonly ts.Type[] },
    place: Place,
  ): TypeShape {
    const known = this.#named.get(type);
    if (known !== undefined) return { kind: 'named', id: known.id };
    const inside = this.#reading;
    if (nesting(symbol, inside) > NESTING_LIMIT) return this.refuse(refusals.endless(), place);
    const id = this.#newId(this.#idText(symbol, args));
    const open: OpenType = { id, symbol, inside, named: undefined };
    this.#named.set(type, open);
    this.#queue.push(() => {
      this.#reading = open;
      open.named = this.#describe(type, { open, args, place: { ...place, depth: 0 } });
      this.#reading = undefined;
    });
    return { kind: 'named', id };
  }

  #describe(
    type: ts.Type,
    {
      open,
      args,
      place,
    }: { readonly open: OpenType; readonly args: readonly ts.Type[]; readonly place: Place },
  ): NamedType {
    const { id, symbol } = open;
    const declaration = declarationOf(symbol);
    if (declaration !== undefined && isUsers(declaration)) this.#files.add(declaration.getSourceFile());
    const structure = this.#readStructure(type, place);
    const doc = docOf(symbol);
    const isAlias = declaration !== undefined && ts.isTypeAliasDeclaration(declaration) && args.length === 0;
    const refuse = (refusal: Refusal): void => {
      this.refuse(refusal, place);
    };
    const lookup = { checker: this.#source.checker, refuse };
    return {
      id,
      name: this.#typeName(symbol, args, place),
      doc,
      location: locationOf(declaration ?? place.node),
      type: isAlias
        ? constrain(constrainByNode(structure, declaration.type, lookup), tagsOf(doc), refuse)
        : structure,
    };
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
    return `${name}<${args.map((arg) => this.#source.checker.typeToString(arg)).join(', ')}>`;
  }

  #typeName(symbol: ts.Symbol, args: readonly ts.Type[], place: Place): TypeName {
    const name = this.#names.nameOf(symbol);
    const local: TypeName = { kind: 'local', name: declaredName(symbol) };
    if (name === undefined) return local;
    const typeArguments: TypeShape[] = [];
    for (const arg of args) {
      const shape = this.#tryRead(arg, place);
      if (shape === undefined) return local;
      typeArguments.push(shape);
    }
    return { ...name, typeArguments };
  }

  /** The shape of a type that matters only for how another one is printed; undefined when it has none. */
  #tryRead(type: ts.Type, place: Place): TypeShape | undefined {
    const known = this.#isReadable.get(type);
    if (known === undefined) {
      // What leads back to the type is no reason against it.
      this.#isReadable.set(type, true);
      let refused = false;
      const report = (): void => {
        refused = true;
      };
      const attempt = new TypeReader(this.#source, report, this.#isReadable);
      attempt.read(type, place);
      attempt.finish();
      this.#isReadable.set(type, !refused);
    }
    return this.#isReadable.get(type) === true ? this.read(type, place) : undefined;
  }

  #readStructure(type: ts.Type, place: Place): TypeShape {
    const { flags } = type;
    const { checker } = this.#source;
    if (flags & ts.TypeFlags.Any) return this.refuse(refusals.any(), place);
    if (flags & ts.TypeFlags.Unknown) return { kind: 'primitive', name: 'unknown' };
    if (flags & ts.TypeFlags.Never) return NEVER;
    if (flags & ts.TypeFlags.NonPrimitive) return this.refuse(refusals.object(), place);
    if (flags & ts.TypeFlags.EnumLike) return this.#readEnum(type, place);
    if (flags & ts.TypeFlags.String) return { kind: 'primitive', name: 'string' };
    if (flags & ts.TypeFlags.Number) return { kind: 'primitive', name: 'number' };
    if (flags & ts.TypeFlags.Boolean) return { kind: 'primitive', name: 'boolean' };
    if (flags & ts.TypeFlags.BigInt) return { kind: 'primitive', name: 'bigint' };
    if (flags & ts.TypeFlags.Null) return { kind: 'primitive', name: 'null' };
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return UNDEFINED;
    if (flags & ts.TypeFlags.BooleanLiteral) {
      return { kind: 'literal', value: checker.typeToString(type) === 'true' };
    }
    if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', value: type.value };
    if (flags & ts.TypeFlags.BigIntLiteral) {
      const { negative, base10Value } = (type as ts.BigIntLiteralType).value; // the flag says so
      return { kind: 'bigint-literal', digits: `${negative ? '-' : ''}${base10Value}` };
    }
    if (flags & ts.TypeFlags.ESSymbolLike) return this.refuse(refusals.symbol(), place);
    if (flags & ts.TypeFlags.TemplateLiteral) {
      return this.#readTemplate(type as ts.TemplateLiteralType, place); // the flag says so
    }
    if (type.isUnion()) return this.#readUnion(type, place);
    if (type.isIntersection()) {
      const base = type.types.find((member) => !(member.flags & ts.TypeFlags.Object));
      if (base !== undefined) return this.#readBranded(type, base, place);
    }
    if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.#readObject(type, place);
    if (flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess)) {
      return this.refuse(refusals.open(checker.typeToString(type)), place);
    }
    return this.refuse(refusals.formless(checker.typeToString(type)), place);
  }

  #readTemplate(type: ts.TemplateLiteralType, place: Place): TypeShape {
    const parts: (string | PrimitiveShape)[] = [];
    for (const [index, text] of type.texts.entries()) {
      if (text !== '') parts.push(text);
      const hole = type.types[index];
      if (hole === undefined) continue;
      const shape = this.#readStructure(hole, place);
      if (shape.kind !== 'primitive') {
        return this.refuse(refusals.formless(this.#source.checker.typeToString(hole)), place);
      }
      parts.push(shape);
    }
    return { kind: 'template', parts };
  }

  /** `string & { readonly __brand: 'UserId' }`: the mark is never there at run time. */
  #readBranded(type: ts.IntersectionType, base: ts.Type, place: Place): TypeShape {
    const { checker } = this.#source;
    const shape = this.#readStructure(base, place);
    const marks = type.types.filter((member) => member !== base);
    // `string & {}` is how people keep an editor from forgetting the literals beside it.
    if (marks.every((mark) => checker.getPropertiesOfType(mark).length === 0)) return shape;
    if (shape.kind !== 'primitive' && shape.kind !== 'template') {
      return this.refuse(refusals.formless(checker.typeToString(type)), place);
    }
    const symbol = type.aliasSymbol;
    const name = symbol && this.#names.nameOf(symbol);
    if (symbol === undefined || name?.kind !== 'imported') return this.refuse(refusals.hiddenBrand(), place);
    const imported = this.#typeName(symbol, type.aliasTypeArguments ?? [], place);
    if (imported.kind !== 'imported') return this.refuse(refusals.hiddenBrand(), place);
    return { kind: 'branded', name: imported, base: shape };
  }

  #readEnum(type: ts.Type, place: Place): TypeShape {
    const { checker } = this.#source;
    const member = type.symbol;
    const symbol = member.flags & ts.SymbolFlags.EnumMember ? parentEnum(checker, member) : member;
    if (symbol === undefined) return this.refuse(refusals.formless(checker.typeToString(type)), place);
    const name = this.#names.nameOf(symbol);
    if (name === undefined || name.kind !== 'imported')
      return this.refuse(refusals.hiddenEnum(symbol.name), place);

    const all: EnumMember[] = [];
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isEnumDeclaration(declaration)) continue;
      for (const each of declaration.members) {
        const value = checker.getConstantValue(each);
        if (value === undefined) return this.refuse(refusals.computedEnum(symbol.name), place);
        const memberSymbol = checker.getSymbolAtLocation(each.name);
        all.push({ name: memberSymbol?.name ?? each.name.getText(), value });
      }
    }
    const chosen = symbol === member ? all : all.filter(({ name: each }) => each === member.name);
    return {
      kind: 'enum',
      name: { ...name, typeArguments: [] },
      whole: chosen.length === all.length,
      members: chosen,
    };
  }

  #readUnion(type: ts.UnionType, place: Place): TypeShape {
    const { checker } = this.#source;
    if (type.types.length > UNION_LIMIT) {
      return this.refuse(refusals.hugeUnion(type.types.length, UNION_LIMIT), place);
    }
    const isNullish = (member: ts.Type): boolean =>
      (member.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
    const nullish = type.types.filter(isNullish);
    if (nullish.length > 0 && nullish.length < type.types.length) {
      // Taking null and undefined away first keeps the name of what is left: `Color | undefined` has `Color` in it.
      const core = this.read(checker.getNonNullableType(type), place);
      const members = core.kind === 'union' ? core.members : [core];
      return unionOf([...members, ...nullish.map((member) => this.read(member, place))]);
    }
    return unionOf(sortMembers(this.#foldUnion(type), checker).map((member) => this.read(member, place)));
  }

  /** Puts back together what the checker took apart: `true | false` is boolean, all members of an enum are the enum. */
  #foldUnion(type: ts.UnionType): readonly ts.Type[] {
    const { checker } = this.#source;
    const members = new Set(type.types);
    const booleans = type.types.filter((member) => member.flags & ts.TypeFlags.BooleanLiteral);
    if (booleans.length === 2) {
      for (const member of booleans) members.delete(member);
      members.add(checker.getBooleanType());
    }
    for (const member of type.types) {
      if (!(member.flags & ts.TypeFlags.EnumLiteral)) continue;
      const symbol = parentEnum(checker, member.symbol);
      const whole = symbol && checker.getDeclaredTypeOfSymbol(symbol);
      if (whole === undefined || !whole.isUnion() || !whole.types.every((each) => type.types.includes(each)))
        continue;
      for (const each of whole.types) members.delete(each);
      members.add(whole);
    }
    return [...members];
  }

  #readObject(type: ts.Type, place: Place): TypeShape {
    const { checker } = this.#source;
    const inside = (suffix: string): Place => ({
      ...place,
      path: place.path + suffix,
      depth: place.depth + 1,
    });
    if (checker.isTupleType(type)) return this.#readTuple(type as ts.TupleTypeReference, place);
    if (checker.isArrayType(type)) {
      const reference = type as ts.TypeReference; // array types are references to Array or ReadonlyArray
      const [element] = checker.getTypeArguments(reference);
      if (element === undefined) return NEVER;
      const readonly = reference.target.symbol.name === 'ReadonlyArray';
      return { kind: 'array', readonly, element: this.read(element, inside('[]')) };
    }
    const items = arrayBehind(checker, type);
    if (items !== undefined)
      return { kind: 'array', readonly: false, element: this.read(items, inside('[]')) };
    const { symbol } = type;
    if (symbol !== undefined && this.#isLibrary(symbol) && !(symbol.flags & ts.SymbolFlags.TypeLiteral)) {
      const args = checker.getTypeArguments(type as ts.TypeReference);
      return readLibraryType(symbol.name, args, {
        read: (arg, suffix) => this.read(arg, inside(suffix)),
        refuse: (refusal) => this.refuse(refusal, place),
      });
    }
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
      return this.refuse(refusals.function(), place);
    }
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Class) {
      return this.refuse(refusals.classInstance(symbol.name), place);
    }
    if (symbol !== undefined && isForeign(symbol)) {
      const methods = checker.getPropertiesOfType(type).filter((member) => isMethod(checker, member));
      if (methods.length > 0)
        return this.refuse(refusals.behaviour(symbol.name, methods.map(memberName)), place);
    }
    return this.#readProperties(type, place);
  }

  #readTuple(type: ts.TupleTypeReference, place: Place): TypeShape {
    const { target } = type;
    const { checker, options } = this.#source;
    const elements: TupleElement[] = [];
    let rest: TypeShape | undefined;
    checker.getTypeArguments(type).forEach((element, index) => {
      const flag = target.elementFlags[index] ?? ts.ElementFlags.Required;
      const inside: Place = { ...place, path: `${place.path}[${index}]`, depth: place.depth + 1 };
      if (flag & ts.ElementFlags.Rest) {
        rest = this.read(element, inside);
        return;
      }
      if (rest !== undefined) {
        this.refuse(refusals.restInTheMiddle(), place);
        return;
      }
      const label = target.labeledElementDeclarations?.[index]?.name;
      const optional = (flag & ts.ElementFlags.Optional) !== 0;
      const shape = this.read(element, inside);
      elements.push({
        label: label !== undefined && ts.isIdentifier(label) ? label.text : undefined,
        optional,
        type: optional && isExact(checker, options, element) ? withoutUndefined(shape) : shape,
      });
    });
    return { kind: 'tuple', readonly: target.readonly, elements, rest };
  }

  #readProperties(type: ts.Type, place: Place): TypeShape {
    const { checker, options } = this.#source;
    const properties: PropertyShape[] = [];
    for (const symbol of checker.getPropertiesOfType(type)) {
      const declaration = declarationOf(symbol);
      const node = declaration !== undefined && isUsers(declaration) ? declaration : place.node;
      const path = `${place.path}.${memberName(symbol)}`;
      const inside: Place = { node, path, depth: place.depth + 1 };
      const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
      const refusal = keyRefusal(symbol, optional);
      if (refusal !== undefined) {
        this.refuse(refusal, inside);
        continue;
      }
      const propertyType = checker.getTypeOfSymbolAtLocation(symbol, place.node);
      const doc = docOf(symbol);
      const shape = this.readDeclared(propertyType, { declaration, doc, place: inside });
      properties.push({
        name: symbol.name,
        optional,
        readonly: isReadonly(symbol),
        doc,
        type: optional && isExact(checker, options, propertyType) ? withoutUndefined(shape) : shape,
      });
    }
    return { kind: 'object', properties, index: this.#readIndex(type, place) };
  }

  #readIndex(type: ts.Type, place: Place): IndexShape | undefined {
    const { checker } = this.#source;
    const [info, ...more] = indexInfos(checker, type);
    if (info === undefined) return undefined;
    const inside: Place = { ...place, path: `${place.path}[key]`, depth: place.depth + 1 };
    const isPlainKey = (keyKind(info.keyType) & (ts.TypeFlags.String | ts.TypeFlags.Number)) !== 0;
    if (more.length > 0 || !isPlainKey) {
      this.refuse(refusals.indexKey(checker.typeToString(info.keyType)), inside);
      return undefined;
    }
    return {
      key: keyKind(info.keyType) & ts.TypeFlags.Number ? 'number' : 'string',
      readonly: info.isReadonly,
      value: this.read(info.type, inside),
    };
  }
}
