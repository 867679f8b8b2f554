import type { z } from 'zod';
import type { CompactCodec, CompactType } from '../compact/compact-codec.js';
import { CompactValue } from '../compact/compact-value.js';
import { failure } from '../failure.js';
import type { RpcError } from '../rpc-error.js';
import type { MethodSpec } from '../service.js';
import { skipValue } from '../wire/skip-value.js';
import { CheckedValue } from './checked-value.js';
import type { MethodCodec, Place } from './method-codec.js';
import { describeArgumentIssues, describeIssues, type Issues } from './validation.js';

/** The codec of a method for peers that need not have the same contract: its values say themselves what they are. */
export function plainCodec(path: string, spec: MethodSpec): MethodCodec {
  return codecOf(path, spec, undefined);
}

/** The codec of a method for peers that have the very same contract. */
export function compactCodec(path: string, spec: MethodSpec): MethodCodec {
  return codecOf(path, spec, spec.compact);
}

function codecOf(path: string, spec: MethodSpec, compact: CompactCodec | undefined): MethodCodec {
  const { params, args, result, item, upload } = spec;
  const invalidArguments = (what: string): RpcError => failure('invalid-arguments', `${path}: ${what}`);
  const invalidResult = (what: string): RpcError =>
    failure('invalid-result', `${path}: ${what}`, { maybeExecuted: true });
  return {
    args: place(args, (issues) => invalidArguments(describeArgumentIssues(issues, params)), compact?.args),
    result:
      result === undefined
        ? NOTHING
        : place(result, (issues) => invalidResult(describeIssues(issues, 'result')), compact?.result),
    item:
      item === undefined
        ? noStream(spec)
        : place(item, (issues) => invalidResult(describeIssues(issues, 'item')), compact?.item),
    upload:
      upload === undefined
        ? noStream(spec)
        : place(upload.item, (issues) => invalidArguments(describeIssues(issues, 'item')), compact?.upload),
  };
}

function place(
  schema: () => z.ZodType,
  refuse: (issues: Issues) => RpcError,
  type: CompactType<unknown> | undefined,
): Place {
  const checked = new CheckedValue(schema, refuse);
  return type === undefined ? checked : new CompactValue(type, checked);
}

/** Of a method that returns nothing. Whatever a peer sends in its place is skipped. */
const NOTHING: Place = {
  mayRefer: false,
  write: (writer) => writer.nil(),
  read: (reader) => skipValue(reader),
};

function noStream({ name }: MethodSpec): Place {
  const refuse = (): never => {
    throw new TypeError(`method ${name} has no such stream`);
  };
  return { mayRefer: false, write: refuse, read: refuse };
}
