import { dirname, relative, sep } from 'node:path';
import { typesOf } from '../method-kind.js';
import type {
  CallbackShape,
  ImportEnding,
  ModuleReference,
  ModuleShape,
  NamedReference,
  NamedType,
  RemoteShape,
  TypeName,
  TypeShape,
} from '../service-shape.js';
import { type RecursionGroup, recursionGroups, visit } from '../type-graph.js';
import type { ImportedSymbol } from './code.js';
import { SourceFile } from './source-file.js';

/** What crosses as a reference. */
export type LiveShape = CallbackShape | RemoteShape;

/** What the printers of one generated file share: its names, its imports and the types that it knows. */
export class ModuleScope {
  readonly module: ModuleShape;
  readonly file: SourceFile = new SourceFile();
  readonly groups: readonly RecursionGroup[];
  /** What crosses as a reference, as far as it was met. */
  readonly remotes: { readonly shape: LiveShape; readonly constant: string }[] = [];
  readonly #outFile: string;
  readonly #types: ReadonlyMap<string, NamedType>;
  readonly #localNames: Map<string, string> = new Map();
  readonly #mentioned: Set<string> = new Set();
  readonly #schemas: Map<string, string> = new Map();
  readonly #errors: Map<string, string> = new Map();
  readonly #imports: Map<string, string> = new Map();
  readonly #used: ReadonlySet<string>;
  readonly #printed: ReadonlySet<string>;
  readonly #groupOf: ReadonlyMap<string, RecursionGroup>;

  /** `outFile` is the absolute path of the file to be generated; imports are relative to it. */
  constructor(module: ModuleShape, outFile: string) {
    this.module = module;
    this.#outFile = outFile;
    this.#types = new Map(module.types.map((type) => [type.id, type]));
    this.groups = recursionGroups(module.types);
    this.#groupOf = new Map(this.groups.flatMap((each) => each.members.map(({ id }) => [id, each])));
    const sent: readonly TypeShape[] = [
      ...module.services.flatMap(({ methods }) => methods.flatMap(typesOf)),
      ...module.errors.map(({ fields }) => fields),
    ];
    this.#used = reachable(sent, ({ id }) => [this.type(id).type]);
    const schemaTypes = [...this.#used].map((id): NamedReference => ({ kind: 'named', id }));
    this.#printed = reachable([...sent, ...schemaTypes], ({ id }) => {
      const { name, type } = this.type(id);
      return name.kind === 'local' ? [type] : name.typeArguments;
    });

    for (const { name } of module.services)
      for (const declared of generatedNames(name)) this.file.declare(declared);
    for (const { id, name } of module.types) {
      if (name.kind === 'local' && this.#printed.has(id))
        this.#localNames.set(id, this.file.declare(name.name));
    }
    for (const { id } of module.errors) this.#errors.set(id, this.file.declare(errorName(id)));
    for (const type of module.types) {
      if (this.hasSchema(type.id)) this.#schemas.set(type.id, this.file.declare(schemaName(type)));
    }
  }

