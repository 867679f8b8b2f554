import { ts } from 'ts-morph';
import type { ParameterShape, UploadShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { docOf, locationOf } from './locate.js';
import type { SourceProgram } from './project.js';
import type { TypeReader } from './read-type.js';
import { uploadOf } from './streams.js';
import { faultOf, type Refusal, streamRefusals } from './unsupported.js';

/** Where the parameters of a method stand. */
export interface ParametersInput {
  readonly source: SourceProgram;
  readonly reader: TypeReader;
  /** The parameters as they are declared, without the call's own. */
  readonly declared: readonly ts.Symbol[];
  /** The method's path, such as `Orders.place`. */
  readonly path: string;
  /** The node to point at when a parameter has none of its own. */
  readonly node: ts.Node;
}

/** What a method takes. */
export interface ReadParameters {
  readonly parameters: readonly ParameterShape[];
  readonly upload: UploadShape | undefined;
}

/** The shapes of the parameters of a method. */
export function readParameters(input: ParametersInput): ReadParameters {
  const parameters: ParameterShape[] = [];
  let upload: UploadShape | undefined;
  for (const symbol of input.declared) {
    const index = parameters.length + (upload === undefined ? 0 : 1);
    const parameter = describe(input, symbol, index);
    const stream = parameter.rest ? undefined : readUpload(input, parameter, upload);
    if (stream === undefined) parameters.push(...readSent(input, parameter));
    else upload ??= stream;
  }
  return { parameters, upload };
}

/** A parameter as the checker sees it. */
interface Parameter {
  readonly name: string;
  /** Among all parameters. */
  readonly index: number;
  readonly type: ts.Type;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly doc: string | undefined;
  readonly declaration: ts.ParameterDeclaration | undefined;
  readonly node: ts.Node;
}

function describe({ source, node: around }: ParametersInput, symbol: ts.Symbol, index: number): Parameter {
  const { checker } = source;
  const declared = symbol.valueDeclaration;
  const declaration = declared !== undefined && ts.isParameter(declared) ? declared : undefined;
  const node = declaration ?? around;
  const hasName = declaration === undefined || ts.isIdentifier(declaration.name);
  const rest = declaration?.dotDotDotToken !== undefined;
  return {
    name: hasName ? symbol.name : `arg${index}`,
    index,
    type: checker.getTypeOfSymbolAtLocation(symbol, node),
    optional: declaration !== undefined && !rest && checker.isOptionalParameter(declaration),
    rest,
    doc: docOf(symbol),
    declaration,
    node,
  };
}

/** The stream that a parameter is; undefined when it is none. */
function readUpload(
  { source, reader, path }: ParametersInput,
  { name, index, type, doc, declaration, node }: Parameter,
  earlier: UploadShape | undefined,
): UploadShape | undefined {
  const certain = source.checker.getNonNullableType(type);
  const found = uploadOf(source, certain);
  if (found === undefined) return undefined;
  const at = `${path}(${name})`;
  const refuse = (refusal: Refusal): void => reader.report(locationOf(node), faultOf(refusal, at));
  if ('refusal' in found) refuse(found.refusal);
  else if (certain !== type) refuse(streamRefusals.optionalUpload());
  else if (earlier !== undefined) refuse(streamRefusals.secondUpload(earlier.name));
  if ('refusal' in found) return { name, index, item: { kind: 'primitive', name: 'never' } };
  const place = { node, path: `${at}[]`, depth: 0 };
  return { name, index, item: reader.readDeclared(found.item, { declaration, doc, place }) };
}

/** The shape of a parameter; of several when it stands for a tuple of them. */
function readSent(input: ParametersInput, parameter: Parameter): readonly ParameterShape[] {
  const { source, reader, path } = input;
  const { name, type, optional, rest, doc, declaration, node } = parameter;
  if (rest && source.checker.isTupleType(type)) {
    return readTuple(input, type as ts.TupleTypeReference, parameter); // isTupleType says so
  }
  const place = { node, path: `${path}(${name})`, depth: 0 };
  const shape = reader.readDeclared(type, { declaration, doc, place });
  return [{ name, optional, rest, type: optional ? withoutUndefined(shape) : shape }];
}

/** `...args: [name: string, age?: number]` is the same as two parameters. */
function readTuple(
  { source, reader, path, node }: ParametersInput,
  type: ts.TupleTypeReference,
  { index }: Parameter,
): readonly ParameterShape[] {
  const { elementFlags, labeledElementDeclarations } = type.target;
  return source.checker.getTypeArguments(type).map((element, offset): ParameterShape => {
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
