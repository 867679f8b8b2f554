import { ts } from 'ts-morph';
import { type Diagnostic, diagnosticAt, diagnosticOf } from '../diagnostic.js';
import type {
  ImportEnding,
  ImportedTypeName,
  MethodShape,
  ModuleShape,
  ParameterShape,
  ServiceShape,
} from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { declarationOf, docOf, locationOf } from './locate.js';
import type { SourceProgram } from './project.js';
import { TypeReader } from './read-type.js';

/**
 * Reads the services of one source file. A service is an exported interface, or alias of an object type, that has at
 * least one member, all of whose members are methods, and which is not generic.
 */
export function readModule(
  source: SourceProgram,
  file: ts.SourceFile,
  diagnostics: Diagnostic[],
): ModuleShape {
  const reader = new TypeReader(source, (location, what) => diagnostics.push(diagnosticAt(location, what)));
  const services: ServiceShape[] = [];
  const { checker } = source;
  const module = checker.getSymbolAtLocation(file);
  for (const exported of module === undefined ? [] : checker.getExportsOfModule(module)) {
    const symbol = reader.names.resolve(exported);
    const type = serviceType(checker, symbol);
    if (type === undefined) continue;
    services.push(readService({ source, reader, diagnostics, file, name: exported.name, symbol, type }));
  }
  if (services.length === 0) diagnostics.push(noService(file));
  return {
    file: file.fileName,
    importEnding: importEnding(source.options, file),
    services,
    types: reader.namedTypes,
  };
}

/** The type of an exported symbol if it is a service. */
function serviceType(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type | undefined {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))) return undefined;
  if (symbol.flags & ts.SymbolFlags.Class) return undefined;
  if (isGeneric(symbol)) return undefined;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return undefined;
  // An alias of something that has a name already, such as Date or another service, declares nothing new.
  if (symbol.flags & ts.SymbolFlags.TypeAlias && type.aliasSymbol !== symbol) return undefined;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
  if (checker.getIndexInfosOfType(type).length > 0 || checker.isArrayLikeType(type)) return undefined;
  const members = checker.getPropertiesOfType(type);
  const areMethods = members.every((member) => methodSignatures(checker, member).length > 0);
  return members.length > 0 && areMethods ? type : undefined;
}

function isGeneric(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (each) =>
      (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) &&
      each.typeParameters !== undefined,
  );
}

function methodSignatures(checker: ts.TypeChecker, member: ts.Symbol): readonly ts.Signature[] {
  return checker.getNonNullableType(checker.getTypeOfSymbol(member)).getCallSignatures();
}

function noService(file: ts.SourceFile): Diagnostic {
  return diagnosticOf(file.fileName, {
    code: 'FC1004',
    message: 'The file exports no service.',
    hint: 'Export an interface whose members are all methods: export interface Greeter { hello(name: string): Promise<string> }.',
  });
}

interface ServiceInput {
  readonly source: SourceProgram;
  readonly reader: TypeReader;
  readonly diagnostics: Diagnostic[];
  readonly file: ts.SourceFile;
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly type: ts.Type;
}

function readService(input: ServiceInput): ServiceShape {
  const { source, file, symbol, type } = input;
  const name = input.name === 'default' ? symbol.name : input.name;
  const imported: ImportedTypeName = {
    kind: 'imported',
    module: { kind: 'file', file: file.fileName },
    path: [input.name],
    typeArguments: [],
  };
  const methods = source.checker
    .getPropertiesOfType(type)
    .flatMap((member) => readMethod({ ...input, name }, member) ?? []);
  return {
    name,
    source: imported,
    doc: docOf(symbol),
    location: locationOf(declarationOf(symbol) ?? file),
    methods,
  };
}

