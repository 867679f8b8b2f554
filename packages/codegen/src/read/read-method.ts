import { ts } from 'ts-morph';
import type { MethodShape, ParameterShape, TypeShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { declarationOf, docOf, isNamedBySymbol, locationOf, memberName, tagsOf } from './locate.js';
import type { TypeReader } from './read-type.js';
import { faultOf, methodRefusals, type Refusal } from './unsupported.js';

/** What a method is read with, and where it belongs. */
export interface MethodInput {
  readonly checker: ts.TypeChecker;
  readonly reader: TypeReader;
  /** The service's name. */
  readonly service: string;
  readonly member: ts.Symbol;
  /** The node to point at when the method is declared outside of the user's files. */
  readonly node: ts.Node;
}

/** The signatures of a member that is a method, or a property whose type is a function. */
export function methodSignatures(checker: ts.TypeChecker, member: ts.Symbol): readonly ts.Signature[] {
  return checker.getNonNullableType(checker.getTypeOfSymbol(member)).getCallSignatures();
}

/** The shape of one method; undefined when it was refused. */
export function readMethod({ checker, reader, service, member, node }: MethodInput): MethodShape | undefined {
  const declaration = declarationOf(member) ?? node;
  const path = `${service}.${memberName(member)}`;
  const refuse = (refusal: Refusal): undefined => {
    reader.report(locationOf(declaration), faultOf(refusal, path));
  };
  if (isNamedBySymbol(member)) return refuse(methodRefusals.symbolName());
  if (member.flags & ts.SymbolFlags.Optional) return refuse(methodRefusals.optional());
  const [signature, ...overloads] = methodSignatures(checker, member);
  if (signature === undefined) return undefined;
  if (overloads.length > 0) return refuse(methodRefusals.overloaded(overloads.length + 1));
  if ((signature.typeParameters ?? []).length > 0) return refuse(methodRefusals.generic());

  const result = checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType();
  const isVoid = (result.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
  const doc = docOf(member);
  const oneway = tagsOf(doc).some(({ name }) => name === 'oneway');
  if (oneway && !isVoid) return refuse(methodRefusals.answeredOneway(checker.typeToString(result)));
  if (isStream(result)) return refuse(methodRefusals.stream());

  const declared = signature.getParameters();
  const last = declared.at(-1);
  const sent =
    last !== undefined && isOptionsOfCall(checker, last, declaration) ? declared.slice(0, -1) : declared;
  const parameters = sent.flatMap((parameter, index) =>
    readParameter({ checker, reader, parameter, index, path, node: declaration }),
  );
  return {
    name: member.name,
    kind: oneway ? 'oneway' : 'unary',
    doc,
    location: locationOf(declaration),
    parameters,
    result: isVoid ? undefined : readResult(reader, result, { declaration, path: `${path}()` }),
  };
}

/** What a method returns; the tags on the method itself are not about its result. */
function readResult(
  reader: TypeReader,
  type: ts.Type,
  { declaration, path }: { readonly declaration: ts.Node; readonly path: string },
): TypeShape {
  const place = { node: declaration, path, depth: 0 };
  const isMethod = ts.isMethodSignature(declaration);
  return reader.readDeclared(type, {
    declaration: isMethod ? declaration : undefined,
    doc: undefined,
    place,
  });
}

/**
 * Whether a parameter is the call's own and not sent: an AbortSignal, or an object of options that holds one. Generated
 * clients take options there, and handlers find signal and deadline in their context.
 */
function isOptionsOfCall(checker: ts.TypeChecker, parameter: ts.Symbol, node: ts.Node): boolean {
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, node));
  if (isAbortSignal(type)) return true;
  if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0) return false;
  const properties = checker.getPropertiesOfType(type);
  return (
    properties.every(({ name }) => CALL_OPTIONS.has(name)) &&
    properties.some((property) =>
      isAbortSignal(checker.getNonNullableType(checker.getTypeOfSymbol(property))),
    )
  );
}

/** What the options of a call hold, in the run time's words. */
const CALL_OPTIONS: ReadonlySet<string> = new Set(['signal', 'timeoutMs', 'metadata']);

function isAbortSignal(type: ts.Type): boolean {
  return type.symbol?.name === 'AbortSignal';
}

function isStream(type: ts.Type): boolean {
  return /^Async(?:Iterable|Iterator|IterableIterator|Generator)$/.test(type.symbol?.name ?? '');
}

interface ParameterInput {
  readonly checker: ts.TypeChecker;
  readonly reader: TypeReader;
  readonly parameter: ts.Symbol;
  readonly index: number;
  readonly path: string;
  readonly node: ts.Node;
}

/** The shape of a parameter; of several when it stands for a tuple of them. */
function readParameter(input: ParameterInput): readonly ParameterShape[] {
  const { checker, reader, parameter, index, path } = input;
  const declared = parameter.valueDeclaration;
  const declaration = declared !== undefined && ts.isParameter(declared) ? declared : undefined;
  const node = declaration ?? input.node;
  const name =
    declaration !== undefined && !ts.isIdentifier(declaration.name) ? `arg${index}` : parameter.name;
  const type = checker.getTypeOfSymbolAtLocation(parameter, node);
  const rest = declaration?.dotDotDotToken !== undefined;
  if (rest && checker.isTupleType(type)) {
    return readTupleParameters(type as ts.TupleTypeReference, input); // isTupleType says so
  }
  const optional = declaration !== undefined && !rest && checker.isOptionalParameter(declaration);
  const place = { node, path: `${path}(${name})`, depth: 0 };
  const doc = docOf(parameter);
  const shape = reader.readDeclared(type, { declaration, doc, place });
  return [{ name, optional, rest, type: optional ? withoutUndefined(shape) : shape }];
}

/** `...args: [name: string, age?: number]` is the same as two parameters. */
function readTupleParameters(
  type: ts.TupleTypeReference,
  { checker, reader, index, path, node }: ParameterInput,
): readonly ParameterShape[] {
  const { elementFlags, labeledElementDeclarations } = type.target;
  return checker.getTypeArguments(type).map((element, offset): ParameterShape => {
    const flags = elementFlags[offset] ?? ts.ElementFlags.Required;
    const label = labeledElementDeclarations?.[offset]?.name;
    const name = label !== undefined && ts.isIdentifier(label) ? label.text : `arg${index + offset}`;
    const optional = (flags & ts.ElementFlags.Optional) !== 0;
    const rest = (flags & ts.ElementFlags.Rest) !== 0;
    const shape = reader.read(element, { node, path: `${path}(${name})`, depth: 0 });
    if (rest)
      return { name, optional: false, rest, type: { kind: 'array', readonly: false, element: shape } };
    return { name, optional, rest, type: optional ? withoutUndefined(shape) : shape };
  });
}
