import { returnsStream, withUpload } from '../method-kind.js';
import type { MethodShape, ParameterShape } from '../service-shape.js';
import { type Code, code, typeArguments } from './code.js';
import { printMember, printType, printUnion } from './emit-type.js';
import type { ModuleScope } from './module-scope.js';

/** How a client calls: by methods that return promises, or by ones that block. */
export type ClientForm = 'promise' | 'blocking';

/** The parameters of a client's method, without the options of the call. */
export function clientParameters(method: MethodShape, scope: ModuleScope, form: ClientForm): readonly Code[] {
  const sent = method.parameters.map((parameter) => clientParameter(parameter, scope));
  return withUpload(method, sent, ({ name, item }): Code => {
    const items = typeArguments([printType(item, scope)]);
    const plain = code`Iterable${items}`;
    return [`${name}: `, form === 'blocking' ? plain : printUnion([code`AsyncIterable${items}`, plain])];
  });
}

function clientParameter({ name, optional, rest, type }: ParameterShape, scope: ModuleScope): Code {
  return [rest ? `...${name}` : name, optional ? '?: ' : ': ', printType(type, scope)];
}

/** What a client's method returns. */
export function clientResult(method: MethodShape, scope: ModuleScope, form: ClientForm): Code {
  const result = printResult(method, scope);
  if (returnsStream(method.kind))
    return code`${form === 'blocking' ? 'Iterable' : 'AsyncIterable'}${typeArguments([result])}`;
  return form === 'promise' && method.kind !== 'oneway' ? code`Promise<${result}>` : result;
}

/** The parameters of a handler, without the context of the call. */
export function handlerParameters(method: MethodShape, scope: ModuleScope): readonly Code[] {
  const sent = method.parameters.map(
    ({ name, optional, type }): Code => [`${name}: `, printType(type, scope), optional ? ' | undefined' : ''],
  );
  return withUpload(method, sent, ({ name, item }) => [
    `${name}: AsyncIterable`,
    typeArguments([printType(item, scope)]),
  ]);
}

/** What a handler returns: at once, or later. */
export function handlerResult(method: MethodShape, scope: ModuleScope): Code {
  const result = printResult(method, scope);
  if (returnsStream(method.kind)) {
    const items = typeArguments([result]);
    const stream: readonly Code[] = [code`AsyncIterable${items}`, code`Iterable${items}`];
    return printUnion([...stream, code`Promise${typeArguments([printUnion(stream)])}`]);
  }
  const atOnce = method.result?.kind === 'union' ? method.result.members : [method.result];
  const types = atOnce.map((type) => (type === undefined ? 'void' : printMember(type, scope)));
  return printUnion([...types, code`Promise<${result}>`]);
}

function printResult({ result }: MethodShape, scope: ModuleScope): Code {
  return result === undefined ? 'void' : printType(result, scope);
}
