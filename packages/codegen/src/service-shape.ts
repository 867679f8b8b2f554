/**
 * The service shape: what a TypeScript interface says, as plain data. The reader makes it from the type checker's view
 * of the sources, the printers turn it into code, and nothing else passes between the two. It holds no compiler objects
 * and survives `JSON.stringify`.
 */

import type { Constraint } from './constraint.js';

/** Where something stands in a source file. */
export interface SourceLocation {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** How many characters from there on are meant; 0 when unknown. */
  readonly length: number;
}

/** What one source file gives: its services, and the named types that they use. */
export interface ModuleShape {
  /** Absolute path of the source file. */
  readonly file: string;
  /** How the module's own files are named in imports. */
  readonly importEnding: ImportEnding;
  readonly services: readonly ServiceShape[];
  /** In the order in which they were first met; `NamedReference#id` finds them. */
  readonly types: readonly NamedType[];
  /** In the order in which they were first met; `MethodShape#throws` finds them by their ids. */
  readonly errors: readonly ErrorShape[];
}

/** What stands for a TypeScript file's extension at the end of an import: its output's, its own, or nothing. */
export type ImportEnding = 'js' | 'ts' | 'none';

/** One service. */
export interface ServiceShape {
  readonly name: string;
  /** How the interface is imported. */
  readonly source: ImportedTypeName;
  readonly doc: string | undefined;
  readonly location: SourceLocation;
  /** In the interface's order. */
  readonly methods: readonly MethodShape[];
}

/**
 * How a method is called. `oneway` is a notification: nothing comes back, not even an error. `serverStream` returns a stream,
 * `clientStream` takes one, `bidiStream` does both.
 */
export type MethodKind = 'unary' | 'oneway' | 'serverStream' | 'clientStream' | 'bidiStream';

/** One method of a service. */
export interface MethodShape {
  readonly name: string;
  readonly kind: MethodKind;
  readonly doc: string | undefined;
  readonly location: SourceLocation;
  /** Those whose arguments travel with the request, in order: all but the upload. */
  readonly parameters: readonly ParameterShape[];
  /** The stream that the method takes, if it takes one. */
  readonly upload: UploadShape | undefined;
  /** What the method returns, without the `Promise` around it, or one item of the stream that it returns; undefined for void. */
  readonly result: TypeShape | undefined;
  /** Whether a call that may have run can be made again without harm. */
  readonly idempotent: boolean;
  /** The ids of the errors that its callers are told of by type. */
  readonly throws: readonly string[];
}

/** An error that crosses with its type. */
export interface ErrorShape {
  /** Unique in the module, and readable. */
  readonly id: string;
  /** What it is called on the wire; of an error without a class, what its `name` says. */
  readonly name: string;
  /** The class; undefined where an interface says what the error holds. */
  readonly type: ImportedTypeName | GlobalTypeName | undefined;
  readonly doc: string | undefined;
  readonly location: SourceLocation;
  /** What it holds beside what every error holds. */
  readonly fields: ObjectShape;
}

/** A parameter that is a stream. */
export interface UploadShape {
  readonly name: string;
  /** Where it stands among all parameters. */
  readonly index: number;
  /** One item of it. */
  readonly item: TypeShape;
}

/** One parameter. When it is optional, `type` says nothing of undefined. */
export interface ParameterShape {
  readonly name: string;
  readonly optional: boolean;
  /** Whether it takes all further arguments, so that `type` is an array; only the last one can. */
  readonly rest: boolean;
  readonly type: TypeShape;
}

/** A type that can cross a process boundary. */
export type TypeShape =
  | PrimitiveShape
  | LiteralShape
  | BigintLiteralShape
  | EnumShape
  | TemplateShape
  | BrandedShape
  | ConstrainedShape
  | BuiltinShape
  | ArrayShape
  | TupleShape
  | ObjectShape
  | MapShape
  | SetShape
  | UnionShape
  | CallbackShape
  | RemoteShape
  | DescriptorShape
  | NamedReference;

