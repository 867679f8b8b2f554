import type { DiagnosticCode, Fault } from '../diagnostic.js';
import type { Place } from './reading.js';

/** Why a type cannot cross, to follow the path of its place in a sentence, and what to write instead. */
export interface Refusal {
  readonly code: DiagnosticCode;
  readonly reason: string;
  readonly hint: string;
}

/** The fault that a refusal is, at a place. */
export function faultOf(
  { code, reason, hint }: Refusal,
  { path, foreign }: Pick<Place, 'path' | 'foreign'>,
): Fault {
  // Most hints say how to write it otherwise, which is not for the user to do in a package.
  const isForUser = foreign !== true || Object.values(HINTS).includes(hint);
  return { code, message: `${path} ${reason}`, hint: isForUser ? hint : IN_PACKAGE, path };
}

const IN_PACKAGE =
  'It is a package that says so: take Pick or Omit of its type, or declare a type of your own with the data that is needed.';

const SEND_DESCRIPTOR = 'Send a Descriptor of @flipcall/rpc, made of its file descriptor.';

/** What to send in place of objects that people often try to send. */
const HINTS: Readonly<Record<string, string>> = {
  AggregateError: 'Send an array of errors.',
  Blob: 'Send its bytes as a Uint8Array, or its stream as AsyncIterable<Uint8Array>.',
  Buffer: 'Write Uint8Array; a Buffer is one, and is sent as such.',
  FileHandle: SEND_DESCRIPTOR,
  Float16Array: 'Node.js has it from version 24 on only; send a Uint16Array over the same memory.',
  Promise: 'Send the value that it settles with; a method itself may return a promise.',
  Iterable: 'Send an array; or AsyncIterable<T> for a stream, as a parameter of its own.',
  AbortSignal: "Put it last among the parameters, where it is the call's own.",
  ReadableStream: 'Take or return AsyncIterable<Uint8Array>, which a ReadableStream is.',
  Readable: 'Take or return AsyncIterable<Uint8Array>, which a Readable is.',
  ReadStream: SEND_DESCRIPTOR,
  SharedArrayBuffer: 'Send a copy in an ArrayBuffer: what crosses is copied, not shared.',
};