  /**
   * Whether a type has a constant for its schema: every type that is sent and that the sources name does; what a generic
   * of the language's library makes, such as `Partial<User>`, only when it contains itself.
   */
  hasSchema(id: string): boolean {
    if (!this.#used.has(id)) return false;
    const { name } = this.type(id);
    const isUtility = name.kind === 'global' && name.typeArguments.length > 0;
    return !isUtility || this.recursionOf(id) !== undefined;
  }

  /** The types that must be declared in the generated file: so far, what was printed names them and nobody exports them. */
  get localTypes(): readonly NamedType[] {
    return this.module.types.filter(({ id }) => this.#mentioned.has(id));
  }

  type(id: string): NamedType {
    const type = this.#types.get(id);
    if (type === undefined) throw new TypeError(`the shape names no type ${id}`);
    return type;
  }

  /** How to print the name of a type: call it for nothing else. */
  typeName(id: string): TypeName {
    const local = this.#localNames.get(id);
    if (local !== undefined) this.#mentioned.add(id);
    return local === undefined ? this.type(id).name : { kind: 'local', name: local };
  }

  /** The constant that holds a named type's schema, or rather builds it on its first call. */
  schemaName(id: string): string {
    const name = this.#schemas.get(id);
    if (name === undefined) throw new TypeError(`the shape names no type ${id}`);
    return name;
  }

  /** The words of a named type's id, put together: `PageOfUser` for Page<User>. */
  wordsOf(id: string): string {
    return wordsOf(id).map(capital).join('');
  }

  /** The types that can only be understood together with this one; undefined when it doesn't contain itself. */
  recursionOf(id: string): RecursionGroup | undefined {
    const found = this.#groupOf.get(id);
    return found?.recursive === true ? found : undefined;
  }

  /** The constant that describes an error. */
  errorName(id: string): string {
    const name = this.#errors.get(id);
    if (name === undefined) throw new TypeError(`the shape has no error ${id}`);
    return name;
  }

  /** The constant that describes what crosses as a reference; `id` is that of its named type, if it has one. */
  remoteName(shape: LiveShape, id?: string): string {
    const known = this.remotes.find((each) => each.shape === shape);
    if (known !== undefined) return known.constant;
    const constant = this.file.declare(`${constantName(id ?? shape.name)}Remote`);
    this.remotes.push({ shape, constant });
    return constant;
  }

  importedType(module: ModuleReference, name: string): ImportedSymbol {
    return { ...this.importedValue(module, name), typeOnly: true };
  }

  importedValue(module: ModuleReference, name: string): ImportedSymbol {
    const from = module.kind === 'package' ? module.specifier : this.#relativeImport(module.file);
    const localName = name === 'default' ? defaultName(from) : name;
    return { kind: 'import', module: from, name, localName, typeOnly: false };
  }

  #relativeImport(file: string): string {
    const known = this.#imports.get(file);
    if (known !== undefined) return known;
    const specifier = relativeImport(dirname(this.#outFile), file, this.module.importEnding);
    this.#imports.set(file, specifier);
    return specifier;
  }
}

/** The names that a service's exports have in the generated file. */
export function generatedNames(service: string): readonly string[] {
  const clients = [`${service}Client`, `${service}SyncClient`];
  return [service, ...clients, `${service}Handlers`, ...clients.map((client) => `create${client}`)];
}

/** The named types in the shapes, and those that they lead on to. */
function reachable(
  shapes: readonly TypeShape[],
  lead: (reference: NamedReference) => readonly TypeShape[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (shape: TypeShape): void => {
    if (shape.kind !== 'named' || found.has(shape.id)) return;
    found.add(shape.id);
    for (const next of lead(shape)) visit(next, look);
  };
  for (const shape of shapes) visit(shape, look);
  return found;
}

/** `./dir/file.js`, from a folder to a TypeScript file. */
export function relativeImport(fromFolder: string, file: string, ending: ImportEnding): string {
  const path = relative(fromFolder, file).split(sep).join('/');
  const dotted = path.startsWith('.') ? path : `./${path}`;
  const declaration = /\.d\.([cm]?)ts$/;
  if (declaration.test(dotted)) return dotted.replace(declaration, ending === 'none' ? '' : '.$1js');
  if (ending === 'ts') return dotted;
  return dotted.replace(/\.([cm]?)tsx?$/, ending === 'none' ? '' : '.$1js');
}

/** `userSchema` for User, `pageOfUserSchema` for Page<User>, `jsonNodeSchema` for JSONNode. */
function schemaName({ id }: NamedType): string {
  return `${constantName(id)}Schema`;
}

/** `notFoundError` for NotFound and for NotFoundError. */
function errorName(id: string): string {
  const name = constantName(id);
  return name.endsWith('Error') ? name : `${name}Error`;
}

function constantName(id: string): string {
  const [first = 'type', ...others] = wordsOf(id);
  const start = first.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
  return `${start}${others.map(capital).join('')}`;
}

function wordsOf(id: string): readonly string[] {
  return id
    .replaceAll('<', ' of ')
    .split(/[^\p{ID_Continue}$]+/u)
    .filter((word) => word !== '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A name for a default export, after its file. */
function defaultName(specifier: string): string {
  const base =
    specifier
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '';
  const words = base.split(/[^\p{ID_Continue}$]+/u).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Default';
}
