import type { MethodCodec } from '../codec/method-codec.js';
import type { Invoke } from '../interceptors/intercepted-handler.js';
import type { References } from '../remote/references.js';
import type { RpcError } from '../rpc-error.js';
import type { ServiceRegistry } from '../service-registry.js';
import type { Drain } from '../session/drain.js';
import type { Session } from '../session.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import { WireError } from '../wire/wire-error.js';
import type { Answers } from './answers.js';
import { Context } from './context.js';
import { isThenable } from './handler-outcome.js';
import { IncomingCall } from './incoming-call.js';
import { IncomingStreams, type IncomingStreamsOptions } from './incoming-streams.js';
import { isCompact, nameText, readMember } from './method-name.js';
import { draining, otherKind, tooManyCalls, unknownMethod } from './refusals.js';
import { NO_OPTIONS, type RequestOptions, readRequestOptions } from './request-options.js';
import { RunningCalls, type RunningCallsOptions } from './running-calls.js';
import type { ServedMethod } from './served-method.js';

export interface IncomingCallsOptions extends RunningCallsOptions, IncomingStreamsOptions {
  readonly services: ServiceRegistry;
  readonly references: References;
  /** Whether the bytes of large arguments belong to the handlers only until the call is answered. */
  readonly borrowBytes: boolean;
}

/** The calls that the other side makes: reads them, and runs their handlers or refuses them. */
export class IncomingCalls {
  readonly #options: IncomingCallsOptions;
  readonly #services: ServiceRegistry;
  readonly #session: Session;
  readonly #invoke: Invoke;
  readonly #drain: Drain;
  readonly #answers: Answers;
  readonly #calls: RunningCalls;
  readonly #streams: IncomingStreams;
  #received = 0;
  /** Why the arguments read last are refused. */
  #refusal: unknown;

  constructor(options: IncomingCallsOptions) {
    this.#options = options;
    this.#services = options.services;
    this.#session = options.session;
    this.#invoke = options.invoke;
    this.#drain = options.drain;
    this.#answers = options.answers;
    this.#calls = new RunningCalls(options);
    this.#streams = new IncomingStreams(options, this.#calls);
  }

  /** How many handlers run. */
  get running(): number {
    return this.#calls.count;
  }

  /** How many calls came so far, notifications too. */
  get received(): number {
    return this.#received;
  }

  /** Reads the arguments of a bare request for the method with that number and answers it, or starts its handler. */
  onBare(reader: Reader, id: number, number: number): void {
    const method = this.#services.numberedByOne(number);
    if (method === undefined || method.streams !== 0 || this.#drain.here || !this.#calls.mayStart(id)) {
      reader.position -= 2; // the id and the number
      this.onRequest(reader, false);
      return;
    }
    this.#received++;
    const codec = method.compact;
    const args = this.#readArgs(reader, codec);
    if (args === undefined) this.#refuseArgs(id, method, NO_OPTIONS);
    else this.#run(id, method, codec, args, NO_OPTIONS, this.#giveBackOf(reader));
  }

  /** Reads what follows the kind of any request and does the same. */
  onRequest(reader: Reader, hasOptions: boolean): void {
    this.#received++;
    const id = reader.uint();
    this.#calls.checkNewId(id);
    const { services, references, drain } = this.#options;
    const name = reader.isArray() ? readMember(reader, references) : reader.stringOrUint();
    const method = typeof name === 'object' ? name.method : services.find(name);
    const codec = isCompact(name) ? method?.compact : method?.plain;
    const args = this.#readArgs(reader, codec);
    const options = hasOptions ? readRequestOptions(reader) : NO_OPTIONS;
    if (method === undefined || codec === undefined) this.#refuse(id, options, unknownMethod(name, services));
    else if (drain.here) this.#refuse(id, options, draining(method));
    else if (args === undefined) this.#refuseArgs(id, method, options);
    else if (method.streams !== options.streams) this.#refuse(id, options, otherKind(method));
    else if (this.#calls.isFull(options.streams))
      this.#refuse(id, options, tooManyCalls(method, this.#calls));
    else if (options.streams === 0) this.#run(id, method, codec, args, options, this.#giveBackOf(reader));
    else this.#streams.run(this.#newCall(id, method, codec, options), args, options);
  }

  /** What gives the memory of the arguments back, if it belongs to the handler only for its call. */
  #giveBackOf(reader: Reader): (() => void) | undefined {
    return reader.giveBack === undefined ? undefined : this.#takeGiveBack(reader);
  }

