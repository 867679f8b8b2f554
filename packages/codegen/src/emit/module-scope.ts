import { dirname, relative, sep } from 'node:path';
import type { ImportEnding, ModuleReference, ModuleShape, NamedType, TypeName } from '../service-shape.js';
import { type RecursionGroup, recursionGroups } from '../type-graph.js';
import type { ImportedSymbol } from './code.js';
import { SourceFile } from './source-file.js';

/** What the printers of one generated file share: its names, its imports and the types that it knows. */
export class ModuleScope {
  readonly module: ModuleShape;
  readonly file: SourceFile = new SourceFile();
  readonly groups: readonly RecursionGroup[];
  readonly #outFile: string;
  readonly #types: ReadonlyMap<string, NamedType>;
  readonly #localNames: Map<string, string> = new Map();
  readonly #schemas: Map<string, string> = new Map();
  readonly #groupOf: ReadonlyMap<string, RecursionGroup>;

  /** `outFile` is the absolute path of the file to be generated; imports are relative to it. */
  constructor(module: ModuleShape, outFile: string) {
    this.module = module;
    this.#outFile = outFile;
    this.#types = new Map(module.types.map((type) => [type.id, type]));
    this.groups = recursionGroups(module.types);
    this.#groupOf = new Map(this.groups.flatMap((each) => each.members.map(({ id }) => [id, each])));
    for (const { name } of module.services) {
      for (const declared of [name, `${name}Client`, `${name}SyncClient`, `${name}Handlers`])
        this.file.declare(declared);
      for (const declared of [`create${name}Client`, `create${name}SyncClient`]) this.file.declare(declared);
    }
    for (const { id, name } of module.types) {
      if (name.kind === 'local') this.#localNames.set(id, this.file.declare(name.name));
    }
    for (const type of module.types) this.#schemas.set(type.id, this.file.declare(schemaName(type)));
  }

  type(id: string): NamedType {
    const type = this.#types.get(id);
    if (type === undefined) throw new TypeError(`the shape names no type ${id}`);
    return type;
  }

  typeName(id: string): TypeName {
    const local = this.#localNames.get(id);
    return local === undefined ? this.type(id).name : { kind: 'local', name: local };
  }

  /** The constant that holds a named type's schema, or rather builds it on its first call. */
  schemaName(id: string): string {
    const name = this.#schemas.get(id);
    if (name === undefined) throw new TypeError(`the shape names no type ${id}`);
    return name;
  }

  /** The types that can only be understood together with this one; undefined when it doesn't contain itself. */
  recursionOf(id: string): RecursionGroup | undefined {
    const found = this.#groupOf.get(id);
    return found?.recursive === true ? found : undefined;
  }

  importedType(module: ModuleReference, name: string): ImportedSymbol {
    const from = module.kind === 'package' ? module.specifier : this.#relativeImport(module.file);
    const localName = name === 'default' ? defaultName(from) : name;
    return { kind: 'import', module: from, name, localName, typeOnly: true };
  }

  #relativeImport(file: string): string {
    return relativeImport(dirname(this.#outFile), file, this.module.importEnding);
  }
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

/** `userSchema` for User, `pageOfUserSchema` for Page<User>. */
function schemaName({ id }: NamedType): string {
  const words = id
    .replaceAll('<', ' of ')
    .split(/[^\p{ID_Continue}$]+/u)
    .filter((word) => word !== '');
  const [first = 'type', ...others] = words;
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return `${first.charAt(0).toLowerCase()}${first.slice(1)}${others.map(capital).join('')}Schema`;
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
