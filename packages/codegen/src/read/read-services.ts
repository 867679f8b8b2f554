import ts from '../../compiler.cjs';
import { type Diagnostic, diagnosticAt, diagnosticOf } from '../diagnostic.js';
import type { MethodShape, ModuleShape, ServiceShape } from '../service-shape.js';
import { isMethod } from './checker-facts.js';
import { importEnding } from './import-ending.js';
import { declarationOf, declaredName, docOf, locationOf } from './locate.js';
import type { SourceProgram } from './project.js';
import { isRemote } from './read-live.js';
import { methodSignatures, readMethod } from './read-method.js';
import { TypeReader } from './read-type.js';

/** What was read from one file. */
export interface ReadModule {
  readonly module: ModuleShape;
  /** What cannot be sent, and where. */
  readonly refusals: readonly Diagnostic[];
  /** The user's files that the types came from. */
  readonly files: ReadonlySet<ts.SourceFile>;
}

/**
 * Reads the services of one source file. A service is an exported interface, or the alias of an object type, that is not
 * generic and has at least one member, and all of whose members are methods.
 */
export function readModule(source: SourceProgram, file: ts.SourceFile): ReadModule {
  const refusals: Diagnostic[] = [];
  const reader = new TypeReader(source, file, {
    report: (location, fault) => refusals.push(diagnosticAt(location, fault)),
  });
  const { checker } = source;
  const services: ServiceShape[] = [];
  const nearly: string[] = [];
  for (const exported of exportsOf(checker, file)) {
    const symbol = reader.names.resolve(exported);
    const reason = notAService(checker, symbol);
    if (reason === undefined) services.push(readService({ reader, file, exported, symbol }));
    else if (reason !== 'of another kind') nearly.push(`${exported.name} is none: ${reason}.`);
  }
  if (services.length === 0) refusals.push(noService(file, nearly));
  const module: ModuleShape = {
    file: file.fileName,
    importEnding: importEnding(source.options, file),
    services,
    types: reader.finish(),
    errors: reader.errors,
  };
  return { module, refusals, files: reader.files };
}

/** Whether a file exports a service. */
export function hasServices(checker: ts.TypeChecker, file: ts.SourceFile): boolean {
  return exportsOf(checker, file).some((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return notAService(checker, symbol) === undefined;
  });
}

/** What a file exports, in the order in which it is declared there, then what it exports of other files. */
function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile): readonly ts.Symbol[] {
  const module = checker.getSymbolAtLocation(file);
  return module === undefined ? [] : checker.getExportsOfModule(module);
}

/** Why an exported symbol is no service; undefined when it is one. */
function notAService(checker: ts.TypeChecker, symbol: ts.Symbol): string | undefined {
  if (symbol.flags & ts.SymbolFlags.Class) return 'it is a class, and a service is an interface';
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))) return 'of another kind';
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  // An alias of something that has a name already, such as Date or another service, declares nothing new.
  if (symbol.flags & ts.SymbolFlags.TypeAlias && type.aliasSymbol !== symbol) return 'of another kind';
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return 'of another kind';
  if (isRemote(checker, type)) return 'it is marked @remote, so it is what services give and take';
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
    return 'of another kind';
  if (checker.getIndexInfosOfType(type).length > 0 || checker.isArrayLikeType(type)) return 'of another kind';
  const members = checker.getPropertiesOfType(type);
  const data = members.filter((member) => methodSignatures(checker, member).length === 0);
  if (members.length === 0) return 'it has no members';
  if (data.length === members.length) return 'of another kind';
  if (!members.some(isMethod))
    return 'its members are properties that hold functions, which is what callbacks are; methods are written as name(): void';
  if (data.length > 0)
    return `it has members that are no methods (${data.map(({ name }) => name).join(', ')})`;
  return isGeneric(symbol) ? 'it is generic' : undefined;
}

function isGeneric(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (each) =>
      (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) &&
      each.typeParameters !== undefined,
  );
}

function noService(file: ts.SourceFile, nearly: readonly string[]): Diagnostic {
  return diagnosticOf(file.fileName, {
    code: 'FC1004',
    message: ['The file exports no service.', ...nearly].join(' '),
    hint: 'Export an interface all of whose members are methods, such as: export interface Greeter { hello(name: string): Promise<string> }',
  });
}

interface ServiceInput {
  readonly reader: TypeReader;
  readonly file: ts.SourceFile;
  readonly exported: ts.Symbol;
  readonly symbol: ts.Symbol;
}

function readService({ reader, file, exported, symbol }: ServiceInput): ServiceShape {
  const name = exported.name === 'default' ? declaredName(symbol) : exported.name;
  const node = declarationOf(symbol) ?? file;
  const { checker } = reader.source;
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  const methods = members.flatMap((member): MethodShape[] => {
    const method = readMethod(member, { service: name, node, reading: reader });
    return method === undefined ? [] : [method];
  });
  return {
    name,
    source: {
      kind: 'imported',
      module: { kind: 'file', file: file.fileName },
      path: [exported.name],
      typeArguments: [],
    },
    doc: docOf(symbol),
    location: locationOf(node),
    methods,
  };
}
