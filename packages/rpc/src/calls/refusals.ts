import { failure } from '../failure.js';
import type { RpcError } from '../rpc-error.js';
import type { ServiceRegistry } from '../service-registry.js';
import type { MethodName } from './method-name.js';
import type { ServedMethod } from './served-method.js';

// What a caller is told whose call is not executed.

/** There is no such service, no such method of it, or no such reference. */
export function unknownMethod(name: MethodName, services: ServiceRegistry): RpcError {
  if (typeof name === 'object') {
    const text = `reference ${name.reference}: the other side has released it, or has no method ${name.name} there`;
    return failure('released', text, { maybeExecuted: false });
  }
  const service = typeof name === 'string' ? name.slice(0, Math.max(0, name.lastIndexOf('/'))) : undefined;
  if (service !== undefined && !services.hasService(service)) {
    return failure('unknown-service', `${name}: the other side serves no ${service}`);
  }
  return failure('unknown-method', `${name}: the other side has no such method`);
}

/** The request has other streams than the method. */
export function otherKind(method: ServedMethod): RpcError {
  return failure('unknown-method', `${method.path}: is of kind ${method.spec.kind} on this side`);
}

export function tooManyCalls(
  method: ServedMethod,
  running: { readonly count: number; readonly streamCount: number },
): RpcError {
  const text = `${method.path}: the other side runs ${running.count} calls already, ${running.streamCount} of them with streams (limits.maxConcurrentCalls, limits.maxConcurrentStreams)`;
  return failure('too-many-calls', text, { maybeExecuted: false });
}

export function draining(method: ServedMethod): RpcError {
  const text = `${method.path}: the other side takes no new calls, for it is about to end; the call was not executed`;
  return failure('draining', text, { maybeExecuted: false });
}
