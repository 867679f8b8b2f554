import { ts } from 'ts-morph';
import { answeredKind } from '../method-kind.js';
import type { MethodShape, TypeShape } from '../service-shape.js';
import type { ErrorTypes } from './error-types.js';
import { declarationOf, docOf, isNamedBySymbol, locationOf, memberName, tagsOf } from './locate.js';
import { isOwnParameter } from './own-parameter.js';
import type { SourceProgram } from './project.js';
import { readParameters } from './read-parameters.js';
import { readThrows } from './read-throws.js';
import type { TypeReader } from './read-type.js';
import { streamOf } from './streams.js';
import { faultOf, methodRefusals, type Refusal } from './unsupported.js';

/** What a method is read with, and where it belongs. */
export interface MethodInput {
  readonly source: SourceProgram;
  readonly reader: TypeReader;
  readonly errors: ErrorTypes;
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
export function readMethod({
  source,
  reader,
  errors,
  service,
  member,
  node,
}: MethodInput): MethodShape | undefined {
  const { checker } = source;
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

  const returned = checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType();
  const isVoid = (returned.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
  const down = streamOf(source, returned);

  const all = signature.getParameters();
  const last = all.at(-1);
  const hasOwn = last !== undefined && isOwnParameter(checker, last, declaration);
  const declared = hasOwn ? all.slice(0, -1) : all;
  const { parameters, upload } = readParameters({ source, reader, declared, path, node: declaration });

  if (down !== undefined && 'refusal' in down) return refuse(down.refusal);
  const doc = docOf(member);
  const tags = new Set(tagsOf(doc).map(({ name }) => name));
  const throws = readThrows(doc, errors, { mention: { node: declaration, path }, refuse });
  const [error] = throws;
  const oneway = tags.has('oneway');
  const idempotent = tags.has('idempotent');
  if (oneway && !isVoid) return refuse(methodRefusals.answeredOneway(checker.typeToString(returned)));
  if (oneway && upload !== undefined) return refuse(methodRefusals.streamingOneway(upload.name));
  if (oneway && error !== undefined) return refuse(methodRefusals.throwingOneway(error.name));
  if (oneway && idempotent) return refuse(methodRefusals.idempotentOneway());
  if (idempotent && upload !== undefined) return refuse(methodRefusals.idempotentUpload(upload.name));
  const answered = answeredKind({ up: upload !== undefined, down: down !== undefined });
  const item = down === undefined ? returned : down.item;
  return {
    name: member.name,
    kind: oneway ? 'oneway' : answered,
    doc,
    location: locationOf(declaration),
    parameters,
    upload,
    result: isVoid
      ? undefined
      : readResult(reader, item, { declaration, path: down === undefined ? `${path}()` : `${path}()[]` }),
    idempotent,
    throws: throws.map(({ id }) => id),
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
