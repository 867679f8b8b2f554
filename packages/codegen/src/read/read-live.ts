import ts from '../../compiler.cjs';
import type { LiveMethodShape, TypeShape } from '../service-shape.js';
import { isUsers } from './checker-facts.js';
import { declarationOf, docOf, isNamedBySymbol, memberName, tagsOf } from './locate.js';
import { readLiveCall } from './read-call.js';
import { callOf } from './read-method.js';
import { inside, NEVER, type Place, type Reading } from './reading.js';
import { liveRefusals, methodRefusals, refusals } from './unsupported.js';

/** Whether values of a type cross as references to what stays where it is: functions, and objects marked `@remote`. */
export function isLive(checker: ts.TypeChecker, type: ts.Type): boolean {
  return type.getCallSignatures().length > 0 || isRemote(checker, type);
}

/** Whether a type is marked `@remote`, or extends one that is. */
export function isRemote(checker: ts.TypeChecker, type: ts.Type): boolean {
  const marked = [type.aliasSymbol, type.symbol].some((symbol) =>
    tagsOf(docOf(symbol)).some(({ name }) => name === 'remote'),
  );
  if (marked) return true;
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return bases.some((base) => isRemote(checker, base));
}

/** The shape of a function. */
export function readCallback(type: ts.Type, place: Place, reading: Reading): TypeShape {
  const { checker } = reading.source;
  const [signature, ...overloads] = type.getCallSignatures();
  if (signature === undefined) return NEVER;
  if (overloads.length > 0) return reading.refuse(methodRefusals.overloaded(overloads.length + 1), place);
  if ((signature.typeParameters ?? []).length > 0) return reading.refuse(liveRefusals.generic(), place);
  const [property] = checker.getPropertiesOfType(type);
  if (property !== undefined) return reading.refuse(liveRefusals.property(memberName(property)), place);
  const alias = type.aliasSymbol;
  const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined; // the checker makes some up
  const node = declaration !== undefined && isUsers(declaration) ? declaration : place.node;
  const call = readLiveCall({
    name: 'call',
    signature,
    doc: docOf(alias),
    place: { ...place, node },
    reading,
  });
  return call === undefined ? NEVER : { kind: 'callback', name: alias?.name ?? place.path, call };
}

/** The shape of an object that is marked `@remote`. */
export function readRemote(type: ts.Type, place: Place, reading: Reading): TypeShape {
  const { checker } = reading.source;
  const { symbol } = type;
  const name = (type.aliasSymbol ?? symbol).name;
  if (symbol.flags & ts.SymbolFlags.Class) return reading.refuse(refusals.classInstance(name), place);
  const all = checker.getPropertiesOfType(type);
  const dispose = all.find((member) => isDispose(member));
  const members = all.filter((member) => member !== dispose);
  if (members.length === 0) return reading.refuse(liveRefusals.empty(), place);
  const methods = members.flatMap((member): LiveMethodShape[] => {
    const at = { ...inside(place, `.${memberName(member)}`), node: declarationIn(member, place) };
    const memberType = checker.getNonNullableType(checker.getTypeOfSymbol(member));
    if (memberType.getCallSignatures().length === 0) {
      reading.refuse(liveRefusals.data(), at);
      return [];
    }
    const input = callOf(member, at, reading);
    const call = input && readLiveCall(input);
    return call === undefined ? [] : [call];
  });
  return { kind: 'remote', name, methods, disposable: dispose !== undefined };
}

function declarationIn(member: ts.Symbol, { node }: Place): ts.Node {
  const declaration = declarationOf(member);
  return declaration !== undefined && isUsers(declaration) ? declaration : node;
}

/** Whether a member is the `[Symbol.dispose]` of `Disposable`. */
function isDispose(member: ts.Symbol): boolean {
  return isNamedBySymbol(member) && memberName(member) === '[dispose]';
}
