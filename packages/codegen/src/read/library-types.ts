import type { ts } from 'ts-morph';
import type { TypeShape } from '../service-shape.js';
import { type Refusal, refusals, streamRefusals } from './unsupported.js';

/** How a library type reads its type arguments, and how it is refused. */
export interface LibraryReader {
  readonly read: (argument: ts.Type, pathSuffix: string) => TypeShape;
  readonly refuse: (refusal: Refusal) => TypeShape;
}

/** The shape of a type that the language's own library declares, other than arrays. */
export function readLibraryType(name: string, args: readonly ts.Type[], reader: LibraryReader): TypeShape {
  const [first, second] = args;
  switch (name) {
    case 'Date':
    case 'Uint8Array':
      return { kind: 'builtin', name };
    case 'Map':
    case 'ReadonlyMap':
      if (first === undefined || second === undefined) break;
      return {
        kind: 'map',
        readonly: name === 'ReadonlyMap',
        key: reader.read(first, '{key}'),
        value: reader.read(second, '{value}'),
      };
    case 'Set':
    case 'ReadonlySet':
      if (first === undefined) break;
      return { kind: 'set', readonly: name === 'ReadonlySet', element: reader.read(first, '{element}') };
    case 'AsyncIterable':
    case 'AsyncIterableIterator':
    case 'AsyncIteratorObject':
    case 'AsyncGenerator':
      return reader.refuse(streamRefusals.nested());
    case 'Function':
    case 'CallableFunction':
    case 'NewableFunction':
      return reader.refuse(refusals.function());
    default:
      break;
  }
  return reader.refuse(refusals.libraryObject(name));
}
