import ts from '../../compiler.cjs';
import type { IndexShape, KeyShape, PropertyShape, TypeShape } from '../service-shape.js';
import { withoutUndefined } from '../shape-algebra.js';
import {
  indexInfos,
  isExact,
  isMethod,
  isReadonly,
  isUsers,
  keyRefusal,
  unbranded,
} from './checker-facts.js';
import { declarationOf, docOf, memberName } from './locate.js';
import { readTemplate } from './read-template.js';
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
  return { kind: 'object', properties, indexes: readIndexes(type, place, reading) };
}

function readIndexes(type: ts.Type, place: Place, reading: Reading): readonly IndexShape[] {
  const { checker } = reading.source;
  const infos = indexInfos(checker, type);
  const ofStrings = infos.find(({ keyType }) => unbranded(keyType).flags & ts.TypeFlags.String);
  return infos.flatMap((info) => {
    // `Record<string | number, T>` has a signature of each, and one says it all.
    if (info !== ofStrings && info.type === ofStrings?.type && !(info.keyType.flags & ts.TypeFlags.ESSymbol))
      return [];
    const { declaration } = info;
    const foreign = declaration === undefined ? place.foreign === true : !isUsers(declaration);
    const at: Place = { ...inside(place, '[key]'), foreign };
    const key = readKey(unbranded(info.keyType), at, reading);
    return key === undefined ? [] : [{ key, readonly: info.isReadonly, value: reading.read(info.type, at) }];
  });
}

function readKey(key: ts.Type, place: Place, reading: Reading): KeyShape | undefined {
  if (key.flags & ts.TypeFlags.String) return { kind: 'primitive', name: 'string' };
  if (key.flags & ts.TypeFlags.Number) return { kind: 'primitive', name: 'number' };
  if (key.flags & ts.TypeFlags.TemplateLiteral) {
    const shape = readTemplate(key as ts.TemplateLiteralType, place, reading); // the flag says so
    return shape.kind === 'template' ? shape : undefined;
  }
  reading.refuse(refusals.indexKey(reading.source.checker.typeToString(key)), place);
  return undefined;
}
