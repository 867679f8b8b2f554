import type { MethodCodec } from '../codec/method-codec.js';
import type { StreamReceiver } from '../stream/stream-receiver.js';
import type { StreamSender } from '../stream/stream-sender.js';
import type { Context } from './context.js';
import type { ServedMethod } from './served-method.js';

/** A call of the other side that is not over: it waits for our answer, or its caller has not ended its stream. */
export class IncomingCall {
  readonly id: number;
  readonly method: ServedMethod;
  /** What its request was written with, and its answer is. */
  readonly codec: MethodCodec;
  readonly context: Context;
  timer: NodeJS.Timeout | undefined;
  /** Gives back the memory of the arguments, which the handler has only borrowed. */
  giveBack: (() => void) | undefined;
  answered = false;
  /** The caller's stream, until the caller has ended it. */
  upload: StreamReceiver | undefined;
  /** The stream that answers it, while it runs. */
  download: StreamSender | undefined;

  constructor(id: number, method: ServedMethod, codec: MethodCodec, context: Context) {
    this.id = id;
    this.method = method;
    this.codec = codec;
    this.context = context;
  }
}
