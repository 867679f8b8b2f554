import type { Constraint } from '../constraint.js';
import { typeHasher } from '../contract-hash.js';
import type { BuiltinName, ModuleShape, ObjectShape, TypeShape, UnionShape } from '../service-shape.js';
import { isOfStrings } from '../shape-algebra.js';
import { discriminantOf, literalValues, type Resolve, type Tag } from './union-members.js';

/**
 * How a type travels between sides that agree on the contract. It may depend on nothing that the contract hash leaves out:
 * so properties are sorted by name, members of unions by their hashes, and names of types make no difference.
 */
export type CodecForm =
  | { readonly form: 'scalar'; readonly scalar: ScalarName }
  /** One of few values, which travels as it is. */
  | { readonly form: 'literals'; readonly values: readonly (Tag | bigint)[] }
  | { readonly form: 'constrained'; readonly base: TypeShape; readonly constraints: readonly Constraint[] }
  | { readonly form: 'array'; readonly element: TypeShape }
  | {
      readonly form: 'tuple';
      readonly places: readonly TuplePlace[];
      readonly rest: TypeShape | undefined;
      readonly last: readonly TuplePlace[];
    }
  | ObjectForm
  | { readonly form: 'record'; readonly value: TypeShape }
  | { readonly form: 'map'; readonly key: TypeShape; readonly value: TypeShape }
  | { readonly form: 'set'; readonly element: TypeShape }
  /** Members that can be told apart by the first bytes. */
  | { readonly form: 'kinds'; readonly cases: readonly KindCase[] }
  /** Objects that are told apart by a property; the number of the member travels before it. */
  | { readonly form: 'members'; readonly discriminant: string; readonly members: readonly TaggedMember[] }
  /** An instance of a class of the language's library, for which nothing but that is checked. */
  | { readonly form: 'instance'; readonly name: BuiltinName }
  /** Travels with all its keys. `kinds` are what its first bytes may say; anything if they are undefined. */
  | { readonly form: 'self-describing'; readonly kinds: ReadonlySet<KindName> | undefined }
  | { readonly form: 'nothing' };

/** What the first bytes of a value say. */
export type KindName =
  | 'Null'
  | 'Undefined'
  | 'Boolean'
  | 'Number'
  | 'BigInt'
  | 'String'
  | 'Bytes'
  | 'Date'
  /** An object that travels without its keys: an array on the wire. */
  | 'Object'
  | 'Array'
  | 'Record'
  | 'Map'
  | 'Set';

/** The types that are read in one step, whatever their values. */
export type ScalarName =
  | 'Null'
  | 'Undefined'
  | 'Boolean'
  | 'Number'
  | 'BigInt'
  | 'String'
  | 'Bytes'
  | 'Date'
  | 'Unknown';

/** A place of a tuple. */
export interface TuplePlace {
  readonly optional: boolean;
  readonly type: TypeShape;
}

/** An object that travels without its keys. */
export interface ObjectForm {
  readonly form: 'object';
  /** The names of all properties, in the order of their declaration: so an object that was read is made. */
  readonly declared: readonly string[];
  /** Properties that can have one value only: they do not travel. */
  readonly constants: readonly ObjectConstant[];
  /** In the order in which they travel. */
  readonly required: readonly ObjectPlace[];
  /** Likewise, after those that are required. */
  readonly optional: readonly ObjectPlace[];
}

/** A property that does not travel. */
export interface ObjectConstant {
  readonly name: string;
  readonly value: Tag | bigint;
  /** Whether the sources write the value as a literal, rather than as a member of an enum. */
  readonly isLiteral: boolean;
}

/** A property that travels. */
export interface ObjectPlace {
  readonly name: string;
  readonly type: TypeShape;
}

/** A member of a union, and the first bytes that it may have. */
export interface KindCase {
  readonly kinds: readonly KindName[];
  readonly type: TypeShape;
}

/** A member of a union of objects, and what its discriminant may be. */
export interface TaggedMember {
  readonly tags: readonly Tag[];
  readonly type: TypeShape;
}

/** The bits that say which optional properties are there make one number of 31 bits. */
const MOST_OPTIONAL = 31;

/** The forms of the types of one module. */
export class CodecForms {
  readonly #resolve: Resolve;
  readonly #hash: (shape: TypeShape) => string;
  /** The kinds of named types that are being looked for. */
  readonly #open: Set<string> = new Set();
  readonly #known: Map<TypeShape, CodecForm> = new Map();

