import type { CallContext } from '../call-context.js';
import type { CallOptions } from '../call-options.js';
import type { MethodSpec } from '../service.js';

/**
 * The arguments that travel, of those that a function or a live object's method was called with: what a rest parameter takes is
 * one array.
 */
export function sentArguments({ params, rest }: MethodSpec, all: readonly unknown[]): unknown[] {
  if (rest !== true) return all.slice(0, params.length);
  const before = params.length - 1;
  return [...all.slice(0, before), all.slice(before)];
}

/** The other way round: what the function itself is called with, the call's own parameter included if it has one. */
export function liveArguments({ rest, own }: MethodSpec, all: unknown[], context: CallContext): unknown[] {
  const last = all.at(-1);
  if (rest === true) return [...all.slice(0, -1), ...(Array.isArray(last) ? last : [])];
  if (own === undefined) return all;
  return [...all, own === 'signal' ? context.signal : optionsOf(context)];
}

/** The options of a call as its callee gets them, to hand on to the calls that it makes itself. */
function optionsOf(context: CallContext): CallOptions {
  const { signal, deadline, metadata } = context;
  const timeoutMs = deadline === undefined ? undefined : Math.max(0, deadline - Date.now());
  return { signal, metadata, context, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
}
