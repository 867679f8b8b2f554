import ts from '../../compiler.cjs';
import type { Fault } from '../diagnostic.js';
import type { ErrorShape, NamedType, SourceLocation, TypeName, TypeShape } from '../service-shape.js';
import { constrainByNode, typeNodeOf } from './alias-constraints.js';
import { ErrorTypes } from './error-types.js';
import { locationOf, tagsOf } from './locate.js';
import { NamedTypes } from './named-types.js';
import type { SourceProgram } from './project.js';
import { readBranded } from './read-branded.js';
import { constrain } from './read-constraints.js';
import { readEnum } from './read-enum.js';
import { readObject } from './read-object.js';
import { readPrimitive } from './read-primitive.js';
import { readTemplate } from './read-template.js';
import { readUnion } from './read-union.js';
import { Readability } from './readability.js';
import { type Declared, NEVER, type Place, type Reading } from './reading.js';
import { TypeNames } from './type-names.js';
import { faultOf, type Refusal, refusals } from './unsupported.js';

/** Deeper than people write types without naming what is in them; shallower than the stack. */
const DEPTH_LIMIT = 60;

/** Thrown where one refusal is enough to know. */
const REFUSED: unique symbol = Symbol('refused');

/** What the reader tells of a type that it refuses. */
export type Report = (location: SourceLocation, fault: Fault) => void;

/** What a reader works with. */
export interface ReadingInput {
  readonly report: Report;
  /** With what is known of the readability of types, it reads only to find out more of that. */
  readonly readability?: Readability;
}

/** Turns the checker's types into shapes; one reader per generated file, since the named types are numbered there. */
export class TypeReader implements Reading {
  readonly source: SourceProgram;
  readonly #file: ts.SourceFile;
  readonly names: TypeNames;
  /** Takes what is wrong, and where. */
  readonly report: Report;
  readonly #named: NamedTypes;
  readonly #errors: ErrorTypes;
  readonly #readability: Readability;

  /** For what is generated from a file. */
  constructor(source: SourceProgram, file: ts.SourceFile, { report, readability }: ReadingInput) {
    this.source = source;
    this.#file = file;
    this.names = new TypeNames(source, file);
    this.report = report;
    this.#readability = readability ?? new Readability((type, place) => this.#attempt(type, place));
    this.#errors = new ErrorTypes(this);
    const tries = readability !== undefined;
    this.#named = new NamedTypes(this, { readability: this.#readability, tries });
  }

  /** The user's files in which the types that were read are declared. */
  get files(): ReadonlySet<ts.SourceFile> {
    return this.#named.files;
  }

  /** Reads the named types that were met, and gives all of them in the order in which they were. Call it last. */
  finish(): readonly NamedType[] {
    return this.#named.finish();
  }

  /** The errors that were met, in that order. */
  get errors(): readonly ErrorShape[] {
    return this.#errors.all;
  }

  errorsNamed(name: string, place: Place): readonly ErrorShape[] {
    return this.#errors.read(name, place);
  }

  read(type: ts.Type, place: Place): TypeShape {
    if (place.depth > DEPTH_LIMIT) return this.refuse(refusals.endless(), place);
    const name = this.#named.sourceOf(type);
    return name === undefined ? this.readStructure(type, place) : this.#named.refer(type, name, place);
  }

  readDeclared(type: ts.Type, { declaration, doc, place }: Declared): TypeShape {
    const refuse = (refusal: Refusal): void => {
      this.refuse(refusal, place);
    };
    const lookup = { checker: this.source.checker, refuse };
    const shape = constrainByNode(this.read(type, place), typeNodeOf(declaration), lookup);
    return constrain(shape, tagsOf(doc), refuse);
  }

  refuse(refusal: Refusal, place: Place): TypeShape {
    this.report(locationOf(place.node), faultOf(refusal, place));
    return NEVER;
  }

  typeName(symbol: ts.Symbol, args: readonly ts.Type[], place: Place): TypeName {
    return this.#named.nameOf(symbol, args, place);
  }

  readStructure(type: ts.Type, place: Place): TypeShape {
    const { flags } = type;
    const { checker } = this.source;
    const primitive = readPrimitive(type, checker);
    if (flags & ts.TypeFlags.EnumLike) return readEnum(type, place, this);
    if (primitive !== undefined) return primitive;
    if (flags & ts.TypeFlags.Any) {
      // Packages write any where they mean unknown, and their users can do nothing about it.
      return place.foreign === true
        ? { kind: 'primitive', name: 'unknown' }
        : this.refuse(refusals.any(), place);
    }
    if (flags & ts.TypeFlags.NonPrimitive) return this.refuse(refusals.object(), place);
    if (flags & ts.TypeFlags.ESSymbolLike) return this.refuse(refusals.symbol(), place);
    if (flags & ts.TypeFlags.TemplateLiteral) {
      return readTemplate(type as ts.TemplateLiteralType, place, this); // the flag says so
    }
    // NoInfer<T> is T to whoever has a value of it.
    if (flags & ts.TypeFlags.Substitution) return this.read((type as ts.SubstitutionType).baseType, place); // the flag says so
    if (type.isUnion()) return readUnion(type, place, this);
    if (type.isIntersection()) {
      // Of a union with something, the checker keeps combinations that cannot be: nothing is left of their properties.
      if (checker.isTypeAssignableTo(type, checker.getNeverType())) return NEVER;
      const base = type.types.find((member) => !(member.flags & ts.TypeFlags.Object));
      if (base !== undefined) return readBranded(type, base, { place, reading: this });
    }
    if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return readObject(type, place, this);
    return this.refuse(refusals.formless(checker.typeToString(type)), place);
  }

  /** Reads types to see whether they can be sent. */
  #attempt(type: ts.Type, place: Place): Iterable<ts.Type> | undefined {
    const report = (): never => {
      throw REFUSED;
    };
    const attempt = new TypeReader(this.source, this.#file, { report, readability: this.#readability });
    try {
      attempt.read(type, place);
      attempt.finish();
      return attempt.#named.met;
    } catch (thrown) {
      if (thrown !== REFUSED) throw thrown;
      return undefined;
    }
  }
}
