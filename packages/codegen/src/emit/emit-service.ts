import { contractHash } from '../contract-hash.js';
import { methodsInOrder, withUpload } from '../method-kind.js';
import type { MethodShape, ParameterShape, ServiceShape } from '../service-shape.js';
import {
  block,
  type Code,
  code,
  docComment,
  group,
  indent,
  list,
  newLine,
  propertyName,
  quoted,
  spaceBreak,
} from './code.js';
import { methodSpec, type Printers } from './method-spec.js';
import type { ModuleScope } from './module-scope.js';
import { fromDoor } from './run-time.js';
import {
  type ClientForm,
  clientParameters,
  clientResult,
  handlerParameters,
  handlerResult,
} from './signatures.js';

const CallContext = fromDoor('CallContext', true);
const CallOptions = fromDoor('CallOptions', true);
const ClientOptions = fromDoor('ClientOptions', true);
const RpcSession = fromDoor('RpcSession', true);
const ServiceDescriptor = fromDoor('ServiceDescriptor', true);
const defineService = fromDoor('defineService', false);
const openCaller = fromDoor('openCaller', false);
const openBlockingCaller = fromDoor('openBlockingCaller', false);

/** Everything that one service gives, in the order in which a reader wants it. */
export function emitService(service: ServiceShape, scope: ModuleScope, printers: Printers): readonly Code[] {
  const forms = (['promise', 'blocking'] as const).filter((form) => methodsOf(service, form).length > 0);
  return [
    sourceType(service, scope),
    ...forms.map((form) => clientInterface(service, scope, form)),
    handlersInterface(service, scope),
    descriptor(service, scope, printers),
    ...forms.map((form) => clientFunction(service, form)),
  ];
}

/** A thread that blocks cannot send while it waits for what comes back, so its client has no methods that do both. */
function methodsOf(service: ServiceShape, form: ClientForm): readonly MethodShape[] {
  return form === 'promise' ? service.methods : service.methods.filter(({ kind }) => kind !== 'bidiStream');
}

function sourceType(service: ServiceShape, scope: ModuleScope): Code {
  const [name] = service.source.path;
  const imported = scope.importedType(service.source.module, name);
  const source: Code = { ...imported, localName: `${service.name}Source` };
  return [docComment(service.doc), code`export type ${service.name} = ${source};`];
}

/** What the run time's callers have for each kind. */
const VERBS = {
  unary: 'call',
  oneway: 'notify',
  serverStream: 'serverStream',
  clientStream: 'clientStream',
  bidiStream: 'bidiStream',
} as const;

const FORMS = {
  promise: { suffix: 'Client', opener: openCaller, says: 'as promises' },
  blocking: {
    suffix: 'SyncClient',
    opener: openBlockingCaller,
    says: 'by calls that block the calling thread',
  },
} as const;

function clientInterface(service: ServiceShape, scope: ModuleScope, form: ClientForm): Code {
  const { suffix, says } = FORMS[form];
  const methods = methodsOf(service, form).map((method): Code => {
    const parameters = [...clientParameters(method, scope, form)];
    if (!hasRest(method)) parameters.push(code`${freshName('options', method)}?: ${CallOptions}`);
    return [
      docComment(method.doc),
      propertyName(method.name),
      list('(', parameters, ')'),
      ': ',
      clientResult(method, scope, form),
      ';',
    ];
  });
  const missing = service.methods.filter((method) => !methodsOf(service, form).includes(method));
  const note =
    missing.length === 0
      ? ''
      : ` Without what streams both ways: ${missing.map(({ name }) => name).join(', ')}.`;
  const doc = withNote(service.doc, `A client of ${service.name}: its methods ${says}.${note}`);
  return [docComment(doc), `export interface ${service.name}${suffix} `, block(methods)];
}

/** After a rest parameter there is no place for the options of the call. */
function hasRest({ parameters }: MethodShape): boolean {
  return parameters.at(-1)?.rest === true;
}

