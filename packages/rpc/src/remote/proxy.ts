import type { CallOptions } from '../call-options.js';
import type { BoundMethod } from '../calls/bound-method.js';
import type { CallRequest } from '../calls/call-request.js';
import { failure } from '../failure.js';
import type { RemoteSpec } from '../service.js';
import { onceIterable } from '../stream/once-iterable.js';
import type { StreamSource } from '../stream/stream-sender.js';
import { sentArguments } from './live-arguments.js';

/** What proxies need of their session. */
export interface ProxyCalls {
  call(
    method: BoundMethod,
    args: readonly unknown[],
    timeoutMs: number | undefined,
    options: CallOptions | undefined,
    upload: StreamSource | undefined,
  ): Promise<unknown>;
  stream(request: CallRequest): AsyncIterator<unknown>;
  notify(method: BoundMethod, args: readonly unknown[], options: CallOptions | undefined): void;
}

interface ProxyOptions {
  readonly calls: ProxyCalls;
  readonly isReleased: () => boolean;
  readonly dispose: () => void;
}

/** Something that is called here and runs in the other side's process. */
export function makeProxy(spec: RemoteSpec, methods: readonly BoundMethod[], options: ProxyOptions): object {
  const members = methods.map((method) => proxyMethod(method, options));
  const [first] = members;
  const proxy: object =
    spec.kind === 'function' && first !== undefined
      ? first
      : Object.fromEntries(methods.map(({ spec: { name } }, index) => [name, members[index]]));
  Object.defineProperty(proxy, Symbol.dispose, { value: options.dispose });
  return proxy;
}

function proxyMethod(
  method: BoundMethod,
  { calls, isReleased }: ProxyOptions,
): (...all: unknown[]) => unknown {
  const { kind, params, upload: uploadSpec, rest } = method.spec;
  return (...all) => {
    // The schema of the arguments has no place for it, and the type of the method says that it is there.
    const upload =
      uploadSpec === undefined ? undefined : (all.splice(uploadSpec.param, 1)[0] as StreamSource);
    const args = sentArguments(method.spec, all);
    // What was left out at the end is not sent, so that a side which does not know of it understands the call.
    while (args.length > 0 && args.at(-1) === undefined) args.pop();
    const options = rest === true ? undefined : ownOptions(all[params.length]);
    const released = isReleased() ? releasedError(method) : undefined;
    switch (kind) {
      case 'oneway':
        if (released !== undefined) throw released;
        return calls.notify(method, args, options);
      case 'unary':
      case 'clientStream':
        if (released !== undefined) return Promise.reject(released);
        return calls.call(method, args, options?.timeoutMs, options, upload);
      default:
        if (released !== undefined) throw released;
        return onceIterable(
          () => calls.stream({ method, args, timeoutMs: options?.timeoutMs, options, upload }),
          method.path,
        );
    }
  };
}

function releasedError({ path }: BoundMethod): Error {
  return failure('released', `${path}: the reference to it was released on this side`, {
    maybeExecuted: false,
  });
}

/** What follows the arguments is the call's own, as in the clients of services: an `AbortSignal`, or options. */
function ownOptions(value: unknown): CallOptions | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return value instanceof AbortSignal ? { signal: value } : value;
}