  constructor(module: ModuleShape) {
    const types = new Map(module.types.map(({ id, type }) => [id, type]));
    this.#resolve = (id) => {
      const type = types.get(id);
      if (type === undefined) throw new TypeError(`the shape names no type ${id}`);
      return type;
    };
    this.#hash = typeHasher(module);
  }

  /** The form of a type; that of a name is the form of what it names. */
  of(shape: TypeShape): CodecForm {
    // Within a type that is being looked for, what is found holds only there.
    if (this.#open.size > 0) return this.#find(shape);
    const known = this.#known.get(shape) ?? this.#find(shape);
    this.#known.set(shape, known);
    return known;
  }

  #find(shape: TypeShape): CodecForm {
    switch (shape.kind) {
      case 'named':
        return this.of(this.#resolve(shape.id));
      case 'branded':
        return this.of(shape.base);
      case 'primitive':
        return primitiveForm(shape.name);
      case 'literal':
        return { form: 'literals', values: [shape.value] };
      case 'bigint-literal':
        return { form: 'literals', values: [BigInt(shape.digits)] };
      case 'enum':
        return { form: 'literals', values: shape.members.map(({ value }) => value) };
      case 'builtin':
        return builtinForm(shape.name);
      case 'constrained':
        return shape.constraints.every(isSimple)
          ? { form: 'constrained', base: shape.base, constraints: shape.constraints }
          : { form: 'self-describing', kinds: this.#kindsOf(shape.base) };
      case 'template':
        return { form: 'self-describing', kinds: new Set(['String']) };
      case 'array':
        return { form: 'array', element: shape.element };
      case 'tuple':
        return { form: 'tuple', places: shape.elements, rest: shape.rest, last: shape.last };
      case 'object':
        return this.#object(shape);
      case 'map':
        return { form: 'map', key: shape.key, value: shape.value };
      case 'set':
        return { form: 'set', element: shape.element };
      case 'union':
        return this.#union(shape);
      case 'descriptor':
      case 'callback':
      case 'remote':
        return SELF_DESCRIBING;
      default:
        throw new TypeError(`no codec for ${JSON.stringify(shape satisfies never)}`);
    }
  }

  #object({ properties, indexes }: ObjectShape): CodecForm {
    const [index, ...more] = indexes;
    if (index !== undefined) {
      const isRecord = properties.length === 0 && more.length === 0 && isOfStrings(index);
      return isRecord
        ? { form: 'record', value: index.value }
        : { form: 'self-describing', kinds: new Set(['Record']) };
    }
    const sorted = [...properties].sort((one, other) => (one.name < other.name ? -1 : 1));
    const optional = sorted.filter((property) => property.optional);
    if (optional.length > MOST_OPTIONAL) return { form: 'self-describing', kinds: new Set(['Record']) };
    const constants: ObjectConstant[] = [];
    const required: ObjectPlace[] = [];
    for (const { name, type } of sorted.filter((property) => !property.optional)) {
      const value = this.#onlyValue(type);
      if (value === undefined) required.push({ name, type });
      else
        constants.push({ name, value, isLiteral: type.kind === 'literal' || type.kind === 'bigint-literal' });
    }
    return { form: 'object', declared: properties.map(({ name }) => name), constants, required, optional };
  }

  #onlyValue(type: TypeShape): Tag | bigint | undefined {
    if (type.kind === 'named') return this.#onlyValue(this.#resolve(type.id));
    const isLiteral = type.kind === 'literal' || type.kind === 'bigint-literal' || type.kind === 'enum';
    const form = isLiteral ? this.of(type) : undefined;
    return form?.form === 'literals' && form.values.length === 1 ? form.values[0] : undefined;
  }

  #union(shape: UnionShape): CodecForm {
    const members = this.#withoutCovered(this.#members(shape));
    const [only] = members;
    if (only !== undefined && members.length === 1) return this.of(only);
    const literals = members.map((member) => this.#literalsOf(member));
    if (literals.every((values) => values !== undefined))
      return { form: 'literals', values: literals.flat() };
    const objects = members.filter((member) => this.of(member).form === 'object');
    if (objects.length === members.length) return this.#tagged(objects);
    return this.#kinds(members, objects);
  }

  /** The members, each once, in an order that both sides agree on; those of unions within too. */
  #members(shape: TypeShape, seen: ReadonlySet<string> = new Set()): readonly TypeShape[] {
    const flat = (member: TypeShape): readonly TypeShape[] => {
      if (member.kind === 'union') return member.members.flatMap(flat);
      if (member.kind !== 'named' || seen.has(member.id)) return [member];
      const type = this.#resolve(member.id);
      return type.kind === 'union' ? this.#members(type, new Set([...seen, member.id])) : [member];
    };
    const byHash = new Map(flat(shape).map((member) => [this.#hash(member), member]));
    return [...byHash].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, member]) => member);
  }

  /** Literals beside a type that contains them add nothing, as in `'a' | 'b' | (string & {})`. */
  #withoutCovered(members: readonly TypeShape[]): readonly TypeShape[] {
    const forms = members.map((member) => this.of(member));
    const whole = new Set(forms.flatMap((form) => (form.form === 'scalar' ? [form.scalar] : [])));
    return members.filter((member) => {
      const values = this.#literalsOf(member);
      return values === undefined || !values.every((value) => whole.has(kindOfLiteral(value)));
    });
  }

  #literalsOf(member: TypeShape): readonly (Tag | bigint)[] | undefined {
    const form = this.of(member);
    return form.form === 'literals' ? form.values : undefined;
  }

  #tagged(objects: readonly TypeShape[]): CodecForm {
    const discriminant = discriminantOf(objects, this.#resolve);
    if (discriminant === undefined) return SELF_DESCRIBING;
    const members = objects.map((type) => {
      const target = type.kind === 'named' ? this.#resolve(type.id) : type;
      const property =
        target.kind === 'object' && target.properties.find(({ name }) => name === discriminant);
      return { tags: property ? literalValues(property.type, this.#resolve) : [], type };
    });
    return { form: 'members', discriminant, members };
  }

  /** A union whose members the first bytes tell apart, where objects count as one member and literals as another. */
  #kinds(members: readonly TypeShape[], objects: readonly TypeShape[]): CodecForm {
    const literals = members.filter((member) => this.#literalsOf(member) !== undefined);
    const others = members.filter((member) => !objects.includes(member) && !literals.includes(member));
    const together = [literals, objects].filter((group) => group.length > 0).map(unionOf);
    const cases: KindCase[] = [];
    const taken = new Set<string>();
    for (const type of [...others, ...together]) {
      const kinds = this.#kindsOf(type);
      if (kinds === undefined) return SELF_DESCRIBING;
      for (const look of [...kinds].flatMap(looksOf)) {
        if (taken.has(look)) return SELF_DESCRIBING;
        taken.add(look);
      }
      if (kinds.size > 0) cases.push({ kinds: [...kinds].sort(), type });
    }
    return { form: 'kinds', cases };
  }

  /** What the first bytes of a type may say; undefined for anything. */
  #kindsOf(shape: TypeShape): ReadonlySet<KindName> | undefined {
    if (shape.kind === 'named') {
      if (this.#open.has(shape.id)) return undefined;
      this.#open.add(shape.id);
      try {
        return this.#kindsOf(this.#resolve(shape.id));
      } finally {
        this.#open.delete(shape.id);
      }
    }
    const form = this.of(shape);
    switch (form.form) {
      case 'scalar':
        return form.scalar === 'Unknown' ? undefined : new Set([form.scalar]);
      case 'literals':
        return new Set(form.values.map(kindOfLiteral));
      case 'constrained':
        return this.#kindsOf(form.base);
      case 'array':
      case 'tuple':
        return new Set(['Array']);
      case 'object':
      case 'members':
        return new Set(['Object']);
      case 'record':
        return new Set(['Record']);
      case 'map':
        return new Set(['Map']);
      case 'set':
        return new Set(['Set']);
      case 'kinds':
        return new Set(form.cases.flatMap(({ kinds }) => kinds));
      case 'instance':
        return undefined;
      case 'self-describing':
        return form.kinds;
      case 'nothing':
        return new Set();
      default:
        throw new TypeError(`unknown form ${JSON.stringify(form satisfies never)}`);
    }
  }
}

const SELF_DESCRIBING: CodecForm = { form: 'self-describing', kinds: undefined };

/** What a kind must not be mistaken for, on the wire and in the program. */
function looksOf(kind: KindName): readonly string[] {
  if (kind === 'Object') return ['wire Array', 'program Record'];
  return [`wire ${kind}`, `program ${kind}`];
}

function unionOf(members: readonly TypeShape[]): TypeShape {
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: 'union', members };
}

