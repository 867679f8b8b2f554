import ts from '../../compiler.cjs';
import type { MethodShape } from '../service-shape.js';
import { declarationOf, docOf, isNamedBySymbol, memberName } from './locate.js';
import { type CallInput, readServiceCall } from './read-call.js';
import type { Place, Reading } from './reading.js';
import { methodRefusals, type Refusal } from './unsupported.js';

/** Where a method belongs. */
export interface MethodInput {
  /** The service's name. */
  readonly service: string;
  /** The node to point at when the method is declared outside of the user's files. */
  readonly node: ts.Node;
  readonly reading: Reading;
}

/** The signatures of a member that is a method, or a property whose type is a function. */
export function methodSignatures(checker: ts.TypeChecker, member: ts.Symbol): readonly ts.Signature[] {
  return checker.getNonNullableType(checker.getTypeOfSymbol(member)).getCallSignatures();
}

/** The shape of one method of a service; undefined when it was refused. */
export function readMethod(
  member: ts.Symbol,
  { service, node, reading }: MethodInput,
): MethodShape | undefined {
  const place = { node, path: `${service}.${memberName(member)}`, depth: 0 };
  const call = callOf(member, place, reading);
  return call && readServiceCall(call);
}

/** How a member is called; undefined when it was refused, or is none that can be. */
export function callOf(member: ts.Symbol, around: Place, reading: Reading): CallInput | undefined {
  const place = { ...around, node: declarationOf(member) ?? around.node };
  const refuse = (refusal: Refusal): undefined => void reading.refuse(refusal, place);
  if (isNamedBySymbol(member)) return refuse(methodRefusals.symbolName());
  if (member.flags & ts.SymbolFlags.Optional) return refuse(methodRefusals.optional());
  const [signature, ...overloads] = methodSignatures(reading.source.checker, member);
  if (signature === undefined) return undefined;
  if (overloads.length > 0) return refuse(methodRefusals.overloaded(overloads.length + 1));
  if ((signature.typeParameters ?? []).length > 0) return refuse(methodRefusals.generic());
  return { name: member.name, signature, doc: docOf(member), place, reading };
}
