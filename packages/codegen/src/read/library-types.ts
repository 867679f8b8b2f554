import ts from '../../compiler.cjs';
import { BUILTIN_NAMES, type BuiltinName, type TypeShape } from '../service-shape.js';
import { isLibrarySymbol } from './checker-facts.js';
import type { SourceProgram } from './project.js';
import { inside, type Place, type Reading } from './reading.js';
import { refusals, streamRefusals } from './unsupported.js';

/** Whether a symbol is declared by the language's own library, or is the URL that every run time adds to it. */
export function isLibrary({ program }: SourceProgram, symbol: ts.Symbol): boolean {
  if (isLibrarySymbol(program, symbol)) return true;
  const declarations = symbol.declarations ?? [];
  return symbol.name === 'URL' && declarations.length > 0 && declarations.every(isOfRunTime);
}

/** Whether a declaration is a package's for the whole program, or for Node.js's own module. */
function isOfRunTime(declaration: ts.Declaration): boolean {
  const file = declaration.getSourceFile();
  if (!file.fileName.includes('/node_modules/')) return false;
  const around = ts.findAncestor(declaration, ts.isModuleDeclaration);
  if (around === undefined) return !ts.isExternalModule(file);
  return ['global', 'url', 'node:url'].includes(around.name.text);
}

/** The shape of a type that the language's own library declares, other than arrays. */
export function readLibraryType(type: ts.Type, place: Place, reading: Reading): TypeShape {
  const { name } = type.symbol;
  const args = reading.source.checker.getTypeArguments(type as ts.TypeReference); // none for a type that is none
  const [first, second] = args;
  switch (name) {
    case 'Map':
    case 'ReadonlyMap':
      if (first === undefined || second === undefined) break;
      return {
        kind: 'map',
        readonly: name === 'ReadonlyMap',
        key: reading.read(first, inside(place, '{key}')),
        value: reading.read(second, inside(place, '{value}')),
      };
    case 'Set':
    case 'ReadonlySet':
      if (first === undefined) break;
      return {
        kind: 'set',
        readonly: name === 'ReadonlySet',
        element: reading.read(first, inside(place, '{element}')),
      };
    case 'AsyncIterable':
    case 'AsyncIterableIterator':
    case 'AsyncIteratorObject':
    case 'AsyncGenerator':
      return reading.refuse(streamRefusals.nested(), place);
    case 'Function':
    case 'CallableFunction':
    case 'NewableFunction':
      return reading.refuse(refusals.function(), place);
    default:
      if (isBuiltin(name)) return readBuiltin(name, first, { place, reading });
  }
  return reading.refuse(refusals.libraryObject(name), place);
}

function isBuiltin(name: string): name is BuiltinName {
  return (BUILTIN_NAMES as readonly string[]).includes(name); // any string may be asked about
}

/** A view says over which memory it is. It arrives over an ArrayBuffer, so a view of shared memory would be a lie. */
function readBuiltin(
  name: BuiltinName,
  memory: ts.Type | undefined,
  { place, reading }: { readonly place: Place; readonly reading: Reading },
): TypeShape {
  if (memory?.symbol?.name === 'SharedArrayBuffer') {
    return reading.refuse(refusals.libraryObject('SharedArrayBuffer'), place);
  }
  return { kind: 'builtin', name, ownMemory: memory?.symbol?.name === 'ArrayBuffer' };
}

/** The library's object that an interface extends, or an intersection has in it; undefined when there is none. */
export function libraryBehind(source: SourceProgram, type: ts.Type): string | undefined {
  const { checker } = source;
  const parts = type.isIntersection()
    ? type.types
    : type.isClassOrInterface()
      ? checker.getBaseTypes(type)
      : [];
  for (const part of parts) {
    const { symbol } = part;
    if (symbol === undefined) continue;
    const hasBehaviour =
      isLibrary(source, symbol) && !(symbol.flags & (ts.SymbolFlags.TypeLiteral | ts.SymbolFlags.TypeAlias));
    const found = hasBehaviour ? symbol.name : libraryBehind(source, part);
    if (found !== undefined) return found;
  }
  return undefined;
}