function handlersInterface(service: ServiceShape, scope: ModuleScope): Code {
  const methods = service.methods.map((method): Code => {
    const parameters = [
      ...handlerParameters(method, scope),
      code`${freshName('context', method)}: ${CallContext}`,
    ];
    return [
      docComment(method.doc),
      propertyName(method.name),
      list('(', parameters, ')'),
      ': ',
      handlerResult(method, scope),
      ';',
    ];
  });
  const doc = withNote(service.doc, `What a server of ${service.name} implements.`);
  return [docComment(doc), `export interface ${service.name}Handlers `, block(methods)];
}

function descriptor(service: ServiceShape, scope: ModuleScope, printers: Printers): Code {
  const handlers = `${service.name}Handlers`;
  const methods = methodsInOrder(service.methods).map(
    (method): Code => [block(methodSpec(method, scope, printers)), ','],
  );
  const fields: readonly Code[] = [
    `name: ${quoted(service.name)},`,
    `contractHash: ${quoted(contractHash(service, scope.module))},`,
    ['methods: [', methods.map((method) => indent([newLine, method])), newLine, '],'],
  ];
  return [
    docComment(`The service ${service.name}: names, kinds and schemas of its methods.`),
    code`export const ${service.name}: ${ServiceDescriptor}<${handlers}> = /* @__PURE__ */ ${defineService}<${handlers}>(`,
    block(fields),
    ');',
  ];
}

function clientFunction(service: ServiceShape, form: ClientForm): Code {
  const { suffix, opener, says } = FORMS[form];
  const client = `${service.name}${suffix}`;
  const caller = freshName('caller', ...service.methods);
  const offered = methodsOf(service, form);
  const methods = methodsInOrder(service.methods).flatMap((method, index): Code[] => {
    if (!offered.includes(method)) return [];
    const options = freshName('options', method);
    const sentNames = method.parameters.map(({ name, rest }) => (rest ? `...${name}` : name));
    const names = [...withUpload(method, sentNames, ({ name }) => name)];
    const sent = [String(index), sentArguments(method.parameters)];
    if (method.upload !== undefined) sent.push(method.upload.name);
    if (!hasRest(method)) {
      names.push(options);
      sent.push(options);
    }
    const call: Code = [`${caller}.${VERBS[method.kind]}`, list('(', sent, ')')];
    const head: Code = [propertyName(method.name), ': ', list('(', names, ')'), ' =>'];
    return [group([head, indent([spaceBreak, call]), ','])];
  });
  const parameters = [code`session: ${RpcSession}`, code`options?: ${ClientOptions}`];
  return [
    docComment(`A client of ${service.name} on a session: its methods ${says}.`),
    `export function create${client}`,
    list('(', parameters, ')'),
    `: ${client} `,
    block([
      code`const ${caller} = ${opener}(session, ${service.name}, options);`,
      ['return ', block(methods), ';'],
    ]),
  ];
}

/** Arguments that were left out at the end are not sent, so that a peer which does not know of them yet understands the call. */
function sentArguments(parameters: readonly ParameterShape[]): Code {
  const names = parameters.map(({ name }) => name);
  const last = parameters.at(-1);
  const all = list('[', names, ']');
  if (last?.optional !== true) return all;
  const fewer = parameters.slice(0, -1);
  const without = sentArguments(fewer);
  const shorter: Code = fewer.at(-1)?.optional === true ? code`(${without})` : without;
  return [`${last.name} === undefined ? `, shorter, ' : ', all];
}

/** A name of ours that no parameter of the methods has. */
function freshName(wished: string, ...methods: readonly MethodShape[]): string {
  const taken = new Set(
    methods.flatMap((method) => [
      ...method.parameters.map(({ name }) => name),
      ...(method.upload === undefined ? [] : [method.upload.name]),
    ]),
  );
  if (!taken.has(wished)) return wished;
  const capital = wished.charAt(0).toUpperCase() + wished.slice(1);
  let name = `call${capital}`;
  while (taken.has(name)) name = `${name}_`;
  return name;
}

function withNote(doc: string | undefined, note: string): string {
  return doc === undefined ? note : `${note}\n\n${doc}`;
}
