import type ts from '../../compiler.cjs';
import type { ErrorShape, TypeName, TypeShape } from '../service-shape.js';
import type { SourceProgram } from './project.js';
import type { TypeNames } from './type-names.js';
import type { Refusal } from './unsupported.js';

/** What the readers of the several kinds of types share: each reads one kind, and what is inside of it through this. */
export interface Reading {
  readonly source: SourceProgram;
  readonly names: TypeNames;
  /** The shape of a type. What cannot be sent is reported, and `never` stands in its place. */
  read(type: ts.Type, place: Place): TypeShape;
  /** The same without a name for the type itself. */
  readStructure(type: ts.Type, place: Place): TypeShape;
  /** The shape of what a declaration declares, with the constraints that its doc comment and its type's put on it. */
  readDeclared(type: ts.Type, declared: Declared): TypeShape;
  /** Reports a type that cannot be sent. */
  refuse(refusal: Refusal, place: Place): TypeShape;
  /** How generated code names what a symbol declares, with these type arguments. */
  typeName(symbol: ts.Symbol, args: readonly ts.Type[], place: Place): TypeName;
  /** The errors that a name in a doc comment stands for, found from the node of the place. */
  errorsNamed(name: string, place: Place): readonly ErrorShape[];
}

/** Where in the sources, and where in the type, a reader is. */
export interface Place {
  /** The node to point at when the type itself has none in the user's files. */
  readonly node: ts.Node;
  /** Such as `Order.items[].owner`. */
  readonly path: string;
  readonly depth: number;
  /** Whether what stands there was written in a package, so that the user cannot write it otherwise. */
  readonly foreign?: boolean;
}

/** The place of something inside of what is at a place. */
export function inside(place: Place, suffix: string): Place {
  return { ...place, path: place.path + suffix, depth: place.depth + 1 };
}

/** What declares a type, and where. */
export interface Declared {
  readonly declaration: ts.Declaration | undefined;
  readonly doc: string | undefined;
  readonly place: Place;
}

export const NEVER: TypeShape = { kind: 'primitive', name: 'never' };
