import ts from '../../compiler.cjs';
import { isLibrarySymbol } from './checker-facts.js';
import type { SourceProgram } from './project.js';
import { type Refusal, streamRefusals } from './unsupported.js';

/** A type that is a stream: its items, or why it cannot be one. */
export type StreamType = { readonly item: ts.Type } | { readonly refusal: Refusal };

/** What TypeScript's library has for things that are iterated with `for await`. */
const STREAMS: ReadonlySet<string> = new Set([
  'AsyncIterable',
  'AsyncIterableIterator',
  'AsyncIteratorObject',
  'AsyncGenerator',
]);

/** The stream that a type is; undefined when it is none. */
export function streamOf(source: SourceProgram, type: ts.Type): StreamType | undefined {
  if (!isStream(source, type)) return undefined;
  const { checker } = source;
  const [item, returned, taken] = checker.getTypeArguments(type as ts.TypeReference); // the library's streams are generic
  if (item === undefined) return undefined;
  if (returned !== undefined && !saysNothing(returned))
    return { refusal: streamRefusals.returnValue(checker.typeToString(returned)) };
  if (taken !== undefined && !saysNothing(taken))
    return { refusal: streamRefusals.takenValue(checker.typeToString(taken)) };
  return isStream(source, item) ? { refusal: streamRefusals.streamOfStreams() } : { item };
}

/** The same for a parameter, which may take a plain iterable beside the stream: `AsyncIterable<T> | Iterable<T>`. */
export function uploadOf(source: SourceProgram, type: ts.Type): StreamType | undefined {
  if (!type.isUnion()) return streamOf(source, type);
  const streams = type.types.filter((member) => isStream(source, member));
  const [stream] = streams;
  if (stream === undefined || streams.length > 1) return undefined;
  const found = streamOf(source, stream);
  if (found === undefined || 'refusal' in found) return found;
  const others = type.types.filter((member) => member !== stream);
  return others.every((member) => isIterableOf(source, member, found.item)) ? found : undefined;
}

function isStream({ program }: SourceProgram, type: ts.Type): boolean {
  const { symbol } = type;
  return symbol !== undefined && STREAMS.has(symbol.name) && isLibrarySymbol(program, symbol);
}

/** Whether a type is the library's `Iterable` of such items. */
function isIterableOf({ program, checker }: SourceProgram, type: ts.Type, item: ts.Type): boolean {
  const { symbol } = type;
  if (symbol?.name !== 'Iterable' || !isLibrarySymbol(program, symbol)) return false;
  return checker.getTypeArguments(type as ts.TypeReference)[0] === item; // the library's one is generic
}

/** What generators return, and are told by `next`, has no place on the wire; most say that there is nothing. */
function saysNothing(type: ts.Type): boolean {
  const nothing =
    ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never;
  return (type.flags & nothing) !== 0;
}
