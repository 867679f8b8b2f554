import { failure } from '../failure.js';
import type { Carrier } from '../frames/carrier.js';
import type { Outbox } from '../frames/outbox.js';
import type { Invoke } from '../interceptors/intercepted-handler.js';
import { RpcError } from '../rpc-error.js';
import type { Drain } from '../session/drain.js';
import type { Session } from '../session.js';
import { receiverOfCall } from '../stream/receiver-of-call.js';
import type { StreamReceiver } from '../stream/stream-receiver.js';
import { StreamSender } from '../stream/stream-sender.js';
import type { StreamWindows } from '../stream/stream-windows.js';
import { NotSendable } from '../wire/not-sendable.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import { WireError } from '../wire/wire-error.js';
import type { Answers } from './answers.js';
import { Context } from './context.js';
import { isAbort, isIterable, isThenable } from './handler-outcome.js';
import { IncomingCall } from './incoming-call.js';
import { type RequestOptions, Streams } from './request-options.js';
import { AcceptFrame } from './response.js';
import type { RunningCalls } from './running-calls.js';
import { ServedMethod } from './served-method.js';

export interface IncomingStreamsOptions {
  readonly session: Session;
  /** Calls the handlers. */
  readonly invoke: Invoke;
  readonly answers: Answers;
  readonly outbox: Outbox;
  readonly streams: StreamWindows;
  readonly drain: Drain;
}

/** The streams of the calls that the other side makes: those that it sends, and those that answer it. */
export class IncomingStreams {
  readonly #options: IncomingStreamsOptions;
  readonly #calls: RunningCalls;

  constructor(options: IncomingStreamsOptions, calls: RunningCalls) {
    this.#options = options;
    this.#calls = calls;
  }

  /** Reads an item of the stream of the call with that id. */
  onItem(id: number, reader: Reader): void {
    const call = this.#calls.find(id);
    const upload = call?.upload;
    if (call === undefined || upload === undefined) {
      throw new WireError(`an item of call ${id}, whose caller has no stream open`);
    }
    upload.admit();
    const start = reader.position;
    let item: unknown;
    if (upload.discarding) skipValue(reader);
    else {
      try {
        item = call.codec.upload.read(reader);
        reader.settle();
      } catch (error) {
        if (error instanceof WireError) throw error;
        reader.rewind(start);
        skipValue(reader);
        const refusal = error instanceof RpcError ? error : failure('invalid-arguments', String(error));
        this.#calls.giveUp(call, refusal);
      }
    }
    upload.push(item, reader.position - start);
  }

  /** Reads what follows the kind of an end frame. */
  onEnd(reader: Reader): void {
    const id = reader.uint();
    const call = this.#calls.find(id);
    if (call?.upload === undefined)
      throw new WireError(`an end of call ${id}, whose caller has no stream open`);
    call.upload.end();
    this.#calls.endUpload(call);
  }

  /** Allows our stream in answer to the call with that id more. */
  onCredit(id: number, items: number, bytes: number): void {
    // It may have crossed the end of the stream.
    this.#calls.find(id)?.download?.grant(items, bytes);
  }

  /** Runs the handler of a call with streams. */
  run(call: IncomingCall, args: readonly unknown[], options: RequestOptions): void {
    if ((options.streams & Streams.Up) !== 0) call.upload = this.#receiverOf(call.id);
    this.#calls.start(call, options);
    let outcome: unknown;
    try {
      outcome = this.#options.invoke(call.method, args, call.upload, call.context);
    } catch (error) {
      this.#calls.fail(call, error);
      return;
    }
    if (this.#calls.ended) return;
    if ((options.streams & Streams.Down) === 0) this.#calls.answerWith(call, outcome);
    else if (isThenable(outcome)) {
      Promise.resolve(outcome).then(
        (source) => this.#startDownload(call, source),
        (error: unknown) => this.#calls.fail(call, error),
      );
    } else this.#startDownload(call, outcome);
  }

  /** Drops the stream, if any, that the caller of a refused call may send all the same, until it hears of the refusal. */
  drop(id: number, options: RequestOptions): void {
    if ((options.streams & Streams.Up) === 0) return;
    const context = new Context(REFUSED.path, this.#options.session, options);
    const call = new IncomingCall(id, REFUSED, REFUSED.plain, context);
    call.upload = this.#receiverOf(id);
    call.upload.discard();
    this.#calls.keepAnswered(call);
  }

  #receiverOf(id: number): StreamReceiver {
    // The caller learns from the answer that its stream was not read to its end.
    return receiverOfCall(id, this.#options, () => undefined);
  }

  #startDownload(call: IncomingCall, source: unknown): void {
    const { id, method, codec, context } = call;
    if (!isIterable(source)) {
      const text = `${method.path}: the handler must return an iterable or an async iterable`;
      this.#calls.fail(call, new TypeError(text));
      return;
    }
    const { answers, outbox, streams, drain } = this.#options;
    const download = new StreamSender({
      windows: streams,
      id,
      outbox,
      encode: (writer, item) => codec.item.write(writer, item),
      behind: undefined,
      beforeFirst: () => this.#sendHeaders(id, context),
      onEnd: () => {
        if (this.#calls.finish(call)) answers.end(id, context, download.carrier);
        drain.check();
      },
      onError: (error, item) => {
        const unsent = error instanceof NotSendable || item !== undefined;
        if (!unsent) this.#calls.fail(call, error, download.carrier);
        else if (this.#calls.finish(call)) {
          answers.unsent(id, method, 'item', { value: item, error }, download.carrier);
          drain.check();
        }
      },
      onLateError: (error) => {
        if (!isAbort(error)) answers.report(error, method.path);
      },
      onCleanedUp: () => {
        this.#calls.finish(call);
        drain.check();
      },
    });
    call.download = download;
    download.run(source);
    // Given up, or over, before there was a stream to stop.
    if (call.answered) download.stop();
  }

  #sendHeaders(id: number, context: Context): Carrier | undefined {
    const headers = Context.takeHeaders(context);
    if (headers === undefined) return undefined;
    return this.#options.outbox.send(new AcceptFrame(id, headers));
  }
}

function unreadable(): never {
  throw new Error('the arguments of a refused call are not read');
}

/** Stands for the method of a call that is refused, and whose stream is not looked at. */
const REFUSED = new ServedMethod(
  '',
  { name: '', kind: 'clientStream', params: [], args: unreadable },
  {},
  () => undefined,
);