function readMethod(input: ServiceInput, member: ts.Symbol): MethodShape | undefined {
  const { source, reader, diagnostics, name: service } = input;
  const { checker } = source;
  const declaration = declarationOf(member) ?? input.file;
  const location = locationOf(declaration);
  const path = `${service}.${member.name}`;
  const refuse = (what: Parameters<typeof diagnosticAt>[1]): undefined => {
    diagnostics.push(diagnosticAt(location, what));
  };
  if (member.flags & ts.SymbolFlags.Optional) {
    return refuse({
      code: 'FC1203',
      message: `${path} is optional; a client cannot know whether the server has it.`,
      hint: 'Take the question mark away; a server that lacks the method can answer with an Unimplemented error.',
    });
  }
  const [signature, ...overloads] = methodSignatures(checker, member);
  if (signature === undefined) return undefined;
  if (overloads.length > 0) {
    return refuse({
      code: 'FC1201',
      message: `${path} has ${overloads.length + 1} overloads; a call carries no trace of which one was meant.`,
      hint: 'Give each its own name, or make one method with a union for its parameter.',
    });
  }
  if ((signature.typeParameters ?? []).length > 0) {
    return refuse({
      code: 'FC1202',
      message: `${path} is generic; its type parameters exist only in the caller's compiler.`,
      hint: 'Write the types that it is really called with, as a union if there are several.',
    });
  }
  const parameters = signature
    .getParameters()
    .flatMap((parameter, index) => readParameter(input, { parameter, index, path, declaration }) ?? []);
  const result = resultType(checker, signature.getReturnType());
  const isVoid = (result.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
  const oneway = hasTag(member, 'oneway');
  if (oneway && !isVoid) {
    return refuse({
      code: 'FC1204',
      message: `${path} is marked @oneway but returns ${checker.typeToString(result)}; nothing comes back from a oneway call.`,
      hint: 'Let it return void, or take the tag away.',
    });
  }
  return {
    name: member.name,
    kind: oneway ? 'oneway' : 'unary',
    doc: docOf(member),
    location,
    parameters,
    result: isVoid ? undefined : reader.read(result, { node: declaration, path: `${path}()`, depth: 0 }),
  };
}

function readParameter(
  { source, reader, diagnostics }: ServiceInput,
  at: {
    readonly parameter: ts.Symbol;
    readonly index: number;
    readonly path: string;
    readonly declaration: ts.Node;
  },
): ParameterShape | undefined {
  const { parameter, index, path } = at;
  const declared = parameter.valueDeclaration;
  const node = declared ?? at.declaration;
  const named = declared !== undefined && ts.isParameter(declared) && ts.isIdentifier(declared.name);
  const name = named ? parameter.name : `arg${index}`;
  if (declared !== undefined && ts.isParameter(declared) && declared.dotDotDotToken !== undefined) {
    diagnostics.push(
      diagnosticAt(locationOf(node), {
        code: 'FC1205',
        message: `${path}(${name}) is a rest parameter.`,
        hint: 'Take an array instead.',
      }),
    );
    return undefined;
  }
  const optional =
    declared !== undefined && ts.isParameter(declared) && source.checker.isOptionalParameter(declared);
  const type = source.checker.getTypeOfSymbolAtLocation(parameter, node);
  const shape = reader.read(type, { node, path: `${path}(${name})`, depth: 0 });
  return { name, optional, type: optional ? withoutUndefined(shape) : shape };
}

/** What is left when the promises around a result are gone: `T | Promise<T>` is `T`. */
function resultType(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return checker.getAwaitedType(type) ?? type;
}

function hasTag(symbol: ts.Symbol, name: string): boolean {
  return symbol.getJsDocTags().some((tag) => tag.name === name);
}

/** What the user's relative imports end with: what their own file shows, else what their settings ask for. */
function importEnding(options: ts.CompilerOptions, file: ts.SourceFile): ImportEnding {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const specifier = statement.moduleSpecifier;
    if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.'))
      continue;
    if (/\.[cm]?js$/.test(specifier.text)) return 'js';
    if (/\.[cm]?tsx?$/.test(specifier.text)) return 'ts';
  }
  const { moduleResolution, module } = options;
  const byNode =
    moduleResolution === ts.ModuleResolutionKind.NodeNext ||
    moduleResolution === ts.ModuleResolutionKind.Node16 ||
    (moduleResolution === undefined &&
      module !== undefined &&
      module >= ts.ModuleKind.Node16 &&
      module <= ts.ModuleKind.NodeNext);
  return byNode ? 'js' : 'none';
}
