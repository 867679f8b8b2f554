import { Code } from '../code.js';
import type { MethodCodec, Place } from '../codec/method-codec.js';
import { describeUnsendable } from '../codec/unsendable.js';
import { failure } from '../failure.js';
import { bareAnswer, ONE_BYTE } from '../frames/bare-frame.js';
import type { Carrier } from '../frames/carrier.js';
import type { Outbox } from '../frames/outbox.js';
import { type HandlerErrorHook, warnOfHandlerError } from '../handler-error.js';
import type { Limits } from '../limits.js';
import { RpcError } from '../rpc-error.js';
import { NotSendable } from '../wire/not-sendable.js';
import { WireError } from '../wire/wire-error.js';
import { Context } from './context.js';
import { ResponseFrame } from './response.js';
import type { ServedMethod } from './served-method.js';

export interface AnswersOptions {
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly onHandlerError: HandlerErrorHook;
  /** Ends the session. */
  readonly abort: (reason: Error) => void;
}

/** What this side answers to the calls of the other. */
export class Answers {
  readonly #options: AnswersOptions;
  readonly #outbox: Outbox;
  readonly #response = new ResponseFrame();

  constructor(options: AnswersOptions) {
    this.#outbox = options.outbox;
    this.#options = options;
  }

  /** Answers with what the handler returned, or with an error if that can not be sent. */
  result(id: number, method: ServedMethod, codec: MethodCodec, result: unknown, context: Context): void {
    const place = codec.result;
    const mayBeBare = id < ONE_BYTE && !place.mayRefer && !Context.hasOptions(context);
    if (mayBeBare && this.#outbox.sendBare(bareAnswer(id), place, result)) this.#outbox.flushBare();
    else this.#anyResult(id, method, place, result, context);
  }

  #anyResult(id: number, method: ServedMethod, place: Place, result: unknown, context: Context): void {
    const { outbox, limits } = this.#options;
    if (outbox.queuedBytes >= limits.maxQueuedBytes) this.error(id, queueFull(method));
    else {
      try {
        this.#send(this.#response.result(id, place, result, Context.responseOptions(context)), undefined);
      } catch (error) {
        this.unsent(id, method, 'result', { value: result, error });
      }
    }
  }

  /** Says that all items of the stream were sent, which answers the call. */
  end(id: number, context: Context, behind: Carrier | undefined): void {
    this.#send(this.#response.result(id, undefined, undefined, Context.responseOptions(context)), behind);
  }

  /**
   * Answers with what the handler threw: an error that the method declares with its fields, an `RpcError` as it is, anything else
   * without its text.
   */
  thrown(id: number, method: ServedMethod, error: unknown, context?: Context, behind?: Carrier): void {
    const declared = this.#declared(method, error);
    if (declared !== undefined) this.error(id, declared, context, behind);
    else if (error instanceof RpcError) this.error(id, thrownByHandler(error), context, behind);
    else {
      this.report(error, method.path);
      this.error(id, failure('handler-failed', `${method.path}: the handler failed`), context, behind);
    }
  }

  #declared(method: ServedMethod, error: unknown): RpcError | undefined {
    try {
      return method.errors?.encode(error);
    } catch (fault) {
      this.report(fault, method.path);
      return undefined;
    }
  }

  /** Answers with why the result, or an item of the stream, could not be sent. */
  unsent(
    id: number,
    method: ServedMethod,
    what: 'result' | 'item',
    { value, error }: { value: unknown; error: unknown },
    behind?: Carrier,
  ): void {
    if (error instanceof NotSendable) {
      const text = describeUnsendable(`${method.path}: ${what}`, value, this.#options.limits.maxDepth, error);
      this.thrown(id, method, new TypeError(text), undefined, behind);
    } else if (error instanceof RpcError) {
      const message = `${method.path}: ${what}: ${error.message}`;
      this.error(id, new RpcError(message, { code: error.code, maybeExecuted: true }), undefined, behind);
    } else this.thrown(id, method, error, undefined, behind);
  }

  error(id: number, error: RpcError, context?: Context, behind?: Carrier): void {
    const { outbox, limits, abort } = this.#options;
    if (outbox.queuedBytes >= 2 * limits.maxQueuedBytes) {
      abort(new WireError('the other side calls and does not take the answers (limits.maxQueuedBytes)'));
      return;
    }
    const options = context === undefined ? undefined : Context.responseOptions(context);
    try {
      this.#send(this.#response.error(id, error, options), behind);
    } catch (unsendable) {
      // Its details can not be sent; its code and message can, cut to what fits anywhere.
      this.report(unsendable, error.message);
      const message = error.message.slice(0, LONGEST_BARE_MESSAGE);
      this.#send(this.#response.error(id, new RpcError(message, { code: error.code }), undefined), behind);
    }
  }

  /** Tells the user's hook of an error that no caller sees. */
  report(error: unknown, method: string): void {
    try {
      this.#options.onHandlerError(error, { method });
    } catch (hookError) {
      warnOfHandlerError(error, { method });
      warnOfHandlerError(hookError, { method: 'onHandlerError' });
    }
  }

  #send(response: ResponseFrame, behind: Carrier | undefined): void {
    const { outbox } = this.#options;
    try {
      outbox.send(response, behind);
    } finally {
      response.clear();
    }
    outbox.flush();
  }
}

const LONGEST_BARE_MESSAGE = 200;

function queueFull(method: ServedMethod): RpcError {
  const text = `${method.path}: too many answers wait for the caller to take them (limits.maxQueuedBytes)`;
  return failure('queue-full', text, { maybeExecuted: true });
}

/**
 * The error as it goes to the caller. It may come from a call that the handler made itself, and then says whether *that* one was
 * executed; the caller's own certainly was.
 */
function thrownByHandler(error: RpcError): RpcError {
  const { code, details, metadata } = error;
  const unanswered = code === Code.Unavailable || code === Code.DeadlineExceeded || code === Code.Cancelled;
  return new RpcError(error.message, {
    code,
    details,
    metadata,
    ...(unanswered ? { maybeExecuted: true } : {}),
  });
}
