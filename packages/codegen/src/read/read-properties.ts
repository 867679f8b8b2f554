import ts from 'typescript';
import type { IndexShape, PropertyShape, TypeShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import { indexInfos, isExact, isMethod, isReadonly, isUsers, keyKind, keyRefusal } from './checker-facts.js';
import { declarationOf, docOf, memberName } from './locate.js';
import { inside, type Place, type Reading } from './reading.js';
import { liveRefusals, refusals } from './unsupported.js';

/** The shape of an object by what it holds. */
export function readProperties(type: ts.Type, place: Place, reading: Reading): TypeShape {
  const { checker, options } = reading.source;
  const properties: PropertyShape[] = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const declaration = declarationOf(symbol);
    const node = declaration !== undefined && isUsers(declaration) ? declaration : place.node;
    const foreign = declaration === undefined ? place.foreign === true : !isUsers(declaration);
    const at: Place = { ...inside(place, `.${memberName(symbol)}`), node, foreign };
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const refusal = isMethod(symbol) ? liveRefusals.method() : keyRefusal(symbol, optional);
    if (refusal !== undefined) {
      reading.refuse(refusal, at);
      continue;
    }
    const propertyType = checker.getTypeOfSymbolAtLocation(symbol, place.node);
    const doc = docOf(symbol);
    const shape = reading.readDeclared(propertyType, { declaration, doc, place: at });
    properties.push({
      name: symbol.name,
      optional,
      readonly: isReadonly(symbol),
      doc,
      type: optional && isExact(checker, options, propertyType) ? withoutUndefined(shape) : shape,
    });
  }
  return { kind: 'object', properties, index: readIndex(type, place, reading) };
}

function readIndex(type: ts.Type, place: Place, reading: Reading): IndexShape | undefined {
  const { checker } = reading.source;
  const [info, ...more] = indexInfos(checker, type);
  if (info === undefined) return undefined;
  const { declaration } = info;
  const foreign = declaration === undefined ? place.foreign === true : !isUsers(declaration);
  const at: Place = { ...inside(place, '[key]'), foreign };
  const isPlainKey = (keyKind(info.keyType) & (ts.TypeFlags.String | ts.TypeFlags.Number)) !== 0;
  if (more.length > 0 || !isPlainKey) {
    reading.refuse(refusals.indexKey(checker.typeToString(info.keyType)), at);
    return undefined;
  }
  return {
    key: keyKind(info.keyType) & ts.TypeFlags.Number ? 'number' : 'string',
    readonly: info.isReadonly,
    value: reading.read(info.type, at),
  };
}
