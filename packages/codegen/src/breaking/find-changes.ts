import { returnsStream } from '../method-kind.js';
import type {
  ErrorShape,
  MethodShape,
  ModuleShape,
  NamedType,
  ParameterShape,
  ServiceShape,
} from '../service-shape.js';
import { type Misfit, misfit, type TypeInModule } from './fits.js';

/**
 * How bad a change is. `wire`: a peer that was generated before it fails. `source`: running peers go on, but code that
 * was written against the old interface may not compile. `safe`: neither.
 */
export type Severity = 'wire' | 'source' | 'safe';

/** What can change. */
export type Rule =
  | 'service-removed'
  | 'service-added'
  | 'method-removed'
  | 'method-added'
  | 'kind-changed'
  | 'parameter-removed'
  | 'parameter-added'
  | 'optional-parameter-added'
  | 'parameter-narrowed'
  | 'parameter-widened'
  | 'result-widened'
  | 'result-narrowed'
  | 'result-removed'
  | 'result-added'
  | 'upload-moved'
  | 'upload-narrowed'
  | 'upload-widened'
  | 'item-widened'
  | 'item-narrowed'
  | 'idempotent-removed'
  | 'idempotent-added'
  | 'error-removed'
  | 'error-added'
  | 'error-widened'
  | 'error-narrowed';

/** The rules by which changes are told, and how bad each is. A rule keeps its meaning for ever. */
export const RULES: Readonly<Record<Rule, Severity>> = {
  'service-removed': 'wire',
  'service-added': 'safe',
  'method-removed': 'wire',
  'method-added': 'source',
  'kind-changed': 'wire',
  'parameter-removed': 'wire',
  'parameter-added': 'wire',
  'optional-parameter-added': 'source',
  'parameter-narrowed': 'wire',
  'parameter-widened': 'source',
  'result-widened': 'wire',
  'result-narrowed': 'source',
  'result-removed': 'wire',
  'result-added': 'source',
  'upload-moved': 'source',
  'upload-narrowed': 'wire',
  'upload-widened': 'source',
  'item-widened': 'wire',
  'item-narrowed': 'source',
  'idempotent-removed': 'wire',
  'idempotent-added': 'safe',
  'error-removed': 'wire',
  'error-added': 'source',
  'error-widened': 'wire',
  'error-narrowed': 'source',
};

/** A change of a contract. */
export interface Change {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Such as `Shop.order(cart).items[].price`. */
  readonly path: string;
  readonly message: string;
}

/** What changed between two states of a contract. The order of methods and the names of types and parameters do not count. */
export function findChanges(
  before: readonly ModuleShape[],
  after: readonly ModuleShape[],
): readonly Change[] {
  const old = servicesOf(before);
  const now = servicesOf(after);
  const changes: Change[] = [];
  for (const [name, service] of old) {
    const same = now.get(name);
    if (same === undefined) changes.push(change('service-removed', name, 'The service is gone.'));
    else changes.push(...serviceChanges(service, same));
  }
  for (const name of now.keys()) {
    if (!old.has(name)) changes.push(change('service-added', name, 'The service is new.'));
  }
  return changes;
}

interface ServiceInModule {
  readonly service: ServiceShape;
  readonly types: ReadonlyMap<string, NamedType>;
  readonly errors: readonly ErrorShape[];
}

function servicesOf(modules: readonly ModuleShape[]): ReadonlyMap<string, ServiceInModule> {
  return new Map(
    modules.flatMap(({ services, types, errors }) => {
      const byId = new Map(types.map((type) => [type.id, type]));
      return services.map((service) => [service.name, { service, types: byId, errors }] as const);
    }),
  );
}

function change(rule: Rule, path: string, message: string): Change {
  return { rule, severity: RULES[rule], path, message };
}

function serviceChanges(before: ServiceInModule, after: ServiceInModule): readonly Change[] {
  const name = before.service.name;
  const changes: Change[] = [];
  for (const method of before.service.methods) {
    const path = `${name}.${method.name}`;
    const same = after.service.methods.find((each) => each.name === method.name);
    if (same === undefined) {
      changes.push(
        change('method-removed', path, 'The method is gone; calls of it are answered with Unimplemented.'),
      );
    } else {
      changes.push(...methodChanges({ before, after, old: method, now: same, path }));
    }
  }
  for (const method of after.service.methods) {
    if (before.service.methods.some((each) => each.name === method.name)) continue;
    changes.push(
      change('method-added', `${name}.${method.name}`, 'The method is new, and servers must implement it.'),
    );
  }
  return changes;
}

interface MethodPair {
  readonly before: ServiceInModule;
  readonly after: ServiceInModule;
  readonly old: MethodShape;
  readonly now: MethodShape;
  readonly path: string;
}

function methodChanges(pair: MethodPair): readonly Change[] {
  const { old, now, path } = pair;
  if (old.kind !== now.kind)
    return [change('kind-changed', path, `The method was ${old.kind} and is ${now.kind}.`)];
  const changes: Change[] = [];
  for (const [index, parameter] of now.parameters.entries()) {
    const same = old.parameters[index];
    const at = `${path}(${parameter.name})`;
    if (same !== undefined) changes.push(...parameterChanges(pair, same, parameter, at));
    else if (parameter.optional) {
      changes.push(
        change(
          'optional-parameter-added',
          at,
          'The parameter is new; old servers refuse calls that give it.',
        ),
      );
    } else
      changes.push(change('parameter-added', at, 'The parameter is new, and old clients do not send it.'));
  }
  for (const parameter of old.parameters.slice(now.parameters.length)) {
    changes.push(
      change(
        'parameter-removed',
        `${path}(${parameter.name})`,
        'The parameter is gone; old clients still send it.',
      ),
    );
  }
  return [
    ...changes,
    ...uploadChanges(pair),
    ...resultChanges(pair),
    ...idempotencyChanges(pair),
    ...errorChanges(pair),
  ];
}