/**
 * A type that the language names with one word. `never` accepts nothing, `unknown` any data that can be sent, and `void` the
 * same as undefined, which it differs from only for the compiler.
 */
export interface PrimitiveShape {
  readonly kind: 'primitive';
  readonly name:
    | 'string'
    | 'number'
    | 'boolean'
    | 'bigint'
    | 'null'
    | 'undefined'
    | 'void'
    | 'never'
    | 'unknown';
}

/** Exactly that value. */
export interface LiteralShape {
  readonly kind: 'literal';
  readonly value: string | number | boolean;
}

/** Exactly that bigint, in decimal digits (JSON has no bigint). */
export interface BigintLiteralShape {
  readonly kind: 'bigint-literal';
  readonly digits: string;
}

/** An enum, or some of its members. */
export interface EnumShape {
  readonly kind: 'enum';
  readonly name: ImportedTypeName;
  /** Whether `members` are all members there are. */
  readonly whole: boolean;
  readonly members: readonly EnumMember[];
}

/** `user-${number}`: text with holes in it, each for a string, a number or a bigint. */
export interface TemplateShape {
  readonly kind: 'template';
  readonly parts: readonly (string | PrimitiveShape)[];
}

/** A primitive that the sources tell apart from its like by a mark which exists only in the compiler. */
export interface BrandedShape {
  readonly kind: 'branded';
  readonly name: ImportedTypeName;
  readonly base: PrimitiveShape | TemplateShape;
}

/** A type with constraints on its values, at least one. */
export interface ConstrainedShape {
  readonly kind: 'constrained';
  readonly base: PrimitiveShape | ArrayShape;
  readonly constraints: readonly Constraint[];
}

/** A member of an enum and its value. */
export interface EnumMember {
  readonly name: string;
  readonly value: string | number;
}

/** An object of the language's own library. */
export interface BuiltinShape {
  readonly kind: 'builtin';
  readonly name: BuiltinName;
  /** Whether it is a view that the sources say is over an ArrayBuffer, as in `Uint8Array<ArrayBuffer>`. */
  readonly ownMemory: boolean;
}

