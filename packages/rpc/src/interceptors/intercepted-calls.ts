import type { CallOptions, ClientOptions } from '../call-options.js';
import type { BoundMethod } from '../calls/bound-method.js';
import type { CallRequest } from '../calls/call-request.js';
import type { Metadata, MutableMetadata } from '../metadata.js';
import type { Session } from '../session.js';
import { onceIterable } from '../stream/once-iterable.js';
import {
  chain,
  describeMethod,
  type InterceptedAnswer,
  type InterceptedCall,
  type Interceptor,
  type Next,
} from './interceptor.js';

/** Makes calls of a session through a client's interceptors. */
export class InterceptedCalls {
  readonly #session: Session;
  readonly #interceptors: readonly Interceptor[];

  constructor(session: Session, { interceptors = [] }: ClientOptions) {
    this.#session = session;
    this.#interceptors = interceptors;
  }

  async call(request: CallRequest): Promise<unknown> {
    const answer = await this.#run(request);
    tellMetadata(request.options, answer);
    return answer.result;
  }

  stream(request: CallRequest): AsyncIterator<unknown> {
    return this.#items(request);
  }

  notify(request: CallRequest): void {
    this.#run(request).catch((error: unknown) => {
      // Nobody waits for the outcome of a notification.
      process.emitWarning(
        `${request.method.path}: the notification was not sent: ${String(error)}`,
        'FlipcallWarning',
      );
    });
  }

  async *#items(request: CallRequest): AsyncGenerator<unknown, void, undefined> {
    const answer = await this.#run(request);
    let told = false;
    for await (const item of answer.items ?? []) {
      if (!told) tell(request.options?.onHeaders, answer.headers);
      told = true;
      yield item;
    }
    if (!told) tell(request.options?.onHeaders, answer.headers);
    tell(request.options?.onTrailers, answer.trailers);
  }

  #run({ method, args, upload, options, timeoutMs }: CallRequest): Promise<InterceptedAnswer> {
    const call: InterceptedCall = {
      ...describeMethod(method.path, method.spec),
      side: 'client',
      args,
      upload,
      timeoutMs,
      metadata: options?.metadata ?? {},
      signal: options?.signal,
      context: undefined,
    };
    return chain(this.#interceptors, this.#carryOut(method, options))(call);
  }

  #carryOut(method: BoundMethod, { context }: CallOptions = {}): Next {
    const session = this.#session;
    return async ({ args, upload, timeoutMs, metadata, signal }) => {
      const headers: MutableMetadata = {};
      const trailers: MutableMetadata = {};
      const options: CallOptions = {
        metadata,
        onHeaders: (received) => void Object.assign(headers, received),
        onTrailers: (received) => void Object.assign(trailers, received),
        ...(signal === undefined ? {} : { signal }),
        ...(context === undefined ? {} : { context }),
      };
      switch (method.spec.kind) {
        case 'oneway':
          session.notify(method, args, options);
          return { headers, trailers };
        case 'unary':
        case 'clientStream':
          return { result: await session.call(method, args, timeoutMs, options, upload), headers, trailers };
        default: {
          const start = (): AsyncIterator<unknown> =>
            session.stream({ method, args, timeoutMs, options, upload });
          return { items: onceIterable(start, method.path), headers, trailers };
        }
      }
    };
  }
}

function tellMetadata(options: CallOptions | undefined, { headers, trailers }: InterceptedAnswer): void {
  tell(options?.onHeaders, headers);
  tell(options?.onTrailers, trailers);
}

function tell(listener: ((metadata: Metadata) => void) | undefined, metadata: Metadata): void {
  if (Object.keys(metadata).length > 0) listener?.(metadata);
}