function withArticle(name: string): string {
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** Every type that cannot be sent, with the words that say so. */
export const refusals = {
  any: (): Refusal => ({
    code: 'FC1101',
    reason: 'is any, so there is nothing to check what arrives against.',
    hint: 'Write the type that is meant, or unknown for any data.',
  }),
  object: (): Refusal => ({
    code: 'FC1109',
    reason: 'is object, which may be anything that is no primitive.',
    hint: 'Write what is in it, or take unknown or Record<string, unknown>.',
  }),
  hiddenBrand: (): Refusal => ({
    code: 'FC1111',
    reason: 'is a branded type that its module does not export by a name, so generated code cannot name it.',
    hint: "Export an alias for it: export type UserId = string & { readonly __brand: 'UserId' }.",
  }),
  behaviour: (name: string, methods: readonly string[]): Refusal => ({
    code: 'FC1103',
    reason: `is ${withArticle(name)}, an object with behaviour (${methods.slice(0, 3).join(', ')}${methods.length > 3 ? '…' : ''}), which stays where it is.`,
    hint:
      HINTS[name.replace(/<.*/s, '')] ??
      'Send the data that is in it, and make the object of it on the other side.',
  }),
  function: (): Refusal => ({
    code: 'FC1102',
    reason: 'is a function of which nothing is known, or a class.',
    hint: 'Write what it takes and returns, such as (done: number) => void.',
  }),
  classInstance: (name: string): Refusal => ({
    code: 'FC1103',
    reason: `is an instance of the class ${name}; its methods and prototype do not cross.`,
    hint:
      HINTS[name] ??
      'Declare an interface with the data in it; or one with its methods, marked @remote, if it is to stay where it is.',
  }),
  symbol: (): Refusal => ({
    code: 'FC1104',
    reason: 'is a symbol, which exists only inside the process that made it.',
    hint: 'Use a string literal type in its place.',
  }),
  symbolKey: (): Refusal => ({
    code: 'FC1104',
    reason: 'has a symbol for a key, which exists only inside the process that made it.',
    hint: 'Give the property a name.',
  }),
  prototypeKey: (): Refusal => ({
    code: 'FC1109',
    reason: 'would set the prototype of the object that it arrives in.',
    hint: 'Give the property another name.',
  }),
  inheritedKey: (name: string): Refusal => ({
    code: 'FC1109',
    reason: `is optional, but every object inherits a ${name}, so it could never be seen to be missing.`,
    hint: 'Give the property another name, or let it be required.',
  }),
  hiddenEnum: (name: string): Refusal => ({
    code: 'FC1106',
    reason: `is the enum ${name}, which its module does not export, so generated code cannot name it.`,
    hint: `Export ${name}.`,
  }),
  computedEnum: (name: string): Refusal => ({
    code: 'FC1106',
    reason: `is the enum ${name}, whose values are computed when the program runs.`,
    hint: 'Give each member a constant value.',
  }),
  libraryObject: (name: string): Refusal => ({
    code: 'FC1107',
    reason: `is ${withArticle(name)}, which has no form on the wire.`,
    hint: HINTS[name] ?? 'Send the data that is in it, and make the object of it on the other side.',
  }),
  extendedLibraryObject: (name: string, base: string): Refusal => ({
    code: 'FC1107',
    reason: `is ${withArticle(name)}, which is ${withArticle(base)} with more to it; it would arrive as a mere ${base}.`,
    hint: `Send an object that holds the ${base} and the rest as properties.`,
  }),
  endless: (): Refusal => ({
    code: 'FC1108',
    reason: 'goes on for ever: each step in expands to a new type.',
    hint: 'Let the type contain itself with the same type arguments.',
  }),
  hugeUnion: (members: number, limit: number): Refusal => ({
    code: 'FC1110',
    reason: `is a union of ${members} types; ${limit} is the most.`,
    hint: 'Take string or number in its place, and check the value in the handler.',
  }),
  indexKey: (text: string): Refusal => ({
    code: 'FC1109',
    reason: `has keys of the type ${text}.`,
    hint: 'Use an index signature of string, of number, or of a template with such holes in it.',
  }),
  formless: (text: string): Refusal => ({
    code: 'FC1109',
    reason: `is ${text}, which has no form on the wire.`,
    hint: 'Use a type made of primitives, literals, arrays, objects, Map, Set and the library objects that cross.',
  }),
} as const;

/** Every method that cannot be called across the boundary. */
export const methodRefusals = {
  optional: (): Refusal => ({
    code: 'FC1203',
    reason: 'is optional, but a client cannot know whether the server has it.',
    hint: 'Take the question mark away; a server that lacks the method can answer with an Unimplemented error.',
  }),
  overloaded: (count: number): Refusal => ({
    code: 'FC1201',
    reason: `has ${count} overloads, and a call carries no trace of which one was meant.`,
    hint: 'Give each a name of its own, or make one method of them with a union for its parameter.',
  }),
  generic: (): Refusal => ({
    code: 'FC1202',
    reason: "is generic, but type parameters exist only in the caller's compiler.",
    hint: 'Write the types that it is really called with, as a union if there are several.',
  }),
  answeredOneway: (result: string): Refusal => ({
    code: 'FC1204',
    reason: `is marked @oneway but returns ${result}, and nothing comes back from a oneway call.`,
    hint: 'Let it return void, or take the tag away.',
  }),
  streamingOneway: (upload: string): Refusal => ({
    code: 'FC1204',
    reason: `is marked @oneway but takes the stream ${upload}, and nobody could tell its sender to slow down.`,
    hint: 'Take the tag away, or call it once for each item.',
  }),
  throwingOneway: (error: string): Refusal => ({
    code: 'FC1204',
    reason: `is marked @oneway but said to throw ${error}, and nothing comes back from a oneway call.`,
    hint: 'Take one of the tags away.',
  }),
  idempotentOneway: (): Refusal => ({
    code: 'FC1206',
    reason:
      'is marked @idempotent, but of a oneway call nobody learns that it failed, so it is never made again.',
    hint: 'Take one of the tags away.',
  }),
  idempotentUpload: (upload: string): Refusal => ({
    code: 'FC1206',
    reason: `is marked @idempotent, but the stream ${upload} can be read only once, so the call cannot be made again.`,
    hint: 'Take the tag away, or send the data as an array.',
  }),
  symbolName: (): Refusal => ({
    code: 'FC1205',
    reason: 'is named by a symbol, which the other process does not have.',
    hint: 'Give the method a name.',
  }),
} as const;

/** Every stream that cannot cross as it is written. */
export const streamRefusals = {
  nested: (): Refusal => ({
    code: 'FC1112',
    reason: 'is a stream inside of data, where nothing says when it begins and ends.',
    hint: 'Let a method return the stream, or take it as a parameter of its own; or send an array.',
  }),
  streamOfStreams: (): Refusal => ({
    code: 'FC1112',
    reason: 'is a stream of streams.',
    hint: 'Put what belongs together into an array, or mark in each item which stream it is of.',
  }),
  secondUpload: (first: string): Refusal => ({
    code: 'FC1207',
    reason: `is a second stream; ${first} is the one that the call takes.`,
    hint: 'Make a union of their items, and send them in one stream.',
  }),
  optionalUpload: (): Refusal => ({
    code: 'FC1208',
    reason: 'is a stream that may be missing, but a call either opens a stream or does not.',
    hint: 'Let it be required; a caller that has nothing to send gives an empty one.',
  }),
  returnValue: (text: string): Refusal => ({
    code: 'FC1209',
    reason: `is a stream that returns ${text} at its end, where only items cross.`,
    hint: 'Return AsyncIterable<T>, and send what is to come last as the last item.',
  }),
  liveGenerator: (name: string): Refusal => ({
    code: 'FC1209',
    reason: `returns an ${name}, but what arrives can only be iterated.`,
    hint: 'Return AsyncIterable<T>.',
  }),
  livePromise: (): Refusal => ({
    code: 'FC1209',
    reason: 'returns a promise of a stream, but what arrives is the stream itself.',
    hint: 'Return AsyncIterable<T>; what the promise waited for, the stream can wait for.',
  }),
  takenValue: (text: string): Refusal => ({
    code: 'FC1209',
    reason: `is a stream that is given ${text} by next(), where items cross in one direction only.`,
    hint: 'Return AsyncIterable<T>, and take an AsyncIterable as a parameter for the other direction.',
  }),
} as const;

/** Every function and every object with methods that cannot be called from the other side. */
export const liveRefusals = {
  atOnce: (text: string): Refusal => ({
    code: 'FC1113',
    reason: `returns ${text} at once, but the call goes to another process, and its caller cannot wait there.`,
    hint: 'Return Promise<T>; or void, for a notification that nobody waits for.',
  }),
  generic: (): Refusal => ({
    code: 'FC1114',
    reason: "is a generic function, but type parameters exist only in the caller's compiler.",
    hint: 'Write the types that it is really called with, as a union if there are several.',
  }),
  property: (name: string): Refusal => ({
    code: 'FC1102',
    reason: `is a function with the property ${name}, which would be lost.`,
    hint: 'Send an object with the function and the rest as properties.',
  }),
  method: (): Refusal => ({
    code: 'FC1102',
    reason: 'is a method among data; taken out of its object it may not work.',
    hint: 'Write it as a property, run: () => void, for a function that works alone; or put the methods into an interface of their own, marked @remote.',
  }),
  unmarked: (methods: readonly string[]): Refusal => ({
    code: 'FC1102',
    reason: `is an object of methods (${methods.slice(0, 3).join(', ')}${methods.length > 3 ? '…' : ''}), which would have to run where it came from.`,
    hint: 'Mark its interface with @remote: then it stays where it is, and is called there.',
  }),
  ambiguous: (members: readonly string[]): Refusal => ({
    code: 'FC1115',
    reason: `is one of ${members.join(' and ')}, which all arrive as references and cannot be told apart.`,
    hint: 'Put each into an object with a property that tells them apart.',
  }),
  data: (): Refusal => ({
    code: 'FC1116',
    reason: 'is no method, and of an object marked @remote only methods can be reached.',
    hint: 'Make it a method that returns a promise of the value.',
  }),
  option: (): Refusal => ({
    code: 'FC1117',
    reason: 'is an option of the call that is not known here.',
    hint: 'Take the options as CallOptions of @flipcall/rpc, or as { signal?: AbortSignal; timeoutMs?: number }.',
  }),
  empty: (): Refusal => ({
    code: 'FC1116',
    reason: 'is marked @remote, but has no methods to call.',
    hint: 'Give it methods, or take the tag away.',
  }),
} as const;

/** Every error that cannot be declared. */
export const errorRefusals = {
  unknown: (name: string): Refusal => ({
    code: 'FC1210',
    reason: `is said to throw ${name}, of which nothing is known where the method is declared.`,
    hint: 'Name a class or an interface that the file declares, imports or exports from elsewhere; prose about errors needs no braces.',
  }),
  noError: (name: string): Refusal => ({
    code: 'FC1211',
    reason: `is said to throw ${name}, which is no error.`,
    hint: 'Name a class that extends Error or RpcError, or an interface with the fields of the error.',
  }),
  anyError: (): Refusal => ({
    code: 'FC1211',
    reason:
      'is said to throw Error, which every error is, so that its caller would learn too much and nothing for sure.',
    hint: 'Name a class of its own, such as: export class NotFound extends Error {}; prose about errors needs no braces.',
  }),
  generic: (name: string): Refusal => ({
    code: 'FC1212',
    reason: `is said to throw ${name}, which is generic, so that its fields are not known.`,
    hint: 'Name a class whose fields have types of their own.',
  }),
  hidden: (name: string): Refusal => ({
    code: 'FC1212',
    reason: `is said to throw ${name}, a class that its module does not export, so generated code cannot make one.`,
    hint: `Export ${name}.`,
  }),
  hiddenField: (): Refusal => ({
    code: 'FC1212',
    reason: 'is a private field of an error that crosses, and would be missing in the one that arrives.',
    hint: 'Let it be public, or keep it out of the class.',
  }),
  sameName: (name: string): Refusal => ({
    code: 'FC1213',
    reason: `is said to throw two errors of the name ${name}, and it is by their names that they are told apart.`,
    hint: 'Rename one of them.',
  }),
} as const;

/** Every constraint that cannot be meant. */
export const constraintRefusals = {
  unknownTag: (tag: string, meant: string): Refusal => ({
    code: 'FC1301',
    reason: `has the tag @${tag}, which says nothing here.`,
    hint: `Write @${meant}.`,
  }),
  misfit: (tag: string, kind: string): Refusal => ({
    code: 'FC1302',
    reason: `has the tag @${tag}, but is of no type that it fits.`,
    hint:
      tag === 'uniqueItems'
        ? 'Put it on an array of strings, numbers or other primitives.'
        : `Put it on ${kind === 'array' ? 'an array' : `a ${kind}`}, or on an alias of one.`,
  }),
  badValue: (tag: string, text: string, wanted: string): Refusal => ({
    code: 'FC1303',
    reason:
      text === '' ? `has the tag @${tag} without a value.` : `has the tag @${tag} with the value ${text}.`,
    hint: `Give it ${wanted}.${/\s@\w/.test(text) ? ' Each tag has a line of its own.' : ''}`,
  }),
  twice: (tag: string): Refusal => ({
    code: 'FC1304',
    reason: `has the tag @${tag} twice.`,
    hint: 'Take one of them away.',
  }),
  contradiction: (one: string, other: string): Refusal => ({
    code: 'FC1304',
    reason: `has the tags ${one} and ${other}, and no value can be both.`,
    hint: 'Let the range hold at least one value.',
  }),
} as const;