/** The library objects that cross as themselves. */
export const BUILTIN_NAMES = [
  'Date',
  'URL',
  'RegExp',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/** One of them. */
export type BuiltinName = (typeof BUILTIN_NAMES)[number];

/** `T[]` and `readonly T[]`. */
export interface ArrayShape {
  readonly kind: 'array';
  readonly readonly: boolean;
  readonly element: TypeShape;
}

/** `[A, B?, ...C[]]`, or `[A, ...B[], C]`. */
export interface TupleShape {
  readonly kind: 'tuple';
  readonly readonly: boolean;
  /** What comes first. */
  readonly elements: readonly TupleElement[];
  /** The type of each element after those. */
  readonly rest: TypeShape | undefined;
  /** What comes last, after the rest. When there is anything, no element is optional. */
  readonly last: readonly TupleElement[];
}

/** One place of a tuple; when it is optional, the same holds as for an optional property. */
export interface TupleElement {
  readonly label: string | undefined;
  readonly optional: boolean;
  readonly type: TypeShape;
}

/** An object of known properties, or of any properties whose keys say of what type their values are, or of both. */
export interface ObjectShape {
  readonly kind: 'object';
  /** In the order of declaration. */
  readonly properties: readonly PropertyShape[];
  /** The index signatures. A value keeps to all that its key matches, of which the compiler sees that they can. */
  readonly indexes: readonly IndexShape[];
}

/**
 * One property. When it is optional it may be missing; it may then be present with the value undefined only if `type`
 * says so.
 */
export interface PropertyShape {
  readonly name: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  readonly doc: string | undefined;
  readonly type: TypeShape;
}

/** `[key: string]: Value`. */
export interface IndexShape {
  readonly key: KeyShape;
  readonly readonly: boolean;
  readonly value: TypeShape;
}

/** What keys an index signature is about: all, those that are numbers, or those that look like a template. */
export type KeyShape = (PrimitiveShape & { readonly name: 'string' | 'number' }) | TemplateShape;

/** `Map` and `ReadonlyMap`. */
export interface MapShape {
  readonly kind: 'map';
  readonly readonly: boolean;
  readonly key: TypeShape;
  readonly value: TypeShape;
}

/** `Set` and `ReadonlySet`. */
export interface SetShape {
  readonly kind: 'set';
  readonly readonly: boolean;
  readonly element: TypeShape;
}

/** One of several; at least two. */
export interface UnionShape {
  readonly kind: 'union';
  readonly members: readonly TypeShape[];
}

/** A function. Who calls it where it arrives calls the one that was sent, in the process that it was sent from. */
export interface CallbackShape {
  readonly kind: 'callback';
  /** For messages: its alias's name, or where it stands, such as `Watcher.watch(onEvent)`. */
  readonly name: string;
  readonly call: LiveMethodShape;
}

/** An object that stays in its process; who calls its methods where it arrives calls them there. */
export interface RemoteShape {
  readonly kind: 'remote';
  readonly name: string;
  /** In the interface's order. */
  readonly methods: readonly LiveMethodShape[];
  /** Whether the interface is `Disposable`, so that `using` lets go of it. */
  readonly disposable: boolean;
}

/**
 * How a function, or a method of a live object, is called. Unlike a service's, its source is the type of what is called
 * and of what is implemented alike, so that the call's own parameter and every way to return matter.
 */
export interface LiveMethodShape extends MethodShape {
  /** The last parameter, when it is the call's own and not sent. */
  readonly own: OwnParameterShape | undefined;
  /** Whether the implementation may return its result as well as a promise of it. */
  readonly atOnce: boolean;
}

/** A parameter that is the call's own: a signal, the run time's options, or an object of some of those. */
export interface OwnParameterShape {
  readonly name: string;
  readonly optional: boolean;
  readonly type: 'AbortSignal' | 'CallOptions' | readonly OwnOptionShape[];
}

/** One of the options of a call. */
export interface OwnOptionShape {
  readonly name: 'signal' | 'timeoutMs';
  readonly optional: boolean;
  /** Whether it may be there with the value undefined. */
  readonly undefinable: boolean;
}

/** An open file, socket or the like: the receiver gets a descriptor of its own for it. */
export interface DescriptorShape {
  readonly kind: 'descriptor';
}

/** A reference to `ModuleShape#types`; the only way in which a type can contain itself. */
export interface NamedReference {
  readonly kind: 'named';
  readonly id: string;
}

/** A type that the sources give a name. */
export interface NamedType {
  /** Unique in the module, and readable: `Page<User>`. */
  readonly id: string;
  readonly name: TypeName;
  readonly doc: string | undefined;
  readonly location: SourceLocation;
  readonly type: TypeShape;
}

/** How a type is named in generated code. */
export type TypeName = ImportedTypeName | GlobalTypeName | LocalTypeName;

/** A type that generated code imports. */
export interface ImportedTypeName {
  readonly kind: 'imported';
  readonly module: ModuleReference;
  /** The name under which the module exports it, then the names inside of namespaces. */
  readonly path: readonly [string, ...string[]];
  readonly typeArguments: readonly TypeShape[];
}

/** A type that every file sees. */
export interface GlobalTypeName {
  readonly kind: 'global';
  readonly path: readonly [string, ...string[]];
  readonly typeArguments: readonly TypeShape[];
}

/** A type that nobody exports: generated code declares it again, under that name or one like it. */
export interface LocalTypeName {
  readonly kind: 'local';
  readonly name: string;
}

/** Where an import comes from. */
export type ModuleReference =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'package'; readonly specifier: string };
