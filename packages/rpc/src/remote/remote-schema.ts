import type * as zod from 'zod';
import { z } from '../codec/zod.js';
import type { RemoteSpec } from '../service.js';
import { RemoteToken, RemoteValue, whyNotRemote } from './remote-value.js';

/**
 * The schema at the place of a function or a live object. It decodes a reference that came to what stands for the other side's
 * object, and encodes an object of ours to what the writer sends as a reference.
 */
export function remote<T extends object>(spec: RemoteSpec): zod.ZodType<T> {
  const wire = z.custom<RemoteToken | RemoteValue>(
    (value) => value instanceof RemoteToken || value instanceof RemoteValue,
    `expected a reference to ${spec.name}`,
  );
  const target = z.custom<T>().superRefine((value, context) => {
    const why = whyNotRemote(value, spec);
    if (why !== undefined) context.addIssue({ code: 'custom', message: why });
  });
  const schema = z.codec(wire, target, {
    decode(token, context): T {
      const resolved = token instanceof RemoteToken ? token.take(spec, false) : undefined;
      // What stands for an object of that kind has its methods: the type that the spec was made from.
      if (resolved !== undefined) return resolved as T;
      context.issues.push({
        code: 'custom',
        input: token,
        message: `expected a reference to ${spec.name}, received one to something else`,
      });
      return z.NEVER;
    },
    encode: (value) => new RemoteValue(value, spec),
  });
  // To its users it is the schema of what comes out of it.
  return schema as unknown as zod.ZodType<T>;
}
