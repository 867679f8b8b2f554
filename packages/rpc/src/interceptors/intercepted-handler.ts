import type { CallContext } from '../call-context.js';
import type { ServedMethod } from '../calls/served-method.js';
import type { StreamReceiver } from '../stream/stream-receiver.js';
import { chain, describeMethod, type Interceptor } from './interceptor.js';

/** How a handler is called: at once, or through interceptors. Gives back what the handler returns, or a promise of it. */
export type Invoke = (
  method: ServedMethod,
  args: readonly unknown[],
  upload: StreamReceiver | undefined,
  context: CallContext,
) => unknown;

/** Calls handlers without further ado. */
export const invoke: Invoke = (method, args, upload, context) => method.invoke(args, upload, context);

/** Calls handlers through interceptors. */
export function interceptedInvoke(interceptors: readonly Interceptor[]): Invoke {
  return (method, args, upload, context) => intercept(interceptors, method, args, upload, context);
}

async function intercept(
  interceptors: readonly Interceptor[],
  ...[method, args, upload, context]: Parameters<Invoke>
): Promise<unknown> {
  const answers = 'item' in method.spec;
  const run = chain(interceptors, async (call) => {
    const outcome = await method.invoke(call.args, call.upload, context);
    const { headers, trailers } = context;
    // The shape of a stream is looked at by who sends it.
    return answers
      ? { items: outcome as AsyncIterable<unknown>, headers, trailers }
      : { result: outcome, headers, trailers };
  });
  const answer = await run({
    ...describeMethod(method.path, method.spec),
    side: 'server',
    args,
    upload,
    timeoutMs: undefined,
    metadata: context.metadata,
    signal: context.signal,
    context,
  });
  Object.assign(context.headers, answer.headers);
  Object.assign(context.trailers, answer.trailers);
  return answers ? answer.items : answer.result;
}
