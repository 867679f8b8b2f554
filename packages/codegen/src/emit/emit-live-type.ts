import { returnsStream, withUpload } from '../method-kind.js';
import type { LiveMethodShape, OwnParameterShape, RemoteShape, TypeShape } from '../service-shape.js';
import { braces, type Code, code, list, propertyName, typeArguments } from './code.js';
import { fromDoor } from './run-time.js';

const CallOptions = fromDoor('CallOptions', true);

type Print = (type: TypeShape) => Code;

/** Prints a function's type: `(done: number) => void`. */
export function printFunctionType(call: LiveMethodShape, print: Print): Code {
  return [list('(', parametersOf(call, print), ')'), ' => ', resultOf(call, print)];
}

/** Prints the type of a live object whose interface has no name to import. */
export function printRemoteType({ methods, disposable }: RemoteShape, print: Print): Code {
  const members = methods.map(
    (method): Code => [
      propertyName(method.name),
      list('(', parametersOf(method, print), ')'),
      ': ',
      resultOf(method, print),
    ],
  );
  return braces(disposable ? [...members, '[Symbol.dispose](): void'] : members, ';');
}

function parametersOf(call: LiveMethodShape, print: Print): readonly Code[] {
  const sent = call.parameters.map(
    ({ name, optional, rest, type }): Code => [
      rest ? `...${name}` : name,
      optional ? '?: ' : ': ',
      print(type),
    ],
  );
  const all = withUpload(call, sent, ({ name, item }) => [
    `${name}: AsyncIterable`,
    typeArguments([print(item)]),
  ]);
  return call.own === undefined ? all : [...all, ownParameter(call.own)];
}

function ownParameter({ name, optional, type }: OwnParameterShape): Code {
  return [name, optional ? '?: ' : ': ', ownType(type)];
}

function ownType(type: OwnParameterShape['type']): Code {
  if (type === 'AbortSignal') return type;
  if (type === 'CallOptions') return CallOptions;
  const options = type.map(({ name, optional, undefinable }): Code => {
    const value = name === 'signal' ? 'AbortSignal' : 'number';
    return `${name}${optional ? '?' : ''}: ${value}${undefinable ? ' | undefined' : ''}`;
  });
  return braces(options, ';');
}

function resultOf({ kind, result, atOnce }: LiveMethodShape, print: Print): Code {
  const printed = result === undefined ? 'void' : print(result);
  if (kind === 'oneway') return 'void';
  if (returnsStream(kind)) return ['AsyncIterable', typeArguments([printed])];
  const promise: Code = ['Promise', typeArguments([printed])];
  if (!atOnce) return promise;
  return result?.kind === 'callback' ? code`(${printed}) | ${promise}` : code`${printed} | ${promise}`;
}
