import type { Carrier } from '../frames/carrier.js';
import { type Frame, FrameKind } from '../frames/frame.js';
import type { Outbox } from '../frames/outbox.js';
import { WireError } from '../wire/wire-error.js';
import type { Writer } from '../wire/writer.js';
import type { StreamWindows } from './stream-windows.js';

/** What a stream is made from. */
export type StreamSource = AsyncIterable<unknown> | Iterable<unknown>;

export interface StreamSenderOptions {
  readonly id: number;
  readonly outbox: Outbox;
  readonly encode: (writer: Writer, item: unknown) => void;
  /** What the receiver takes before it allows more. */
  readonly windows: StreamWindows;
  /** Where the frame waits that must go before the first item. */
  readonly behind: Carrier | undefined;
  /** Sends what must go right before the first item, and gives back where that waits. */
  readonly beforeFirst?: () => Carrier | undefined;
  /** All items were sent. */
  readonly onEnd: () => void;
  /** The source failed, or gave something that can not be sent: `item` is that, if it did. */
  readonly onError: (error: unknown, item?: unknown) => void;
  /** What the source threw when it was told to stop: nobody waits for it. */
  readonly onLateError: (error: unknown) => void;
  /** A source that was stopped has cleaned up. */
  readonly onCleanedUp?: () => void;
}

/** The most credit there can be; more than this, and the receiver only pretends to count. */
const MOST_CREDIT = 2 ** 48;

type Steps = AsyncIterator<unknown> | Iterator<unknown>;

/**
 * Sends the items of an iterable as fast as the receiver allows. The next item is asked for only when it may be sent. A
 * source that is synchronous is read without a turn of the event loop between its items.
 */
export class StreamSender implements Frame {
  /** Where the last frame of the stream waits, if it does. */
  carrier: Carrier | undefined;
  readonly #options: StreamSenderOptions;
  #items = 0;
  #bytes = 0;
  #steps: Steps | undefined;
  #sync: Iterator<unknown> | undefined;
  #wake: (() => void) | undefined;
  #isFirst = true;
  #stopped = false;
  #pumping = false;
  #awaitsCalm = false;
  #item: unknown;
  #itemBytes = 0;

  constructor(options: StreamSenderOptions) {
    this.#options = options;
    this.carrier = options.behind;
  }

  /** Whether the source is done with, or was stopped. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Starts to send. Called once. */
  run(source: StreamSource): void {
    this.#options.windows.whenAllowed(({ items, bytes }) => this.grant(items, bytes));
    try {
      if (Symbol.asyncIterator in source) {
        const steps = source[Symbol.asyncIterator]();
        this.#steps = steps;
        void this.#pump(steps);
      } else {
        this.#sync = source[Symbol.iterator]();
        this.#steps = this.#sync;
        this.#pumpNow();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Allows that many more items and bytes. @throws WireError for more than anybody can mean. */
  grant(items: number, bytes: number): void {
    this.#items += items;
    this.#bytes += bytes;
    if (this.#items > MOST_CREDIT || this.#bytes > MOST_CREDIT)
      throw new WireError('more credit than there can be');
    this.#goOn();
  }

  /** Asks for no more items, and has the source clean up. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#goOn();
    this.#cleanUp();
  }

  write(writer: Writer): void {
    writer.arrayHeader(3);
    writer.uint(FrameKind.Item);
    writer.uint(this.#options.id);
    const before = writer.byteLength;
    this.#options.encode(writer, this.#item);
    this.#itemBytes = writer.byteLength - before;
  }

  async #pump(steps: AsyncIterator<unknown>): Promise<void> {
    try {
      while (!this.#stopped) {
        if (!this.#maySend()) {
          await this.#untilMaySend();
          continue;
        }
        const step = await steps.next();
        if (this.#stopped) return;
        if (step.done === true) {
          this.#finish();
          return;
        }
        if (!this.#send(step.value)) return;
        this.#options.outbox.flush();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #pumpNow(): void {
    const steps = this.#sync;
    // A source may cause credit to come while it is asked for its next item.
    if (steps === undefined || this.#pumping) return;
    this.#pumping = true;
    try {
      while (!this.#stopped && this.#maySend()) {
        const step = steps.next();
        if (this.#stopped) return;
        if (step.done === true) {
          this.#finish();
          return;
        }
        if (!this.#send(step.value)) return;
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#pumping = false;
      this.#options.outbox.flush();
    }
    if (!this.#stopped) this.#awaitCalm();
  }

  #maySend(): boolean {
    return this.#items > 0 && this.#bytes > 0 && !this.#options.outbox.busy;
  }

  async #untilMaySend(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#awaitCalm();
    });
  }

  /** Goes on when less waits for the other side, if it is that what holds the stream up. */
  #awaitCalm(): void {
    const { outbox } = this.#options;
    if (this.#awaitsCalm || !outbox.busy) return;
    this.#awaitsCalm = true;
    outbox.onceCalm(() => {
      this.#awaitsCalm = false;
      this.#goOn();
    });
  }

  #goOn(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake !== undefined) wake();
    else this.#pumpNow();
  }

  /** Says whether the item was sent; if not, the stream has failed. */
  #send(item: unknown): boolean {
    this.#item = item;
    try {
      if (this.#isFirst) this.#begin();
      this.carrier = this.#options.outbox.send(this, this.carrier);
    } catch (error) {
      this.#stopped = true;
      this.#cleanUp();
      this.#options.onError(error, item);
      return false;
    } finally {
      this.#item = undefined;
    }
    this.#items--;
    this.#bytes -= this.#itemBytes;
    return true;
  }

  #begin(): void {
    this.#isFirst = false;
    this.carrier = this.#options.beforeFirst?.() ?? this.carrier;
  }

  #finish(): void {
    this.#stopped = true;
    this.#steps = undefined;
    this.#options.onEnd();
  }

  #fail(error: unknown): void {
    if (this.#stopped) {
      this.#options.onLateError(error);
      return;
    }
    this.#stopped = true;
    this.#steps = undefined;
    this.#options.onError(error);
  }

  /** Has the source run its `finally`. One that is being asked for its next item does when it has given it. */
  #cleanUp(): void {
    const steps = this.#steps;
    this.#steps = undefined;
    this.#sync = undefined;
    const { onLateError, onCleanedUp } = this.#options;
    try {
      const ended: unknown = steps?.return?.();
      Promise.resolve(ended).then(onCleanedUp, (error: unknown) => {
        onLateError(error);
        onCleanedUp?.();
      });
    } catch (error) {
      onLateError(error);
      onCleanedUp?.();
    }
  }
}