  #takeGiveBack(reader: Reader): (() => void) | undefined {
    return this.#options.borrowBytes ? reader.takeGiveBack() : undefined;
  }

  /** Reads what follows the kind of a notification and runs its handler. */
  onNotification(reader: Reader, hasOptions: boolean): void {
    this.#received++;
    const { services, references } = this.#options;
    const name = reader.isArray() ? readMember(reader, references) : reader.stringOrUint();
    const method = typeof name === 'object' ? name.method : services.find(name);
    const codec = isCompact(name) ? method?.compact : method?.plain;
    const args = this.#readArgs(reader, codec);
    const options = hasOptions ? readRequestOptions(reader) : NO_OPTIONS;
    if (method === undefined || codec === undefined)
      this.#answers.report(unknownMethod(name, services), nameText(name));
    else if (args === undefined) this.#answers.report(this.#refusal, method.path);
    else if (this.#calls.isFull(options.streams))
      this.#answers.report(tooManyCalls(method, this.#calls), method.path);
    else this.#runNotification(this.#newCall(-1, method, codec, options), args);
  }

  /** Reads an item of the stream of the call with that id. */
  onItem(id: number, reader: Reader): void {
    this.#streams.onItem(id, reader);
  }

  /** Reads what follows the kind of an end frame. */
  onEnd(reader: Reader): void {
    this.#streams.onEnd(reader);
  }

  /** Allows our stream in answer to the call with that id more. */
  onCredit(id: number, items: number, bytes: number): void {
    this.#streams.onCredit(id, items, bytes);
  }

  /** Reads what follows the kind of a cancel frame. */
  onCancel(reader: Reader): void {
    this.#calls.cancel(reader.uint());
  }

  /** Aborts every handler that runs: nobody waits for it any more. */
  end(reason: Error): void {
    this.#calls.end(reason);
  }

  /** Reads the arguments; undefined, and `#refusal` says why, if they are wrong. Those of no method are skipped. */
  #readArgs(reader: Reader, codec: MethodCodec | undefined): readonly unknown[] | undefined {
    const start = reader.position;
    try {
      if (codec !== undefined) {
        const args = codec.args.read(reader) as readonly unknown[]; // the schema is that of a tuple
        reader.settle();
        return args;
      }
    } catch (error) {
      if (error instanceof WireError) throw error;
      this.#refusal = error;
    }
    reader.rewind(start);
    skipValue(reader);
    return undefined;
  }

  #refuse(id: number, options: RequestOptions, error: RpcError): void {
    this.#streams.drop(id, options);
    this.#answers.error(id, error);
  }

  #refuseArgs(id: number, method: ServedMethod, options: RequestOptions): void {
    this.#streams.drop(id, options);
    this.#answers.thrown(id, method, this.#refusal);
  }

  #newCall(id: number, method: ServedMethod, codec: MethodCodec, options: RequestOptions): IncomingCall {
    return new IncomingCall(id, method, codec, new Context(method.path, this.#options.session, options));
  }

  /** @param giveBack Gives back the memory of the arguments. */
  #run(
    id: number,
    method: ServedMethod,
    codec: MethodCodec,
    args: readonly unknown[],
    options: RequestOptions,
    giveBack: (() => void) | undefined,
  ): void {
    const context = new Context(method.path, this.#session, options);
    let outcome: unknown;
    try {
      outcome = this.#invoke(method, args, undefined, context);
    } catch (error) {
      this.#answers.thrown(id, method, error, context);
      this.#giveBackOnceSent(giveBack);
      return;
    }
    if (isThenable(outcome)) {
      const call = new IncomingCall(id, method, codec, context);
      call.giveBack = giveBack;
      this.#calls.start(call, options);
      this.#calls.answerWith(call, outcome);
    }
    // The handler may have closed the session.
    else if (!this.#calls.ended) {
      this.#answers.result(id, method, codec, outcome, context);
      this.#giveBackOnceSent(giveBack);
    }
  }

  /** Only when the answer has gone, which may be made of that memory. */
  #giveBackOnceSent(giveBack: (() => void) | undefined): void {
    if (giveBack !== undefined) this.#options.outbox.onceEmpty(giveBack);
  }

  #runNotification(call: IncomingCall, args: readonly unknown[]): void {
    const { method } = call;
    const finish = (): void => this.#calls.finishNotification(call);
    const fail = (error: unknown): void => {
      finish();
      this.#answers.report(error, method.path);
    };
    try {
      const outcome = this.#options.invoke(method, args, undefined, call.context);
      if (!isThenable(outcome)) return;
      this.#calls.startNotification(call);
      Promise.resolve(outcome).then(finish, fail);
    } catch (error) {
      fail(error);
    }
  }
}