function primitiveForm(name: Extract<TypeShape, { kind: 'primitive' }>['name']): CodecForm {
  switch (name) {
    case 'string':
      return { form: 'scalar', scalar: 'String' };
    case 'number':
      return { form: 'scalar', scalar: 'Number' };
    case 'boolean':
      return { form: 'scalar', scalar: 'Boolean' };
    case 'bigint':
      return { form: 'scalar', scalar: 'BigInt' };
    case 'null':
      return { form: 'scalar', scalar: 'Null' };
    case 'undefined':
    case 'void':
      return { form: 'scalar', scalar: 'Undefined' };
    case 'unknown':
      return { form: 'scalar', scalar: 'Unknown' };
    case 'never':
      return { form: 'nothing' };
    default:
      throw new TypeError(`unknown primitive ${name satisfies never}`);
  }
}

function builtinForm(name: BuiltinName): CodecForm {
  if (name === 'Date') return { form: 'scalar', scalar: 'Date' };
  return name === 'Uint8Array' ? { form: 'scalar', scalar: 'Bytes' } : { form: 'instance', name };
}

/** Whether generated code checks the constraint itself; schemas check the others. */
function isSimple({ kind }: Constraint): boolean {
  return kind !== 'format' && kind !== 'multipleOf';
}

function kindOfLiteral(value: Tag | bigint): 'String' | 'Number' | 'BigInt' | 'Boolean' {
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'number':
      return 'Number';
    case 'bigint':
      return 'BigInt';
    default:
      return 'Boolean';
  }
}
