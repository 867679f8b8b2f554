import ts from '../../compiler.cjs';
import type { ParameterShape, UploadShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { isUsers } from './checker-facts.js';
import { docOf } from './locate.js';
import type { SourceProgram } from './project.js';
import { inside, type Place, type Reading } from './reading.js';
import type { StreamType } from './streams.js';
import { streamRefusals } from './unsupported.js';

/** What the parameters of a method are read with. */
export interface ParametersInput {
  readonly reading: Reading;
  /** The parameters as they are declared, without the call's own. */
  readonly declared: readonly ts.Symbol[];
  /** The method's place. */
  readonly place: Place;
  /** The stream that a parameter is; undefined when it is none. */
  readonly streamOf: (source: SourceProgram, type: ts.Type) => StreamType | undefined;
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

function describe({ reading, place }: ParametersInput, symbol: ts.Symbol, index: number): Parameter {
  const { checker } = reading.source;
  const declared = symbol.valueDeclaration;
  const declaration = declared !== undefined && ts.isParameter(declared) ? declared : undefined;
  const node = declaration !== undefined && isUsers(declaration) ? declaration : place.node;
  const hasName = declaration === undefined || ts.isIdentifier(declaration.name);
  const rest = declaration?.dotDotDotToken !== undefined;
  return {
    name: hasName ? symbol.name : `arg${index}`,
    index,
    type: checker.getTypeOfSymbolAtLocation(symbol, declaration ?? node),
    optional: declaration !== undefined && !rest && checker.isOptionalParameter(declaration),
    rest,
    doc: docOf(symbol),
    declaration,
    node,
  };
}

/** The stream that a parameter is; undefined when it is none. */
function readUpload(
  { reading, place, streamOf }: ParametersInput,
  { name, index, type, doc, declaration, node }: Parameter,
  earlier: UploadShape | undefined,
): UploadShape | undefined {
  const certain = reading.source.checker.getNonNullableType(type);
  const found = streamOf(reading.source, certain);
  if (found === undefined) return undefined;
  const at: Place = { ...inside(place, `(${name})`), node };
  if ('refusal' in found) return { name, index, item: reading.refuse(found.refusal, at) };
  if (certain !== type) reading.refuse(streamRefusals.optionalUpload(), at);
  else if (earlier !== undefined) reading.refuse(streamRefusals.secondUpload(earlier.name), at);
  const item = reading.readDeclared(found.item, { declaration, doc, place: inside(at, '[]') });
  return { name, index, item };
}

/** The shape of a parameter; of several when it stands for a tuple of them. */
function readSent(input: ParametersInput, parameter: Parameter): readonly ParameterShape[] {
  const { reading } = input;
  const { name, type, optional, rest, doc, declaration, node } = parameter;
  if (rest && reading.source.checker.isTupleType(type)) {
    return readTuple(input, type as ts.TupleTypeReference, parameter); // isTupleType says so
  }
  const place: Place = { ...inside(input.place, `(${name})`), node };
  const shape = reading.readDeclared(type, { declaration, doc, place });
  return [{ name, optional, rest, type: optional ? withoutUndefined(shape) : shape }];
}

/** `...args: [name: string, age?: number]` is the same as two parameters. */
function readTuple(
  { reading, place }: ParametersInput,
  type: ts.TupleTypeReference,
  { index }: Parameter,
): readonly ParameterShape[] {
  const { elementFlags, labeledElementDeclarations } = type.target;
  return reading.source.checker.getTypeArguments(type).map((element, offset): ParameterShape => {
    const flags = elementFlags[offset] ?? ts.ElementFlags.Required;
    const label = labeledElementDeclarations?.[offset]?.name;
    const name = label !== undefined && ts.isIdentifier(label) ? label.text : `arg${index + offset}`;
    const optional = (flags & ts.ElementFlags.Optional) !== 0;
    const rest = (flags & ts.ElementFlags.Rest) !== 0;
    const shape = reading.read(element, inside(place, `(${name})`));
    if (rest)
      return { name, optional: false, rest, type: { kind: 'array', readonly: false, element: shape } };
    return { name, optional, rest, type: optional ? withoutUndefined(shape) : shape };
  });
}
