import type { CallContext } from '../call-context.js';
import { compactCodec, plainCodec } from '../codec/codec-of.js';
import type { MethodCodec } from '../codec/method-codec.js';
import { DeclaredErrors } from '../errors/declared-errors.js';
import { liveArguments } from '../remote/live-arguments.js';
import type { MethodSpec } from '../service.js';
import { STREAMS_OF_KIND } from './request-options.js';

/** A handler as it is called: the arguments, and the context last. */
export type Handler = (...argsAndContext: unknown[]) => unknown;

/** A method that this side serves. */
export class ServedMethod {
  /** `Service/method`. */
  readonly path: string;
  readonly spec: MethodSpec;
  /** `Streams` bits. */
  readonly streams: number;
  readonly plain: MethodCodec;
  readonly compact: MethodCodec;
  /** The errors that its callers are told of by type; undefined when there are none. */
  readonly errors: DeclaredErrors | undefined;
  readonly handler: Handler;
  /** The object that the handler is a method of. */
  readonly handlers: object;

  /** How many arguments go to the handler as they are, with nothing but the context after them; -1 if it is not so. */
  readonly #plainParams: number;

  /** Whether it is a service's, and its handler is told about the call; a function that was passed as an argument is not. */
  readonly isOfService: boolean;

  constructor(
    path: string,
    spec: MethodSpec,
    handlers: object,
    handler: Handler,
    { isOfService }: { readonly isOfService: boolean } = { isOfService: true },
  ) {
    this.isOfService = isOfService;
    this.path = path;
    this.spec = spec;
    this.streams = STREAMS_OF_KIND[spec.kind];
    this.plain = plainCodec(path, spec);
    this.compact = compactCodec(path, spec);
    this.errors = spec.throws && new DeclaredErrors(path, spec.throws());
    this.handlers = handlers;
    this.handler = handler;
    this.#plainParams = isOfService && spec.upload === undefined ? spec.params.length : -1;
  }

  /** Calls the handler with its arguments, filled up where the caller left some out, the caller's stream and the context. */
  invoke(args: readonly unknown[], upload: unknown, context: CallContext): unknown {
    const { handler, handlers } = this;
    const count = this.#plainParams;
    if (args.length === count) {
      // Most calls: no array is made for the handler.
      switch (count) {
        case 0:
          return handler.call(handlers, context);
        case 1:
          return handler.call(handlers, args[0], context);
        case 2:
          return handler.call(handlers, args[0], args[1], context);
      }
    }
    return this.#invokeAny(args, upload, context);
  }

  #invokeAny(args: readonly unknown[], upload: unknown, context: CallContext): unknown {
    const { params, upload: uploadSpec } = this.spec;
    const all = args.slice(0, params.length);
    while (all.length < params.length) all.push(undefined);
    if (uploadSpec !== undefined) all.splice(uploadSpec.param, 0, upload);
    if (!this.isOfService) return this.handler.apply(this.handlers, liveArguments(this.spec, all, context));
    all.push(context);
    return this.handler.apply(this.handlers, all);
  }
}
