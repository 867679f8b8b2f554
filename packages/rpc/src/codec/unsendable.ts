import type { BoundMethod } from '../calls/bound-method.js';
import { failure } from '../failure.js';
import type { RpcError } from '../rpc-error.js';
import { findNotSendable, type NotSendable } from '../wire/not-sendable.js';
import { pathText } from './validation.js';

/** The error for arguments that have no encoding: it names the parameter and the path within it. */
export function unsendableArgument(
  method: BoundMethod,
  args: readonly unknown[],
  maxDepth: number,
  cause: NotSendable,
): RpcError {
  const place = findNotSendable(args, maxDepth);
  const [index, ...path] = place?.path ?? [];
  const name = typeof index === 'number' ? method.spec.params[index] : undefined;
  const where =
    typeof index === 'number' ? `argument ${index + 1} (${name ?? ''}${pathText(path)})` : 'arguments';
  return failure('not-sendable', `${method.path}: ${where}: ${place?.why ?? cause.message}`, {
    cause,
    maybeExecuted: false,
  });
}

/** What is wrong with a value that has no encoding, in words. */
export function describeUnsendable(
  what: string,
  value: unknown,
  maxDepth: number,
  cause: NotSendable,
): string {
  const place = findNotSendable(value, maxDepth);
  return `${what}${pathText(place?.path ?? [])}: ${place?.why ?? cause.message}`;
}