/** What a stream of the client's brings goes the way of arguments. */
function uploadChanges({ before, after, old, now, path }: MethodPair): readonly Change[] {
  if (old.upload === undefined || now.upload === undefined) return [];
  const at = `${path}(${now.upload.name})`;
  const was: TypeInModule = { shape: old.upload.item, types: before.types };
  const is: TypeInModule = { shape: now.upload.item, types: after.types };
  const moved =
    old.upload.index === now.upload.index
      ? []
      : [change('upload-moved', at, 'The stream stands at another place among the parameters.')];
  const narrowed = misfit(was, is);
  if (narrowed !== undefined)
    return [...moved, misfitChange('upload-narrowed', `${at}[]`, narrowed, 'old clients send')];
  const widened = misfit(is, was);
  return widened === undefined
    ? moved
    : [...moved, misfitChange('upload-widened', `${at}[]`, widened, 'new clients may send')];
}

function idempotencyChanges({ old, now, path }: MethodPair): readonly Change[] {
  if (old.idempotent === now.idempotent) return [];
  return now.idempotent
    ? [change('idempotent-added', path, 'Clients may make a call again that may have run.')]
    : [
        change(
          'idempotent-removed',
          path,
          'Old clients still make calls again that may have run, which may do harm now.',
        ),
      ];
}

/** Errors go the way of results: what new servers throw, old clients must understand. */
function errorChanges({ before, after, old, now, path }: MethodPair): readonly Change[] {
  const declared = before.errors.filter(({ id }) => old.throws.includes(id));
  const thrown = after.errors.filter(({ id }) => now.throws.includes(id));
  const changes: Change[] = [];
  for (const { name, fields } of declared) {
    const at = `${path} throws ${name}`;
    const same = thrown.find((error) => error.name === name);
    if (same === undefined) {
      changes.push(
        change('error-removed', at, 'Old clients wait for the error, which reaches them as Internal now.'),
      );
      continue;
    }
    const was: TypeInModule = { shape: fields, types: before.types };
    const is: TypeInModule = { shape: same.fields, types: after.types };
    const widened = misfit(is, was);
    const narrowed = widened === undefined ? misfit(was, is) : undefined;
    if (widened !== undefined)
      changes.push(misfitChange('error-widened', at, widened, 'new servers may send'));
    if (narrowed !== undefined)
      changes.push(misfitChange('error-narrowed', at, narrowed, 'old servers may send'));
  }
  for (const { name } of thrown) {
    if (declared.some((error) => error.name === name)) continue;
    changes.push(
      change('error-added', `${path} throws ${name}`, 'The error is new; old clients do not know its class.'),
    );
  }
  return changes;
}

/** Arguments travel from clients to servers: what old clients send, new servers must accept. */
function parameterChanges(
  { before, after }: MethodPair,
  old: ParameterShape,
  now: ParameterShape,
  path: string,
): readonly Change[] {
  if (old.optional && !now.optional) {
    return [
      change('parameter-narrowed', path, 'The parameter was optional, and old clients may leave it out.'),
    ];
  }
  const narrowed = misfit({ shape: old.type, types: before.types }, { shape: now.type, types: after.types });
  if (narrowed !== undefined) return [misfitChange('parameter-narrowed', path, narrowed, 'old clients send')];
  if (now.optional && !old.optional)
    return [change('parameter-widened', path, 'The parameter became optional.')];
  const widened = misfit({ shape: now.type, types: after.types }, { shape: old.type, types: before.types });
  return widened === undefined
    ? []
    : [misfitChange('parameter-widened', path, widened, 'new clients may send')];
}

/** Results travel from servers to clients: what new servers send, old clients must accept. */
function resultChanges({ before, after, old, now, path }: MethodPair): readonly Change[] {
  const isStream = returnsStream(now.kind);
  const at = isStream ? `${path}()[]` : `${path}()`;
  if (old.result === undefined && now.result === undefined) return [];
  if (old.result === undefined) return [change('result-added', at, 'The method returns something now.')];
  if (now.result === undefined) return [change('result-removed', at, 'The method returns nothing any more.')];
  const [oldResult, newResult] = [
    { shape: old.result, types: before.types },
    { shape: now.result, types: after.types },
  ];
  const widened = misfit(newResult, oldResult);
  if (widened !== undefined)
    return [misfitChange(isStream ? 'item-widened' : 'result-widened', at, widened, 'new servers may send')];
  const narrowed = misfit(oldResult, newResult);
  return narrowed === undefined
    ? []
    : [misfitChange(isStream ? 'item-narrowed' : 'result-narrowed', at, narrowed, 'old servers may send')];
}

function misfitChange(rule: Rule, path: string, { path: inside, reason }: Misfit, who: string): Change {
  return change(rule, `${path}${inside}`, `In what ${who}, ${reason}.`);
}
