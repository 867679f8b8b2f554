import { typeHasher } from '../contract-hash.js';
import { methodsInOrder } from '../method-kind.js';
import type { LiveMethodShape } from '../service-shape.js';
import { block, type Code, code, indent, newLine, quoted } from './code.js';
import type { ZodPrinter } from './emit-zod.js';
import { methodSpec } from './method-spec.js';
import type { LiveShape, ModuleScope } from './module-scope.js';
import { fromDoor } from './run-time.js';

const RemoteSpec = fromDoor('RemoteSpec', true);
const defineRemote = fromDoor('defineRemote', false);

/**
 * The constants that describe what crosses as a reference. Printing one may bring up others, which the scope counts; so
 * this comes after everything else that prints schemas.
 */
export function emitRemotes(scope: ModuleScope, zod: ZodPrinter): readonly Code[] {
  const printed: Code[] = [];
  const hash = typeHasher(scope.module);
  for (let next = 0; next < scope.remotes.length; next++) {
    const remote = scope.remotes[next];
    if (remote !== undefined) printed.push(emitRemote(remote.shape, remote.constant, { scope, zod, hash }));
  }
  return printed;
}

interface RemotePrinting {
  readonly scope: ModuleScope;
  readonly zod: ZodPrinter;
  readonly hash: (shape: LiveShape) => string;
}

function emitRemote(shape: LiveShape, constant: string, { scope, zod, hash }: RemotePrinting): Code {
  const isFunction = shape.kind === 'callback';
  const methods: readonly LiveMethodShape[] = isFunction ? [shape.call] : methodsInOrder(shape.methods);
  const specs = methods.map(
    (method): Code => [newLine, block([...methodSpec(method, scope, { zod }), ...liveFields(method)]), ','],
  );
  const fields: readonly Code[] = [
    `name: ${quoted(shape.name)},`,
    `kind: ${quoted(isFunction ? 'function' : 'object')},`,
    `contractHash: ${quoted(hash(shape))},`,
    ['methods: () => [', indent(specs), newLine, '],'],
  ];
  return [code`const ${constant}: ${RemoteSpec} = /* @__PURE__ */ ${defineRemote}(`, block(fields), ');'];
}

/** What matters only where the arguments are those of the source: a service's are sorted out by generated code. */
function liveFields({ parameters, own }: LiveMethodShape): readonly Code[] {
  const fields: Code[] = [];
  if (parameters.at(-1)?.rest === true) fields.push('rest: true,');
  if (own !== undefined) fields.push(`own: ${quoted(own.type === 'AbortSignal' ? 'signal' : 'options')},`);
  return fields;
}
